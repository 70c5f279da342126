#include "roster/claim.h"

#include "base/i18n.h"
#include <string.h>

#define SOURCE_PAST UINT32_MAX // of a member who is only in an earlier list

enum { AGENCY_BYTES_MAX = 300 }; // in a note: the record has its limit

static void print_place(const struct worker *worker, int column, struct buf *out)
{
    struct place place;
    place_set(&place, worker->from.file, worker->from.sheet, worker->from.row, column);
    place_print(&place, out);
}

static void note_claim(struct intake *intake, size_t first, const struct worker *second)
{
    struct buf at = {0};
    print_place(second, 0, &at);
    struct note note = {"dup.claimed", {{"at", at.data, 0}}};
    if (strlen(second->agency) <= AGENCY_BYTES_MAX)
        note.value[1] = (struct note_value){"agency", second->agency, 0};
    crew_note(&intake->crew, first, &note);
    buf_release(&at);
}

/* Whether both say with whom the person comes, and do not agree. */
static bool is_contested(const struct worker *one, const struct worker *other)
{
    return one->agency && other->agency && strcmp(one->agency, other->agency) != 0;
}

static int refuse(struct intake *intake, size_t first, const struct worker *second, struct err *why)
{
    static const char code[] = "dup.document";
    struct crew_view view;
    const struct worker *one = intake_worker(intake, first, &view);
    struct buf place = {0};
    print_place(one, intake->crew.members[first].column, &place);
    if (strcmp(one->name, second->name) != 0) {
        err_set(why, STATUS_INPUT, code,
            _("the same document number stands already in %s under another name; compare both "
              "cards and correct the row that is wrong"),
            place.data);
    } else if (is_contested(one, second)) {
        err_set(why, STATUS_INPUT, code,
            _("%s (%s) and %s (this row) both list this person; find out with whom the person "
              "comes and delete the other row"),
            one->agency, place.data, second->agency);
        note_claim(intake, first, second);
    } else if (strcmp(one->document.number, second->document.number) != 0) {
        err_set(why, STATUS_INPUT, code,
            _("the same person stands already in %s; one of the two numbers is the old one of 15 "
              "digits: keep the row with the 18 characters of the present card"),
            place.data);
    } else {
        err_set(why, STATUS_INPUT, code,
            _("the same document number stands already in %s; find out which row is right and "
              "delete the other"),
            place.data);
    }
    buf_release(&place);
    return -1;
}

int claim_check(struct intake *intake, const struct worker *worker, struct err *why)
{
    uint32_t first = duplicates_find(&intake->duplicates, &intake->crew, worker->document.number);
    if (first != INDEX_NONE)
        return refuse(intake, first, worker, why);
    return past_refuse(intake->past, worker, why);
}

static void print_member_place(const void *context, size_t member, struct buf *out)
{
    const struct intake *intake = context;
    const struct member *its = &intake->crew.members[member];
    if (its->source == SOURCE_PAST) {
        past_place(intake->past, its->row, out);
        return;
    }
    const struct source *source = &intake->sources[its->source];
    struct place place;
    place_set(&place, source->file, source->sheet, its->row, 0);
    place_print(&place, out);
}

static bool is_here(const void *context, const char *number)
{
    const struct intake *intake = context;
    return duplicates_find(&intake->duplicates, &intake->crew, number) != INDEX_NONE;
}

void claim_compare(struct intake *intake)
{
    past_join(intake->past, &intake->crew, &intake->likeness, SOURCE_PAST, is_here, intake);
    likeness_note(&intake->likeness, &intake->crew, print_member_place, intake);
    likeness_release(&intake->likeness);
}
