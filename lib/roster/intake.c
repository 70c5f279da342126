#include "roster/intake.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "record/wire.h"
#include "roster/advice.h"
#include "roster/chat.h"
#include "roster/claim.h"
#include "roster/doubts.h"
#include "roster/entry.h"
#include "roster/passed.h"
#include "roster/survey.h"
#include <stdlib.h>
#include <string.h>

enum { HEADER_ROWS = 50, SQUAD_BYTES = 512, RECORD_MAX = LINES_RECORD_MAX - SQUAD_BYTES };

/* The sheet being read. */
struct intake_sheet {
    const char *path;
    size_t rosters; // sheets of this file that had a header
    uint32_t source;
    bool has_header, rounded;
    size_t title_rows;
    long header_row; // from 1
    struct columns columns;
    struct doubts doubts;
    struct entry entry;
    bool is_chat, is_mixed; // as survey_text says
    struct chat chat;
    const struct chat_person *person; // of the chat, while it is taken
};

void intake_init(
    struct intake *intake, struct day on, const char *encoding, void (*say)(const char *sentence))
{
    *intake = (struct intake){.on = on, .encoding = encoding, .say = say};
    headers_init(&intake->headers);
    intake->now = mem_alloc(sizeof *intake->now);
}

static void say(const struct intake *intake, const char *code, const char *text, ...)
    __attribute__((format(printf, 3, 4)));

/* Says a sentence about the sheet being read. */
static void say(const struct intake *intake, const char *code, const char *text, ...)
{
    const struct source *source = &intake->sources[intake->now->source];
    struct err note = {0};
    struct buf line = {0};
    va_list args;
    va_start(args, text);
    buf_vprintf(&line, text, args);
    va_end(args);
    err_set(&note, STATUS_DONE, code, "%s", buf_text(&line));
    err_at(&note, source->file, source->sheet, 0, 0);
    buf_clear(&line);
    err_print(&note, &line);
    intake->say(line.data);
    buf_release(&line);
}

/* The header that holds for the rows now, in the rejects. */
static void start_rejects(struct intake *intake)
{
    const struct intake_sheet *now = intake->now;
    const struct source *source = &intake->sources[now->source];
    struct reject_table table = {.source = now->source,
        .header_row = now->header_row,
        .file = source->file,
        .sheet = source->sheet};
    rejects_table(&intake->rejects, &table, &now->columns);
}

static void settle_doubts(struct intake *intake)
{
    struct intake_sheet *now = intake->now;
    struct source *source = &intake->sources[now->source];
    if (now->rounded) {
        size_t count = doubts_reject(&now->doubts, &intake->crew);
        source->records -= count;
        source->rejects += count;
    }
    doubts_clear(&now->doubts, &intake->rejects);
}

static void say_private(const struct intake *intake, const char *names)
{
    say(intake, "roster.private", _("columns that nobody needs here were left out: %s"), names);
}

static void name_private_columns(const struct intake *intake)
{
    const struct columns *columns = &intake->now->columns;
    struct buf names = {0};
    for (size_t i = 0; i < columns->count; i++)
        if (columns->fields[i] == FIELD_PRIVATE)
            buf_printf(&names, "%s%s", names.len ? ", " : "", columns->titles[i]);
    if (names.len)
        say_private(intake, names.data);
    buf_release(&names);
}

/* A document column under a name that nobody knows would set everybody aside for no clear reason.
 */
static void name_missing_number(const struct intake *intake)
{
    const struct intake_sheet *now = intake->now;
    if (!now->columns.where[FIELD_NUMBER] && intake->sources[now->source].rows)
        say(intake, "roster.number",
            _("the header in row %ld names no column for the document number, so everybody is set "
              "aside; name that column 身份证号 and run the same command again"),
            now->header_row);
}

static void end_chat(struct intake *intake)
{
    struct intake_sheet *now = intake->now;
    chat_end(&now->chat);
    intake->sources[now->source].passed_over += now->chat.passed_over;
    if (now->chat.dropped.len)
        say_private(intake, now->chat.dropped.data);
    chat_release(&now->chat);
}

static void end_sheet(struct intake *intake)
{
    struct intake_sheet *now = intake->now;
    if (!intake->source_count)
        return;
    if (now->is_chat && now->has_header)
        end_chat(intake);
    if (now->has_header) {
        start_rejects(intake);
        settle_doubts(intake);
        name_private_columns(intake);
        name_missing_number(intake);
        now->rosters++;
    } else if (now->title_rows) {
        say(intake, "roster.header",
            _("skipped: its first %zu rows name no column for the person (姓名) and the document or "
              "phone number (身份证号, 电话)"),
            now->title_rows < HEADER_ROWS ? now->title_rows : (size_t)HEADER_ROWS);
    }
    columns_release(&now->columns);
    now->has_header = now->rounded = false;
    now->title_rows = 0;
}

/* Where the field of this row stands. */
static void set_place(
    const struct intake *intake, const struct row *row, enum field field, struct place *place)
{
    const struct intake_sheet *now = intake->now;
    const struct source *source = &intake->sources[now->source];
    size_t cell = now->columns.where[field];
    long line = row->number;
    int column = (int)cell;
    if (now->person && cell) {
        column = now->person->columns[cell - 1];
        line = column ? now->person->lines[cell - 1] : line;
    }
    place_set(place, source->file, source->sheet, line, column);
}

/* Whether the record would be longer than the pipe takes. */
static bool is_too_long(const struct worker *worker)
{
    enum { ESCAPED = 6 }; // bytes that one may become
    size_t bytes = 0;
    for (size_t i = 0; i < worker->extra_count; i++)
        bytes += strlen(worker->extras[i].name) + strlen(worker->extras[i].text);
    if (bytes < RECORD_MAX / ESCAPED / 2)
        return false;
    struct buf record = {0};
    wire_write_rest(&record, worker);
    bool too_long = record.len > RECORD_MAX;
    buf_release(&record);
    return too_long;
}

static struct member *add_member(
    struct intake *intake, const struct row *row, const struct worker *worker)
{
    struct member *member = crew_add(&intake->crew, worker);
    member->source = intake->now->source;
    member->row = (uint32_t)row->number;
    size_t cell = intake->now->columns.where[FIELD_NUMBER];
    const struct chat_person *person = intake->now->person;
    if (person && cell)
        cell = person->lines[cell - 1] == row->number ? (size_t)person->columns[cell - 1] : 0;
    member->column = (uint16_t)cell;
    member->asks = worker->note_count && advice_asks(worker);
    likeness_add(&intake->likeness, worker);
    return member;
}

static int store(
    struct intake *intake, const struct row *row, const struct worker *worker, struct err *why)
{
    if (is_too_long(worker))
        return err_set(why, STATUS_INPUT, "row.long",
            _("the row holds more than 1 MiB of text; shorten its remarks and send the file again"));
    add_member(intake, row, worker);
    duplicates_add(&intake->duplicates, &intake->crew, intake->crew.count - 1);
    return 0;
}

/* Somebody whose number is wrong stays among the others until all are there, dropped: the right
 * number may stand in another row. */
static void keep_for_comparison(struct intake *intake, const struct row *row)
{
    const struct entry *entry = &intake->now->entry;
    const struct worker worker = {
        .name = entry->worker.name, .document.number = entry->identity.number};
    if (worker.name && *worker.document.number)
        add_member(intake, row, &worker)->dropped = true;
}

/* Numbers that end in 000 stay in doubt until the whole column was seen. */
static void doubt(struct intake *intake, const struct row *row)
{
    struct intake_sheet *now = intake->now;
    struct err why = {0};
    err_set(&why, STATUS_INPUT, "id.rounded",
        _("the number ends in 000 and Excel has dropped digits of others in this column; compare "
          "it with the card"));
    set_place(intake, row, FIELD_NUMBER, &why.place);
    start_rejects(intake);
    size_t fault = now->columns.where[FIELD_NUMBER];
    doubts_add(
        &now->doubts, intake->crew.count - 1, rejects_add(&intake->rejects, &why, row, fault));
}

/* Sets the row aside. */
static void reject(struct intake *intake, const struct row *row, struct err *why, enum field fault)
{
    set_place(intake, row, fault, &why->place);
    start_rejects(intake);
    rejects_add(&intake->rejects, why, row, intake->now->columns.where[fault]);
    intake->sources[intake->now->source].rejects++;
}

static int take_row(
    struct intake *intake, const struct row *row, struct err *why, enum field *fault)
{
    struct intake_sheet *now = intake->now;
    struct source *source = &intake->sources[now->source];
    struct origin from = {source->file, source->sheet, row->number};
    struct entry *entry = &now->entry;
    const char *number = entry_field(entry, FIELD_NUMBER);
    if (number)
        duplicates_expect(&intake->duplicates, number);
    if (entry_read(entry, &now->columns, row, from, intake->on, why, fault)) {
        now->rounded |= !strcmp(why->code, "id.rounded") || !strcmp(why->code, "id.scientific");
        if (!strncmp(why->code, "id.", 3))
            keep_for_comparison(intake, row);
        return -1;
    }
    enum standing standing =
        intake->standing ? intake->standing(intake->context, &entry->worker, why) : STANDING_NEW;
    if (standing == STANDING_REFUSED)
        return -1;
    source->seated += standing == STANDING_SEATED;
    source->left += standing == STANDING_LEFT;
    if (standing != STANDING_NEW)
        return 0;
    if (claim_check(intake, &entry->worker, why))
        return -1;
    *fault = FIELD_EXTRA;
    if (store(intake, row, &entry->worker, why))
        return -1;
    past_note(intake->past, &entry->worker, &intake->crew, intake->crew.count - 1);
    if (document_maybe_rounded(&entry->identity))
        doubt(intake, row);
    source->records++;
    return 0;
}

static void read_header(struct intake *intake, const struct row *row)
{
    struct intake_sheet *now = intake->now;
    if (now->title_rows < HEADER_ROWS)
        now->has_header = columns_read(&now->columns, &intake->headers, row);
    now->header_row = row->number;
    now->title_rows += !now->has_header;
    intake->sources[now->source].is_roster = now->has_header;
    intake->sources[now->source].passed_over += !now->has_header;
}

/* A header that comes again, as above each page or coach, holds for what is below it. */
static bool read_header_again(struct intake *intake, const struct row *row)
{
    struct intake_sheet *now = intake->now;
    struct columns columns;
    if (!columns_read(&columns, &intake->headers, row))
        return false;
    columns_release(&now->columns);
    now->columns = columns;
    now->header_row = row->number;
    return true;
}

static void on_person(void *context, const struct chat_person *person)
{
    struct intake *intake = context;
    struct intake_sheet *now = intake->now;
    struct source *source = &intake->sources[now->source];
    struct err why = {0};
    enum field fault;
    source->rows++;
    if (person->why) {
        why = *person->why;
        err_at(&why, source->file, NULL, why.place.line, why.place.column);
        start_rejects(intake);
        rejects_add(&intake->rejects, &why, &person->row, person->fault);
        source->rejects++;
        return;
    }
    now->person = person;
    entry_fold(&now->entry, &now->columns, &person->row);
    if (take_row(intake, &person->row, &why, &fault))
        reject(intake, &person->row, &why, fault);
    now->person = NULL;
}

static int on_row(void *context, const struct row *whole, struct err *err)
{
    struct intake *intake = context;
    struct intake_sheet *now = intake->now;
    (void)err;
    if (now->is_chat) {
        chat_line(&now->chat, whole);
        return 0;
    }
    if (!now->has_header) {
        read_header(intake, whole);
        return 0;
    }
    struct row cut = columns_row(&now->columns, whole), *row = &cut;
    struct entry *entry = &now->entry;
    entry_fold(entry, &now->columns, row);
    if (row_is_passed_over(row, entry_field(entry, FIELD_NAME), entry_field(entry, FIELD_NUMBER),
            entry_field(entry, FIELD_PHONE))) {
        intake->sources[now->source].passed_over++;
        return 0;
    }
    struct err why; // large: not cleared a million times for nothing
    enum field fault;
    bool refused = take_row(intake, row, &why, &fault) != 0;
    if (refused && read_header_again(intake, whole)) {
        intake->sources[now->source].passed_over++;
        return 0;
    }
    intake->sources[now->source].rows++;
    if (refused)
        reject(intake, row, &why, fault);
    return 0;
}

static void start_chat(struct intake *intake)
{
    struct intake_sheet *now = intake->now;
    chat_init(&now->chat, &intake->headers, intake, on_person);
    chat_columns(&intake->headers, &now->columns);
    now->has_header = intake->sources[now->source].is_roster = true;
    say(intake, "roster.chat", _("read as pasted chat text, a person a line"));
}

static int on_sheet(void *context, const char *name, struct err *err)
{
    struct intake *intake = context;
    (void)err;
    end_sheet(intake);
    if (!sheets_take(&intake->sheets, name))
        return TABLE_SKIP;
    intake->sources = mem_grow(
        intake->sources, intake->source_count, &intake->source_capacity, sizeof *intake->sources);
    intake->now->source = (uint32_t)intake->source_count++;
    intake->sources[intake->now->source] =
        (struct source){.file = mem_text(intake->now->path), .sheet = mem_text(name)};
    if (intake->now->is_chat)
        start_chat(intake);
    bool is_copy = name && !intake->sheets.wanted_count && sheet_is_copy(name);
    if (is_copy)
        say(intake, "roster.copy", _("skipped: by its name a summary, a copy or people who left"));
    return is_copy ? TABLE_SKIP : 0;
}

static void on_say(void *context, const char *sentence)
{
    struct intake *intake = context;
    intake->say(sentence);
}

static bool on_text(void *context, const char *text, size_t len)
{
    struct intake *intake = context;
    enum survey survey = SURVEY_TABLE;
    if (intake->format == INTAKE_AUTO)
        survey = survey_text(&intake->headers, text, len);
    intake->now->is_chat = intake->format == INTAKE_CHAT || survey == SURVEY_CHAT;
    intake->now->is_mixed = survey == SURVEY_MIXED;
    return intake->now->is_chat;
}

int intake_file(struct intake *intake, const char *path, struct err *err)
{
    struct table_options options = {.encoding = intake->encoding};
    struct table_sink sink = {intake, on_sheet, on_row, on_say, on_text};
    intake->now->path = path;
    intake->now->rosters = 0;
    intake->now->is_chat = intake->now->is_mixed = false;
    if (table_read(path, &options, &sink, err))
        return -1;
    end_sheet(intake);
    if (sheets_end_file(&intake->sheets, path, err))
        return -1;
    if (!intake->now->rosters) {
        err_set(err, STATUS_INPUT, "roster.none", "%s",
            intake->now->is_mixed
                ? _("no header tells the columns, but some lines look like people from a chat; "
                    "read the file with --format text, or put 姓名 and 身份证号 or 电话 above the "
                    "columns")
                : _("no sheet of this file is a roster; it needs a header row with 姓名 and 身份证号 "
                    "or 电话 above the people"));
        return err_at(err, path, NULL, 0, 0);
    }
    return 0;
}

void intake_finish(struct intake *intake)
{
    claim_compare(intake);
    duplicates_release(&intake->duplicates); // members get other numbers
    crew_settle(&intake->crew);
    rejects_settle(&intake->rejects);
}

const struct worker *intake_worker(
    const struct intake *intake, size_t member, struct crew_view *view)
{
    const struct source *source = &intake->sources[intake->crew.members[member].source];
    crew_read(&intake->crew, member, view);
    view->worker.from.file = source->file;
    view->worker.from.sheet = source->sheet;
    return &view->worker;
}

void intake_release(struct intake *intake)
{
    for (size_t i = 0; i < intake->source_count; i++) {
        free(intake->sources[i].file);
        free(intake->sources[i].sheet);
    }
    free(intake->sources);
    crew_release(&intake->crew);
    duplicates_release(&intake->duplicates);
    likeness_release(&intake->likeness);
    sheets_release(&intake->sheets);
    rejects_release(&intake->rejects);
    headers_release(&intake->headers);
    struct intake_sheet *now = intake->now;
    if (!now)
        return; // {0}
    columns_release(&now->columns);
    doubts_release(&now->doubts);
    entry_release(&now->entry);
    chat_release(&now->chat);
    free(now);
    *intake = (struct intake){0};
}
