#include "record/squad.h"

#include "base/i18n.h"
#include "base/mem.h"
#include <search.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { RANGES_SHOWN = 12 }; // of seats in a sentence

struct day squad_day(const char *id)
{
    char text[] = "0000-00-00";
    struct day day = {0};
    if (strspn(id, "0123456789") < 8)
        return day;
    memcpy(text, id, 4);
    memcpy(text + 5, id + 4, 2);
    memcpy(text + 8, id + 6, 2);
    if (!day_parse(text, &day))
        day = (struct day){0};
    return day;
}

static int compare_ids(const void *a, const void *b)
{
    return strcmp(a, b);
}

static int id_is_plain(const char *id)
{
    size_t len = strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");
    return len && !id[len] && len < SQUAD_ID_MAX && id[0] != '.';
}

int squad_track_starts(const struct squad_track *track, const struct squad *squad)
{
    return strcmp(track->id, squad->id) != 0;
}

static int check_new(const struct squad_track *track, const struct squad *squad, struct err *err)
{
    if (!id_is_plain(squad->id))
        return err_set(err, STATUS_INPUT, "squad.id",
            _("a squad's id must be of letters, digits, `-`, `_` and `.`, so that a file can have "
              "its name; form the squads with muster roster"));
    if (squad->size > SQUAD_SIZE_MAX - (long)squad->vacant_count)
        return err_set(err, STATUS_INPUT, "squad.size",
            _("squad %s has %ld people, more than %d; form smaller squads"), squad->id, squad->size,
            SQUAD_SIZE_MAX);
    if (tfind(squad->id, &track->ended, compare_ids))
        return err_set(err, STATUS_INPUT, "squad.back",
            _("squad %s comes back after another one; keep each squad's records together, for "
              "example with jq -s 'sort_by(.squad.no, .squad.seat)[]'"),
            squad->id);
    return 0;
}

/* Whether the record names the vacant seats that the squad's first one named. */
static bool vacant_stays(const struct squad_track *track, const struct squad *squad)
{
    if (track->seat_count - track->size != (long)squad->vacant_count)
        return false;
    for (size_t i = 0; i < squad->vacant_count; i++)
        if (squad->vacant[i] > track->seat_count ||
            track->seats[squad->vacant[i] - 1] != SEAT_VACANT)
            return false;
    return true;
}

static int check_same(const struct squad_track *track, const struct squad *squad, struct err *err)
{
    if (squad->size != track->size)
        return err_set(err, STATUS_INPUT, "squad.size",
            _("squad %s has %ld people in one record and %ld in another; do not mix two runs of "
              "muster roster"),
            squad->id, track->size, squad->size);
    if (!vacant_stays(track, squad))
        return err_set(err, STATUS_INPUT, "squad.size",
            _("two records of squad %s do not name the same vacant seats; do not mix two runs of "
              "muster roster"),
            squad->id);
    return 0;
}

static int check_seat(const struct squad *squad, const struct squad_track *passing, struct err *err)
{
    if (squad->seat > squad->size + (long)squad->vacant_count)
        return err_set(err, STATUS_INPUT, "squad.seat",
            _("seat %ld is beyond the %ld people of squad %s; form the squads again with muster "
              "roster"),
            squad->seat, squad->size, squad->id);
    for (size_t i = 0; i < squad->vacant_count; i++)
        if (squad->vacant[i] == squad->seat)
            return err_set(err, STATUS_INPUT, "squad.seat",
                _("somebody has seat %ld of squad %s, which is said to be vacant; form the squads "
                  "again with muster roster"),
                squad->seat, squad->id);
    if (passing && passing->seats[squad->seat - 1] == SEAT_CAME)
        return err_set(err, STATUS_INPUT, "squad.seat",
            _("seat %ld of squad %s comes twice; feed each record once"), squad->seat, squad->id);
    return 0;
}

static void start(struct squad_track *track, const struct squad *squad)
{
    if (track->id[0]) {
        char *id = mem_text(track->id);
        if (!tsearch(id, &track->ended, compare_ids))
            mem_out();
    }
    strcpy(track->id, squad->id);
    track->no = squad->no;
    track->of = squad->of;
    track->size = squad->size;
    track->arrived = 0;
    track->squads++;
    free(track->seats);
    track->seat_count = squad->size + (long)squad->vacant_count;
    track->seats = mem_alloc((size_t)track->seat_count);
    for (size_t i = 0; i < squad->vacant_count; i++)
        if (squad->vacant[i] <= track->seat_count)
            track->seats[squad->vacant[i] - 1] = SEAT_VACANT;
}

int squad_track_add(struct squad_track *track, const struct squad *squad, struct err *err)
{
    int starts = squad_track_starts(track, squad);
    if (starts ? check_new(track, squad, err) : check_same(track, squad, err))
        return -1;
    if (check_seat(squad, starts ? NULL : track, err))
        return -1;
    if (starts)
        start(track, squad);
    track->seats[squad->seat - 1] = SEAT_CAME;
    track->arrived++;
    return starts;
}

void squad_seats_print(const unsigned char *seats, long count, unsigned char mark, struct buf *out)
{
    long shown = 0, more = 0;
    for (long i = 0; i < count; i++) {
        long last = i;
        if (seats[i] != mark)
            continue;
        while (last + 1 < count && seats[last + 1] == mark)
            last++;
        if (shown == RANGES_SHOWN) {
            more += last - i + 1;
        } else {
            buf_printf(out, "%s%ld", shown++ ? ", " : "", i + 1);
            if (last > i)
                buf_printf(out, "-%ld", last + 1);
        }
        i = last;
    }
    if (more)
        buf_printf(out, _(" and %ld more"), more);
}

void squad_track_missing(const struct squad_track *track, struct buf *out)
{
    if (!track->id[0] || track->arrived == track->size)
        return;
    struct buf seats = {0};
    squad_seats_print(track->seats, track->seat_count, SEAT_AWAITED, &seats);
    buf_printf(out, _("squad %ld: %ld of %ld arrived here; missing seats: %s"), track->no,
        track->arrived, track->size, buf_text(&seats));
    buf_release(&seats);
}

void squad_track_release(struct squad_track *track)
{
    tdestroy(track->ended, free);
    free(track->seats);
    *track = (struct squad_track){0};
}
