/* A squad, and the seat in it: up to 200 workers in a fixed order; and what a tool can say about
 * squads from the records that pass it. */
#ifndef RECORD_SQUAD_H
#define RECORD_SQUAD_H
#include "base/buf.h"
#include "base/day.h"
#include "base/err.h"

enum { SQUAD_SIZE_MAX = 10000, SQUAD_ID_MAX = 65 }; // people; bytes with the NUL

struct squad {
    const char *id;     // "20261111-03"
    long no, of;        // the day's number of this squad; how many squads were formed
    long seat, size;    // place in the squad, from 1; people in it
    const long *vacant; // the seats before the last person's that nobody has, ascending; borrows
    size_t vacant_count;
};

/* The day an id begins with; all 0 when it is not of that form. */
struct day squad_day(const char *id);

enum seat_mark { SEAT_AWAITED, SEAT_CAME, SEAT_VACANT };

/* Follows squads while their records go by. `= {0}` is a valid one. */
struct squad_track {
    char id[SQUAD_ID_MAX]; // the squad that is passing; "" before the first
    long no, of, size;
    long arrived;         // its people so far
    long seat_count;      // up to the last person's: people and vacant seats
    unsigned char *seats; // owns; an enum seat_mark each
    void *ended;          // owns; ids that are over
    long squads;          // ids seen
};

/* Notes a record: 1 when it starts another squad, 0 when it belongs to the one that is passing.
 * To say something about a squad that is over, ask before adding the next one's first record.
 * Errors (STATUS_INPUT): `squad.back` an id that was over, `squad.seat` a seat beyond the size or
 * one that came already or is vacant, `squad.size` a size or a list of vacant seats that changes or
 * is over the limit, `squad.id` an id that cannot be a file's name. On an error nothing was noted.
 */
int squad_track_add(struct squad_track *track, const struct squad *squad, struct err *err);

/* Whether this record would start another squad. */
int squad_track_starts(const struct squad_track *track, const struct squad *squad);

/* Appends "squad 3: 187 of 200 arrived here; missing seats: 5, 9-11"; nothing when all are here.
 * Vacant seats are not missing. */
void squad_track_missing(const struct squad_track *track, struct buf *out);
void squad_track_release(struct squad_track *track);

/* Appends the numbers, from 1, of the seats with this mark: "5, 9-11"; long lists are cut with
 * their count. */
void squad_seats_print(const unsigned char *seats, long count, unsigned char mark, struct buf *out);
#endif
