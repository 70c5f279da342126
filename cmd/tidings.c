#include "tidings.h"

#include "base/mem.h"
#include "cli.h"
#include <stdlib.h>

enum { LINES_MAX = 50 }; // squads that changed

static void add_others(struct buf *sum, size_t seated, size_t left)
{
    if (seated)
        buf_printf(sum, _(" + %zu who have a seat already"), seated);
    if (left)
        buf_printf(sum, _(" + %zu taken off"), left);
}

void tidings_of_rows(const struct intake *intake)
{
    size_t rows = 0, seated = 0, left = 0;
    struct buf others = {0};
    for (size_t i = 0; i < intake->source_count; i++) {
        const struct source *s = &intake->sources[i];
        if (!s->is_roster)
            continue;
        buf_clear(&others);
        add_others(&others, s->seated, s->left);
        cli_say(_("%s%s%s: %zu rows = %zu records + %zu rejects%s (%zu title, total and signature "
                  "rows passed over)"),
            s->file, s->sheet ? ":" : "", s->sheet ? s->sheet : "", s->rows, s->records, s->rejects,
            buf_text(&others), s->passed_over);
        rows += s->rows;
        seated += s->seated;
        left += s->left;
    }
    buf_clear(&others);
    add_others(&others, seated, left);
    if (intake->source_count)
        cli_say(_("%zu rows in = %zu records + %zu rejects%s"), rows, intake->crew.count,
            intake->rejects.count, buf_text(&others));
    buf_release(&others);
}

void tidings_of_squads(const struct seating *seating, bool plain)
{
    const struct seating_squad *first = NULL, *last = NULL;
    long squads = 0, fewest = SQUAD_SIZE_MAX, most = 0;
    for (size_t i = 0; i < seating->squad_count; i++) {
        const struct seating_squad *squad = &seating->squads[i];
        if (!squad->people)
            continue;
        first = first ? first : squad;
        last = squad;
        fewest = squad->people < fewest ? squad->people : fewest;
        most = squad->people > most ? squad->people : most;
        squads++;
    }
    if (!squads)
        return;
    if (plain)
        cli_say(ngettext("%ld squad, %s to %s; the last one has %ld people",
                    "%ld squads, %s to %s; the last one has %ld people", (unsigned long)squads),
            squads, first->id, last->id, last->people);
    else if (fewest == most)
        cli_say(ngettext("%ld squad, %s to %s, of %ld people",
                    "%ld squads, %s to %s, of %ld people", (unsigned long)squads),
            squads, first->id, last->id, most);
    else
        cli_say(_("%ld squads, %s to %s, of %ld to %ld people"), squads, first->id, last->id,
            fewest, most);
}

static void say_leaderless(const struct seating *seating, const char *column)
{
    enum { SHOWN = 12 };
    struct buf squads = {0};
    size_t count = 0, led = 0;
    for (size_t i = 0; i < seating->squad_count; i++) {
        const struct seating_squad *squad = &seating->squads[i];
        led += squad->is_led;
        if (squad->people && !squad->is_led && count++ < SHOWN)
            buf_printf(&squads, "%s%ld", count > 1 ? ", " : "", squad->no);
    }
    if (count > SHOWN)
        buf_printf(&squads, _(" and %zu more"), count - SHOWN);
    if (led && count)
        cli_say(_("squads without a leader: %s"), buf_text(&squads));
    else if (count && column)
        cli_say(
            _("no squad has a leader: nobody is marked in a column `%s` (with 是, √, 1, 组长, or "
              "in the leader's own row with the name)"),
            column);
    buf_release(&squads);
}

void tidings_of_wishes(const struct forming *forming, const struct seating *seating,
    const struct formed *formed, const char *leader_column)
{
    const char *kept = keep_word(forming->groups->keep);
    if (formed->split)
        cli_say(_("--keep %s: not all of these could be seated in one squad: %s"), kept,
            buf_text(&formed->splits));
    if (forming->groups->keep && !forming->roll && (long)seating->squad_count > formed->fewest)
        cli_say(_("--keep %s takes %zu squads where %ld would do"), kept, seating->squad_count,
            formed->fewest);
    if (formed->merged)
        cli_say(_("--remainder merge: %ld people of an incomplete squad joined the others, beyond "
                  "--squad-size %ld"),
            formed->merged, forming->size);
    say_leaderless(seating, leader_column);
}

/* The size that all squads but the last have; 0: they differ. */
static long common_size(const struct roll *roll)
{
    long size = roll->squad_count > 1 ? roll->squads[0].seat_count : 0;
    for (size_t i = 1; i + 1 < roll->squad_count; i++)
        if (roll->squads[i].seat_count != size)
            return 0;
    return size;
}

static void say_size(const struct roll *roll, long squad_size)
{
    long size = common_size(roll), most = 0;
    for (size_t i = 0; i < roll->squad_count; i++)
        most = roll->squads[i].seat_count > most ? roll->squads[i].seat_count : most;
    if (size && size != squad_size)
        cli_say(_("the squads of the list were formed with %ld people each, and --squad-size is "
                  "%ld; --squad-size %ld goes on as before"),
            size, squad_size, size);
    else if (most > squad_size)
        cli_say(_("squads of the list have up to %ld seats, and --squad-size is %ld: the larger "
                  "ones take people only where a seat is vacant"),
            most, squad_size);
}

void tidings_of_roll(const struct forming *forming)
{
    const struct roll *roll = forming->roll;
    if (forming->crew->count)
        say_size(roll, forming->size);
    if (roll->numberless)
        cli_say(_("%zu people of the list have no document number any more (muster check leaves it "
                  "away without --keep-number); whoever of them comes again is known by name, date "
                  "of birth and the last four characters"),
            roll->numberless);
}

static void say_joined(const struct roll *roll, const struct seating *seating, size_t squad)
{
    const struct seating_squad *s = &seating->squads[squad];
    unsigned char *marks = mem_alloc((size_t)s->seat_count + 1);
    struct buf seats = {0};
    for (long i = 0; i < s->seat_count; i++) {
        uint32_t person = seating->seats[s->first + (size_t)i];
        marks[i] = person != SEAT_NOBODY && person >= roll->count;
    }
    squad_seats_print(marks, s->seat_count, 1, &seats);
    if (squad < roll->squad_count)
        cli_say(_("squad %ld: seats taken: %s"), s->no, buf_text(&seats));
    else
        cli_say(_("new squad %ld: seats taken: %s"), s->no, buf_text(&seats));
    buf_release(&seats);
    free(marks);
}

static void say_left(const struct roll *roll, size_t squad, const size_t *left, const size_t *end)
{
    const struct roll_squad *s = &roll->squads[squad];
    unsigned char *marks = mem_alloc((size_t)s->seat_count + 1);
    struct buf seats = {0};
    for (const size_t *person = left; person < end; person++)
        marks[roll->people[*person].seat - 1] = 1;
    squad_seats_print(marks, s->seat_count, 1, &seats);
    cli_say(_("squad %ld: seats freed: %s"), s->no, buf_text(&seats));
    buf_release(&seats);
    free(marks);
}

static void say_more(size_t said)
{
    if (said > LINES_MAX)
        cli_say(_("... and %zu more squads"), said - LINES_MAX);
}

/* People of the list are in the order of its squads. */
static void say_leavers(const struct roll *roll)
{
    size_t *left = mem_alloc((roll->left + 1) * sizeof *left), count = 0, said = 0;
    for (size_t i = 0; i < roll->count; i++)
        if (roll->people[i].left)
            left[count++] = i;
    for (size_t i = 0, next; i < count; i = next) {
        uint32_t squad = roll->people[left[i]].squad;
        for (next = i; next < count && roll->people[left[next]].squad == squad; next++)
            ;
        if (said++ < LINES_MAX)
            say_left(roll, squad, left + i, left + next);
    }
    say_more(said);
    free(left);
}

void tidings_of_changes(
    const struct roll *roll, const struct seating *seating, const struct arrival *arrival)
{
    size_t joined = 0, said = 0;
    if (arrival->elsewhere)
        cli_say(_("%zu who have a seat already came in a file of another name this time, the first "
                  "in %s; if that is another agency, find out with whom they come"),
            arrival->elsewhere, arrival->example);
    say_leavers(roll);
    for (size_t i = 0; i < seating->squad_count; i++) {
        joined += (size_t)seating->squads[i].joined;
        if (seating->squads[i].joined && said++ < LINES_MAX)
            say_joined(roll, seating, i);
    }
    say_more(said);
    cli_say(_("%zu people in the list before, %zu left, %zu joined, %zu now; everybody else keeps "
              "the seat"),
        roll->count, roll->left, joined, roll->count - roll->left + joined);
}
