#include "roster/intake.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "roster/admission.h"
#include "roster/claim.h"
#include "roster/passed.h"
#include "roster/remarks.h"
#include "roster/sheet.h"
#include "roster/survey.h"
#include <stdlib.h>
#include <string.h>

void intake_init(
    struct intake *intake, struct day on, const char *encoding, void (*say)(const char *sentence))
{
    *intake = (struct intake){.on = on, .encoding = encoding, .say = say};
    headers_init(&intake->headers);
    intake->now = mem_alloc(sizeof *intake->now);
}

static struct remarks remarks_here(const struct intake *intake)
{
    const struct source *source = &intake->sources[intake->now->source];
    struct buf *into = intake->preview ? &intake->preview->text : NULL;
    return (struct remarks){intake->say, into, source->file, source->sheet};
}

static struct naming naming_here(struct intake *intake)
{
    return (struct naming){&intake->headers, &intake->mapping, intake->now->path};
}

/* The header was found. */
static void start_tables(struct intake *intake)
{
    struct intake_sheet *now = intake->now;
    struct source *source = &intake->sources[now->source];
    now->has_header = source->is_roster = true;
    source->passed_over += now->header.above;
    intake->unread += now->header.people_above;
    if (!intake->titles.len)
        remarks_list(&intake->titles, &now->header.lines[now->header.line_count - 1]);
}

static void end_chat(struct intake *intake)
{
    struct intake_sheet *now = intake->now;
    chat_end(&now->chat);
    intake->sources[now->source].passed_over += now->chat.passed_over;
    buf_add_text(&now->private, buf_text(&now->chat.dropped));
    chat_release(&now->chat);
}

static void end_sheet(struct intake *intake)
{
    struct intake_sheet *now = intake->now;
    if (!intake->source_count)
        return;
    const struct source *source = &intake->sources[now->source];
    struct remarks remarks = remarks_here(intake);
    struct naming naming = naming_here(intake);
    if (now->is_chat && now->has_header)
        end_chat(intake);
    if (!now->has_header && header_end(&now->header, &naming, &now->tables))
        start_tables(intake);
    if (now->has_header) {
        if (intake->preview)
            preview_sheet(
                intake->preview, source->sheet, &now->header, &now->tables, &intake->headers);
        admission_header(intake, &now->tables.items[0]);
        admission_settle(intake);
        remarks_add_private(&now->private, &now->tables);
        remarks_on_alone(&remarks, &now->alone);
        if (!now->is_chat)
            remarks_on_tables(&remarks, &now->header, &now->tables, &intake->mapping, source->rows);
        now->rosters++;
    } else if (now->header.above) {
        remarks_on_no_header(&remarks, &now->header);
        intake->unread += now->header.people_above;
    }
    tables_release(&now->tables);
    header_release(&now->header);
    now->has_header = now->rounded = false;
    buf_clear(&now->alone.rows);
    now->alone.count = 0;
}

/* A header that comes again, as above each page or coach, holds for what is below it. */
static bool read_header_again(struct intake *intake, const struct row *row)
{
    struct intake_sheet *now = intake->now;
    struct naming naming = naming_here(intake);
    return header_again(&now->header, &naming, row, &now->tables);
}

/* One table's part of a row. Returns false when the whole row is a header after all. */
static bool read_part(struct intake *intake, const struct row *row, const struct row *whole)
{
    struct intake_sheet *now = intake->now;
    struct entry *entry = &now->entry;
    struct source *source = &intake->sources[now->source];
    entry_fold(entry, now->columns, row);
    enum passed passed = row_passed(row, entry_field(entry, FIELD_NAME),
        entry_field(entry, FIELD_NUMBER), entry_field(entry, FIELD_PHONE));
    if (passed != PASSED_NOT) {
        source->passed_over++;
        if (passed == PASSED_ALONE)
            remarks_add_row(&now->alone, row->number);
        return true;
    }
    if (intake->preview) {
        source->rows++;
        preview_row(intake->preview, whole);
        return true;
    }
    struct err why; // large: not cleared a million times for nothing
    enum field fault;
    bool refused = admission_take(intake, row, &why, &fault) != 0;
    if (refused && read_header_again(intake, whole)) {
        source->passed_over++;
        return false;
    }
    source->rows++;
    if (refused)
        admission_refuse(intake, row, &why, fault);
    return true;
}

static bool is_empty(const struct row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (*row->cells[i].text)
            return false;
    return true;
}

static void read_people(struct intake *intake, const struct row *row)
{
    struct intake_sheet *now = intake->now;
    for (size_t i = 0; i < now->tables.count; i++) {
        now->columns = &now->tables.items[i];
        struct row part = columns_part(now->columns, row);
        if (now->tables.count > 1 && is_empty(&part))
            continue;
        if (!read_part(intake, &part, row))
            return;
    }
}

/* A file that is no roster after all, or whose columns are others, would go on like this. */
static int check_rejects(const struct intake *intake, const struct row *row, struct err *err)
{
    if (!rejects_full(&intake->rejects))
        return 0;
    const struct source *source = &intake->sources[intake->now->source];
    struct buf tally = {0};
    rejects_tally(&intake->rejects, 0, &tally);
    err_set(err, STATUS_INPUT, "roster.rejects",
        _("more rows than anybody can mend had to be set aside up to here (%s); see with --preview "
          "whether the columns are understood rightly, else leave this file out until the agency "
          "has corrected it"),
        buf_text(&tally));
    buf_release(&tally);
    return err_at(err, source->file, source->sheet, row->number, 0);
}

static int on_row(void *context, const struct row *row, struct err *err)
{
    struct intake *intake = context;
    struct intake_sheet *now = intake->now;
    if (now->is_chat) {
        chat_line(&now->chat, row);
        return check_rejects(intake, row, err);
    }
    if (!now->has_header) {
        struct naming naming = naming_here(intake);
        enum header_step step = header_look(&now->header, &naming, row, &now->tables);
        if (step == HEADER_NONE)
            return 0;
        start_tables(intake);
        if (step == HEADER_READ)
            return 0;
    }
    read_people(intake, row);
    return check_rejects(intake, row, err);
}

/* Somebody of a chat. */
static void on_person(void *context, const struct chat_person *person)
{
    struct intake *intake = context;
    struct intake_sheet *now = intake->now;
    struct source *source = &intake->sources[now->source];
    struct err why = {0};
    enum field fault;
    source->rows++;
    if (intake->preview) {
        preview_row(intake->preview, &person->row);
        return;
    }
    if (person->why) {
        why = *person->why;
        err_at(&why, source->file, NULL, why.place.line, why.place.column);
        admission_header(intake, now->columns);
        rejects_add(&intake->rejects, &why, &person->row, person->fault);
        source->rejects++;
        return;
    }
    now->person = person;
    entry_fold(&now->entry, now->columns, &person->row);
    if (admission_take(intake, &person->row, &why, &fault))
        admission_refuse(intake, &person->row, &why, fault);
    now->person = NULL;
}

static void start_chat(struct intake *intake)
{
    struct intake_sheet *now = intake->now;
    const struct remarks remarks = remarks_here(intake);
    chat_init(&now->chat, &intake->headers, intake, on_person);
    chat_columns(&intake->headers, &now->tables);
    now->columns = &now->tables.items[0];
    now->has_header = intake->sources[now->source].is_roster = true;
    remarks_say(&remarks, "roster.chat", _("read as pasted chat text, a person a line"));
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
    struct remarks remarks = remarks_here(intake);
    if (is_copy)
        remarks_say(&remarks, "roster.copy",
            _("skipped: by its name a summary, a copy or people who left"));
    return is_copy ? TABLE_SKIP : 0;
}

static void on_say(void *context, const char *sentence)
{
    struct intake *intake = context;
    if (intake->preview)
        preview_say(intake->preview, sentence);
    else
        intake->say(sentence);
}

/* Where the user names columns by their letters, a text without a header is a table. */
static bool on_text(void *context, const char *text, size_t len)
{
    struct intake *intake = context;
    struct intake_sheet *now = intake->now;
    bool lettered = mapping_column(&intake->mapping, now->path, FIELD_NAME) > 0;
    enum survey survey = SURVEY_TABLE;
    if (intake->format == INTAKE_AUTO && !lettered)
        survey = survey_text(&intake->headers, text, len);
    now->is_chat = intake->format == INTAKE_CHAT || survey == SURVEY_CHAT;
    now->is_mixed = survey == SURVEY_MIXED;
    return now->is_chat;
}

/* Once a file, however many sheets it has. */
static void say_private(const struct intake *intake)
{
    const struct remarks remarks = {.say = intake->say, .file = intake->now->path};
    if (intake->now->private.len && !intake->preview)
        remarks_say(&remarks, "roster.private",
            _("columns that nobody needs here were left out: %s"), intake->now->private.data);
}

int intake_file(struct intake *intake, const char *path, struct err *err)
{
    struct table_options options = {.encoding = intake->encoding};
    struct table_sink sink = {intake, on_sheet, on_row, on_say, on_text};
    intake->now->path = path;
    intake->now->rosters = 0;
    intake->now->entry.grid = intake->grid;
    intake->now->entry.enterprise = intake->enterprise;
    buf_clear(&intake->now->private);
    if (intake->preview)
        preview_file(intake->preview, path);
    intake->now->is_chat = intake->now->is_mixed = false;
    if (table_read(path, &options, &sink, err))
        return -1;
    end_sheet(intake);
    if (sheets_end_file(&intake->sheets, path, err))
        return -1;
    say_private(intake);
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

int intake_check_mapping(const struct intake *intake, struct err *err)
{
    const struct mapping_rule *rule = mapping_unfollowed(&intake->mapping);
    if (!rule)
        return 0;
    return err_set(err, STATUS_INPUT, "roster.map",
        _("no sheet of any file has a column `%s` to take %s from; the first header has: %s"),
        rule->given, field_label(rule->field), buf_text(&intake->titles));
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
    buf_release(&intake->titles);
    mapping_release(&intake->mapping);
    struct intake_sheet *now = intake->now;
    if (!now)
        return; // {0}
    tables_release(&now->tables);
    header_release(&now->header);
    buf_release(&now->private);
    buf_release(&now->alone.rows);
    doubts_release(&now->doubts);
    entry_release(&now->entry);
    chat_release(&now->chat);
    free(now);
    *intake = (struct intake){0};
}
