#include "roster/admission.h"

#include "base/i18n.h"
#include "record/wire.h"
#include "roster/advice.h"
#include "roster/claim.h"
#include "roster/sheet.h"
#include <string.h>

enum { SQUAD_BYTES = 512, RECORD_MAX = LINES_RECORD_MAX - SQUAD_BYTES };

void admission_header(struct intake *intake, const struct columns *columns)
{
    const struct intake_sheet *now = intake->now;
    const struct source *source = &intake->sources[now->source];
    struct reject_table table = {.source = now->source,
        .header_row = header_row(&now->header),
        .first = columns->first,
        .file = source->file,
        .sheet = source->sheet};
    rejects_table(&intake->rejects, &table, columns);
}

void admission_settle(struct intake *intake)
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

/* Where the field of this row stands. */
static void set_place(
    const struct intake *intake, const struct row *row, enum field field, struct place *place)
{
    const struct intake_sheet *now = intake->now;
    const struct source *source = &intake->sources[now->source];
    size_t cell = now->columns->where[field];
    long line = row->number;
    int column = columns_place(now->columns, field);
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
    const struct intake_sheet *now = intake->now;
    size_t cell = now->columns->where[FIELD_NUMBER];
    int column = columns_place(now->columns, FIELD_NUMBER);
    if (now->person && cell)
        column = now->person->lines[cell - 1] == row->number ? now->person->columns[cell - 1] : 0;
    member->column = (uint16_t)column;
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
    admission_header(intake, intake->now->columns);
    size_t fault = now->columns->where[FIELD_NUMBER];
    doubts_add(
        &now->doubts, intake->crew.count - 1, rejects_add(&intake->rejects, &why, row, fault));
}

void admission_refuse(
    struct intake *intake, const struct row *row, struct err *why, enum field fault)
{
    set_place(intake, row, fault, &why->place);
    admission_header(intake, intake->now->columns);
    rejects_add(&intake->rejects, why, row, intake->now->columns->where[fault]);
    intake->sources[intake->now->source].rejects++;
}

int admission_take(struct intake *intake, const struct row *row, struct err *why, enum field *fault)
{
    struct intake_sheet *now = intake->now;
    struct source *source = &intake->sources[now->source];
    struct origin from = {source->file, source->sheet, row->number};
    struct entry *entry = &now->entry;
    const char *number = entry_field(entry, FIELD_NUMBER);
    if (number)
        duplicates_expect(&intake->duplicates, number);
    if (entry_read(entry, now->columns, row, from, intake->on, why, fault)) {
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
