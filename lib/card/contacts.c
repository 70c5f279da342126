#include "card/contacts.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "table/table.h"
#include <stdlib.h>
#include <string.h>

enum column { ROLE, LABEL, PHONE, GRID, ON_CARD, IN_QR, ORDER, COLUMN_COUNT };
enum { HEADER_ROWS = 20, DIAL_SIZE = 24, LABEL_MAX = 200 };

static const char *const headers[COLUMN_COUNT][5] = {
    [ROLE] = {"角色", "role", "类别", "type"},
    [LABEL] = {"名称", "label", "单位", "name"},
    [PHONE] = {"电话", "phone", "号码", "电话号码", "number"},
    [GRID] = {"网格", "grid"},
    [ON_CARD] = {"上卡", "on card", "卡片"},
    [IN_QR] = {"二维码", "in qr", "qr"},
    [ORDER] = {"顺序", "order", "排序"},
};

/* A reading in progress. */
struct reader {
    struct contacts *contacts;
    const char *path;
    char *sheet;             // owns
    size_t at[COLUMN_COUNT]; // column, from 1; 0: there is none
    bool has_header;
    long rows; // of this sheet, before its header
    bool any_header;
    void (*say)(void *context, const char *sentence);
    void *context;
};

/* The cell's text folded. free() it. */
static char *cell_text(const struct reader *r, const struct row *row, enum column column)
{
    struct buf text = {0};
    size_t at = r->at[column];
    if (at && at <= row->count)
        text_fold(&text, row->cells[at - 1].text, strlen(row->cells[at - 1].text));
    return buf_take(&text);
}

/* The cell's text as it was typed, but for white space. free() it. */
static char *cell_typed(const struct reader *r, const struct row *row, enum column column)
{
    struct buf text = {0};
    size_t at = r->at[column];
    const char *from = at && at <= row->count ? row->cells[at - 1].text : "";
    bool gap = false;
    for (const char *end = from + strlen(from); from < end;) {
        uint32_t character = text_next(&from, end);
        if (text_is_space(character)) {
            gap = text.len > 0;
            continue;
        }
        if (gap)
            buf_add_char(&text, ' ');
        gap = false;
        text_put(&text, character);
    }
    return buf_take(&text);
}

static int fail_cell(const struct reader *r, const struct row *row, enum column column,
    struct err *err, const char *code, const char *text, const char *value)
{
    char shown[64];
    size_t len = strlen(value) < sizeof shown ? strlen(value) : sizeof shown - 1;
    memcpy(shown, value, len);
    shown[text_valid_len(shown, len)] = '\0';
    err_set(err, STATUS_INPUT, code, text, shown);
    return err_at(err, r->path, r->sheet, row->number, (int)r->at[column]);
}

static int header_of(const char *text)
{
    struct buf folded = {0};
    text_fold(&folded, text, strlen(text));
    int found = COLUMN_COUNT;
    for (int c = 0; c < COLUMN_COUNT && found == COLUMN_COUNT; c++)
        for (int i = 0; i < 5 && headers[c][i]; i++)
            if (!strcasecmp(buf_text(&folded), headers[c][i]))
                found = c;
    buf_release(&folded);
    return found;
}

/* Takes the row as the header when it names a label and a phone column. */
static void try_header(struct reader *r, const struct row *row)
{
    memset(r->at, 0, sizeof r->at);
    for (size_t i = 0; i < row->count; i++) {
        int column = header_of(row->cells[i].text);
        if (column < COLUMN_COUNT && !r->at[column])
            r->at[column] = i + 1;
    }
    r->has_header = r->at[LABEL] && r->at[PHONE];
    r->any_header |= r->has_header;
}

bool contact_dial(const char *phone, char *dial)
{
    size_t n = 0;
    for (const char *p = phone; *p; p++) {
        if (strchr(" -()", *p))
            continue;
        if (n == DIAL_SIZE - 1 || !((*p >= '0' && *p <= '9') || (*p == '+' && !n)))
            return false;
        dial[n++] = *p;
    }
    dial[n] = '\0';
    if (dial[0] == '+')
        return n >= 8 && n <= 16 && dial[1] != '0';
    if (n == 3)
        return dial[0] == '1';
    if (n == 5 || n == 6)
        return dial[0] == '1' || dial[0] == '9';
    if (dial[0] == '0' && (n == 8 || n == 9)) // 0573-12345
        return dial[n - 5] == '1' || dial[n - 5] == '9';
    if (n == 10)
        return !strncmp(dial, "400", 3) || !strncmp(dial, "800", 3) ||
               (dial[0] == '0' && dial[1] >= '1');
    if (n == 11 && dial[0] == '1')
        return dial[1] >= '3';
    return (n == 11 || n == 12) && dial[0] == '0' && dial[1] >= '1';
}

static int take_phone(
    const struct reader *r, const struct row *row, struct contact *contact, struct err *err)
{
    char dial[DIAL_SIZE];
    contact->phone = cell_text(r, row, PHONE);
    if (!*contact->phone) {
        err_set(err, STATUS_INPUT, "contacts.phone",
            _("this contact has no number; write it here, or take the row out"));
        return err_at(err, r->path, r->sheet, row->number, (int)r->at[PHONE]);
    }
    if (!contact_dial(contact->phone, dial))
        return fail_cell(r, row, PHONE, err, "contacts.phone",
            _("`%s` is not a phone number that can be dialled from a mobile; write a landline with "
              "its area code (0573-85550101) and format the column as text, so that Excel keeps "
              "the 0"),
            contact->phone);
    contact->dial = mem_text(dial);
    return 0;
}

static int take_flag(
    const struct reader *r, const struct row *row, enum column column, bool *flag, struct err *err)
{
    static const char *const yes[] = {"是", "yes", "y", "1", "true", "√", "✓", "有", NULL};
    static const char *const no[] = {"", "否", "no", "n", "0", "false", "×", "-", "无", NULL};
    *flag = !r->at[column];
    if (*flag)
        return 0;
    char *text = cell_text(r, row, column);
    bool known = false;
    for (int i = 0; yes[i]; i++)
        known |= *flag |= !strcasecmp(text, yes[i]);
    for (int i = 0; no[i]; i++)
        known |= !strcasecmp(text, no[i]);
    int result = known ? 0
                       : fail_cell(r, row, column, err, "contacts.yes",
                             _("`%s` is neither yes nor no here; write 是 or 否"), text);
    free(text);
    return result;
}

static int take_order(
    const struct reader *r, const struct row *row, struct contact *contact, struct err *err)
{
    char *text = cell_text(r, row, ORDER);
    char *end;
    long order = strtol(text, &end, 10);
    int result = 0;
    if (*end || order < 0 || order > 1000000)
        result = fail_cell(r, row, ORDER, err, "contacts.order",
            _("`%s` is not a place in the order; write a whole number, or nothing"), text);
    contact->order = *text ? order : 1000001;
    free(text);
    return result;
}

static int take_label(
    const struct reader *r, const struct row *row, struct contact *contact, struct err *err)
{
    contact->label = cell_typed(r, row, LABEL);
    if (!*contact->label)
        return fail_cell(r, row, LABEL, err, "contacts.label",
            _("this contact has no name%s; say whose number it is"), "");
    if (strlen(contact->label) > LABEL_MAX)
        return fail_cell(r, row, LABEL, err, "contacts.label",
            _("the name `%s...` is too long for a card; shorten it"), contact->label);
    return 0;
}

static int check_twice(
    const struct reader *r, const struct row *row, const struct contact *contact, struct err *err)
{
    for (size_t i = 0; i + 1 < r->contacts->count; i++) {
        const struct contact *other = &r->contacts->items[i];
        if (!strcmp(other->dial, contact->dial) && !strcmp(other->grid, contact->grid)) {
            struct buf text = {0};
            buf_printf(&text, "%s (%ld)", contact->phone, other->row);
            fail_cell(r, row, PHONE, err, "contacts.twice",
                _("the number %s stands in an earlier row too (its number is in brackets); keep "
                  "one of them"),
                buf_text(&text));
            buf_release(&text);
            return -1;
        }
    }
    return 0;
}

static int take_contact(struct reader *r, const struct row *row, struct err *err)
{
    struct contacts *contacts = r->contacts;
    if (contacts->count == CONTACTS_MAX)
        return fail_cell(r, row, LABEL, err, "contacts.many",
            _("more contacts than this tool takes%s; is this the right file?"), "");
    contacts->items =
        mem_grow(contacts->items, contacts->count, &contacts->capacity, sizeof *contacts->items);
    struct contact *contact = &contacts->items[contacts->count++];
    *contact = (struct contact){.row = row->number};
    contact->role = cell_typed(r, row, ROLE);
    contact->grid = cell_text(r, row, GRID);
    return take_label(r, row, contact, err) || take_phone(r, row, contact, err) ||
                   take_flag(r, row, ON_CARD, &contact->on_card, err) ||
                   take_flag(r, row, IN_QR, &contact->in_qr, err) ||
                   take_order(r, row, contact, err) || check_twice(r, row, contact, err)
               ? -1
               : 0;
}

static int start_sheet(void *context, const char *name, struct err *err)
{
    struct reader *r = context;
    (void)err;
    free(r->sheet);
    r->sheet = mem_text(name);
    r->has_header = false;
    r->rows = 0;
    return 0;
}

static int take_row(void *context, const struct row *row, struct err *err)
{
    struct reader *r = context;
    if (r->has_header)
        return take_contact(r, row, err);
    if (r->rows++ < HEADER_ROWS)
        try_header(r, row);
    return 0;
}

static void say(void *context, const char *sentence)
{
    struct reader *r = context;
    if (r->say)
        r->say(r->context, sentence);
}

static int compare(const void *a, const void *b)
{
    const struct contact *x = a, *y = b;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

int contacts_read(struct contacts *contacts, const char *path,
    void (*say_it)(void *context, const char *sentence), void *context, struct err *err)
{
    struct reader r = {.contacts = contacts, .path = path, .say = say_it, .context = context};
    struct table_sink sink = {&r, start_sheet, take_row, say};
    *contacts = (struct contacts){.file = mem_text(path)};
    int result = table_read(path, NULL, &sink, err);
    if (!result && !contacts->count) {
        result = r.any_header
                     ? err_set(err, STATUS_INPUT, "contacts.empty",
                           _("there is no contact below the header; a card without a number helps "
                             "nobody"))
                     : err_set(err, STATUS_INPUT, "contacts.header",
                           _("no row names the columns; it must hold at least 名称 (label) and "
                             "电话 (phone)"));
        err_at(err, path, NULL, 0, 0);
    }
    free(r.sheet);
    if (result)
        contacts_release(contacts);
    else
        qsort(contacts->items, contacts->count, sizeof *contacts->items, compare);
    return result;
}

void contacts_release(struct contacts *contacts)
{
    for (size_t i = 0; i < contacts->count; i++) {
        struct contact *contact = &contacts->items[i];
        free(contact->role);
        free(contact->label);
        free(contact->phone);
        free(contact->dial);
        free(contact->grid);
    }
    free(contacts->items);
    free(contacts->file);
    *contacts = (struct contacts){0};
}

bool contact_is_for(const struct contact *contact, const char *grid)
{
    return !*contact->grid || (grid && !strcmp(contact->grid, grid));
}
