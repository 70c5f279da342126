#include "roster/advice.h"

#include "base/i18n.h"
#include <string.h>

static const struct {
    const char *code, *text;
} kinds[] = {
    {"name.pua",
        N_("the name holds a character that only one computer knows, and the check will fail; ask how it "
           "is written")},
    {"name.digits",
        N_("no name has digits, and the check will fail; send the name as it stands on the card")},
    {"name.symbol",
        N_("the name holds a sign that no name has, and the check will fail; send the name as it stands "
           "on the card")},
    {"name.remark",
        N_("a remark in brackets was taken off the name; give remarks a column of their own")},
    {"name.mixed",
        N_("the name has Chinese and Latin letters; leave only what stands on the document")},
    {"name.parts",
        N_("parts of the name stood apart; ask whether the card has a dot there, or whether these are two "
           "people")},
    {"name.short", N_("the name is a single character; ask whether the rest of it is missing")},
    {"name.differs",
        N_("the earlier list has this document number under another name; compare both with the "
           "card")},
    {"id.name", N_("the document's machine-readable lines have another name; compare both with the "
                   "document")},
    {"id.sex",
        N_("the column for sex says another one than the number, which counts; compare both with "
           "the card")},
    {"id.birth",
        N_("the column for the date of birth says another one than the number, which counts; "
           "compare both with the card")},
    {"id.age",
        N_("the column for the age says years more or less than the number, which counts; compare "
           "both with the card")},
    {"id.fifteen",
        N_("a number of 15 digits is of a card that is void since 2013; ask for the number of the "
           "present card")},
    {"id.near",
        N_("the same name stands in another row with nearly the same number; compare both with "
           "the card")},
    {"phone.shared",
        N_("three people or more gave this phone number; ask each of them for their own")},
    {"doc.type",
        N_("the column for the kind of document says another kind than the number, which counts; "
           "correct the column")},
    {"doc.passport",
        N_("with a passport alone nobody may work; ask foreigners for their work permit "
           "(外国人工作许可证) and Chinese citizens for their ID card")},
    {"cell.error", N_("a formula failed in a cell of this row, which counts as empty; type what "
                      "belongs there")},
    {"doc.expired", N_("the document has expired; ask for the new one")},
    {"age.minor",
        N_("16 or 17: the law forbids heavy and dangerous work and asks for a health check and a "
           "registration with the labour office before they start")},
    {"age.senior",
        N_("60 or older: whoever draws a pension works under a service agreement, not a labour "
           "contract; insure them against accidents before they start")},
};

_Static_assert(sizeof kinds / sizeof *kinds == ADVICE_KINDS, "a kind each");

/* The other row of which the note tells, or NULL. */
static const char *other_row(const struct note *note)
{
    for (size_t i = 0; i < 2 && note->value[i].name; i++)
        if (!strcmp(note->value[i].name, "at"))
            return note->value[i].text;
    return NULL;
}

static void print_place(const struct worker *worker, struct buf *out)
{
    struct place place;
    place_set(&place, worker->from.file, worker->from.sheet, worker->from.row, 0);
    place_print(&place, out);
}

/* Whether the other row was told with this one beside it. */
static bool is_told(const struct advice_kind *kind, const struct worker *worker)
{
    struct buf own = {0};
    buf_add_char(&own, '(');
    print_place(worker, &own);
    buf_add_char(&own, ')');
    bool told = strstr(buf_text(&kind->places), own.data);
    buf_release(&own);
    return told;
}

/* The kind of a note, ADVICE_KINDS when it asks for nothing. */
static size_t kind_of(const char *code)
{
    if (!strcmp(code, "id.region")) // half the rows of some rosters
        return ADVICE_KINDS;
    size_t k = 0;
    while (k < ADVICE_KINDS && (code[3] != kinds[k].code[3] || strcmp(code, kinds[k].code) != 0))
        k++;
    return k;
}

bool advice_asks(const struct worker *worker)
{
    for (size_t i = 0; i < worker->note_count; i++)
        if (kind_of(worker->notes[i].code) < ADVICE_KINDS)
            return true;
    return false;
}

static void add(struct advice *advice, const struct worker *worker)
{
    for (size_t i = 0; i < worker->note_count; i++) {
        size_t k = kind_of(worker->notes[i].code);
        struct advice_kind *kind = &advice->kinds[k];
        bool repeats = i && !strcmp(worker->notes[i - 1].code, worker->notes[i].code);
        if (k == ADVICE_KINDS || repeats)
            continue;
        const char *other = other_row(&worker->notes[i]);
        if ((other && is_told(kind, worker)) || kind->count++ >= ADVICE_PLACES)
            continue;
        if (kind->places.len)
            buf_add_text(&kind->places, ", ");
        print_place(worker, &kind->places);
        if (other)
            buf_printf(&kind->places, " (%s)", other);
    }
}

void advice_collect(struct advice *advice, const struct intake *intake)
{
    for (size_t i = 0; i < intake->crew.count; i++) {
        struct crew_view view;
        if (intake->crew.members[i].asks || intake->crew.members[i].late)
            add(advice, intake_worker(intake, i, &view));
    }
}

void advice_print(const struct advice *advice, size_t k, struct buf *out)
{
    const struct advice_kind *kind = &advice->kinds[k];
    if (!kind->count)
        return;
    buf_add_text(out, buf_text(&kind->places));
    size_t more = kind->count > ADVICE_PLACES ? kind->count - ADVICE_PLACES : 0;
    if (more)
        buf_printf(out, _(" and %zu more"), more);
    buf_printf(out, ": %s: %s", kinds[k].code, _(kinds[k].text));
}

void advice_release(struct advice *advice)
{
    for (size_t k = 0; k < ADVICE_KINDS; k++)
        buf_release(&advice->kinds[k].places);
}
