#include "roster/chat.h"

#include "base/i18n.h"
#include "base/text.h"
#include <string.h>

static const char *const titles[PARTS] = {
    "姓名", "证件类型", "证件号码", "联系电话", "性别", "劳务公司", "车牌号", "备注"};

static const struct fault {
    const char *code, *sentence;
    enum part part; // the cell to correct
} faults[] = {
    {"chat.two",
        N_("there are two document numbers in this line; write each person on a line of "
           "their own"),
        PART_NUMBER},
    {"chat.name",
        N_("it cannot be told which word is the name; write only the name, or 姓名： in "
           "front of it"),
        PART_NAME},
    {"chat.glued",
        N_("numbers stand together without a space; put a space between the document "
           "number and the phone number"),
        PART_NUMBER},
};

static const struct fault too_long = {"chat.long",
    N_("no person's line is this long; write each person on a line of their own"), PART_REMARK};

void chat_columns(const struct headers *headers, struct tables *tables)
{
    struct mapping none = {0};
    const struct naming naming = {headers, &none, ""};
    struct cell cells[PARTS];
    for (int i = 0; i < PARTS; i++)
        cells[i] = cell_make(titles[i], strlen(titles[i]), CELL_TEXT);
    struct row row = {0, cells, PARTS};
    struct titles header;
    titles_read(&header, &row);
    tables_read(tables, &naming, NULL, &header);
    titles_release(&header);
}

void chat_init(struct chat *chat, const struct headers *headers, void *context,
    void (*person)(void *context, const struct chat_person *person))
{
    *chat = (struct chat){.headers = headers, .context = context, .person = person};
}

static void hand_over(struct chat *chat, const struct fault *fault, int column)
{
    struct cell cells[PARTS];
    struct chat_person *person = &chat->held_at;
    struct err why = {0};
    for (int i = 0; i < PARTS; i++) {
        const char *text = buf_text(&chat->held.parts[i]);
        if (fault && i == PART_REMARK)
            text = buf_text(&chat->whole);
        else if (fault && i == PART_NAME)
            text = "";
        cells[i] = cell_make(text, strlen(text), CELL_TEXT);
    }
    person->row.cells = cells;
    person->row.count = PARTS;
    person->why = NULL;
    if (fault) {
        err_set(&why, STATUS_INPUT, fault->code, "%s", _(fault->sentence));
        why.place.line = person->row.number;
        why.place.column = column;
        person->why = &why;
        person->fault = (size_t)fault->part + 1;
    }
    chat->person(chat->context, person);
    person->why = NULL;
}

static void note_dropped(struct chat *chat)
{
    enum { DROPPED_MAX = 1000 }; // bytes to name
    const struct buf *labels = &chat->held.dropped;
    if (labels->len && chat->dropped.len < DROPPED_MAX &&
        !strstr(buf_text(&chat->dropped), labels->data))
        buf_printf(&chat->dropped, "%s%s", chat->dropped.len ? ", " : "", labels->data);
}

/* Ends the person whose lines might have gone on. */
static void let_go(struct chat *chat)
{
    if (!chat->holds)
        return;
    chat->holds = false;
    note_dropped(chat);
    enum mention_kind kind = chat->held.kind;
    if (kind >= MENTION_TWO_NUMBERS)
        hand_over(chat, &faults[kind - MENTION_TWO_NUMBERS], chat->held.fault_column);
    else
        hand_over(chat, NULL, 0);
}

static void hold(struct chat *chat, const struct row *row)
{
    struct mention released = chat->held;
    chat->held = chat->mention;
    chat->mention = released;
    chat->holds = true;
    chat->held_at = (struct chat_person){.row = {.number = row->number}};
    for (int i = 0; i < PARTS; i++) {
        chat->held_at.lines[i] = chat->held.columns[i] ? row->number : 0;
        chat->held_at.columns[i] = chat->held.columns[i];
    }
    buf_clear(&chat->whole);
    buf_add_text(&chat->whole, row->cells[0].text);
}

/* Whether the line tells of the person before what was not told yet. */
static bool goes_on(const struct chat *chat)
{
    const struct mention *held = &chat->held, *now = &chat->mention;
    if (!chat->holds || now->numbered || now->kind == MENTION_NAME ||
        now->kind >= MENTION_TWO_NUMBERS || held->kind >= MENTION_TWO_NUMBERS)
        return false;
    if (now->kind == MENTION_NOBODY && !(now->labelled && held->labelled))
        return false;
    if (!now->labelled && !held->parts[PART_NAME].len)
        return false;
    for (int i = 0; i < PART_REMARK; i++)
        if (now->parts[i].len && held->parts[i].len)
            return false;
    return !now->parts[PART_NAME].len || now->labelled;
}

static void go_on(struct chat *chat, long line)
{
    for (int i = 0; i < PARTS; i++) {
        const struct buf *part = &chat->mention.parts[i];
        if (!part->len)
            continue;
        if (chat->held.parts[i].len)
            buf_add_char(&chat->held.parts[i], ' ');
        else
            chat->held_at.columns[i] = chat->mention.columns[i];
        if (!chat->held_at.lines[i])
            chat->held_at.lines[i] = line;
        buf_add(&chat->held.parts[i], part->data, part->len);
    }
    if (chat->held.kind != MENTION_PERSON)
        chat->held.kind = MENTION_PERSON;
    if (chat->mention.dropped.len)
        buf_printf(&chat->held.dropped, "%s%s", chat->held.dropped.len ? ", " : "",
            chat->mention.dropped.data);
}

/* A sender's name above the time is nobody who came. */
static void pass_frame(struct chat *chat)
{
    if (chat->holds && chat->held.kind == MENTION_NAME && !chat->held.numbered) {
        chat->holds = false;
        chat->passed_over++;
    }
    let_go(chat);
    chat->passed_over++;
}

static bool has_long_number(const char *text)
{
    enum { DIGITS = 11 };
    for (;;) {
        text += strcspn(text, "0123456789");
        size_t digits = strspn(text, "0123456789");
        if (digits >= DIGITS || !digits)
            return digits >= DIGITS;
        text += digits;
    }
}

static void take_long(struct chat *chat, const struct row *row)
{
    let_go(chat);
    if (!has_long_number(row->cells[0].text)) {
        chat->passed_over++;
        return;
    }
    mention_read(&chat->mention, &chat->line, chat->headers, "");
    hold(chat, row);
    chat->holds = false;
    hand_over(chat, &too_long, 0);
}

/* Between "#接龙" and its first entry stands the title, which may name a phone. */
static bool is_title(struct chat *chat)
{
    chat->in_title &= !chat->mention.numbered && !chat->mention.parts[PART_NUMBER].len;
    return chat->in_title;
}

void chat_line(struct chat *chat, const struct row *row)
{
    const char *text = row->cells[0].text;
    if (strlen(text) > TOKEN_LINE_MAX) {
        take_long(chat, row);
        return;
    }
    mention_read(&chat->mention, &chat->line, chat->headers, text);
    enum mention_kind kind = chat->mention.kind;
    if (kind == MENTION_FRAME || kind == MENTION_LIST) {
        pass_frame(chat);
        chat->in_title = kind == MENTION_LIST;
    } else if (is_title(chat)) {
        chat->passed_over++;
    } else if (goes_on(chat)) {
        go_on(chat, row->number);
    } else {
        let_go(chat);
        if (kind == MENTION_NOBODY)
            chat->passed_over++;
        else
            hold(chat, row);
    }
}

void chat_end(struct chat *chat)
{
    let_go(chat);
}

void chat_release(struct chat *chat)
{
    token_line_release(&chat->line);
    mention_release(&chat->mention);
    mention_release(&chat->held);
    buf_release(&chat->whole);
    buf_release(&chat->dropped);
    *chat = (struct chat){0};
}
