/* A list of squads that were formed earlier: who has which seat. */
#ifndef ROSTER_ROLL_H
#define ROSTER_ROLL_H
#include "record/wire.h"
#include "roster/groups.h"
#include "roster/known.h"

enum { ROLL_BYTES_MAX = 1 << 30, ROLL_PEOPLE_MAX = 5000000 };

/* Somebody in the list. */
struct seated {
    size_t at, len; // of the record, in roll.texts; the name and the agency behind it, NUL each
    uint32_t squad; // in roll.squads
    uint32_t seat;  // from 1
    uint32_t group; // of what is kept together
    bool leader;
    bool agency_named; // by the roster; else the agency is the roster's file name
    bool left;         // gives the seat back
};

struct roll_squad {
    char id[SQUAD_ID_MAX];
    long no;
    long seat_count; // up to the last person's
    long people;     // who have a seat; those who left too
};

struct roll {
    struct day day;        // the squads' ids start with it
    long last;             // the highest number of a squad, or that the records say there is
    long of;               // what all records say that is; 0: they differ
    struct seated *people; // owns; in the order of the list
    size_t count, capacity;
    size_t left;               // of them
    size_t numberless;         // have no document number any more
    struct roll_squad *squads; // owns; in the order of the list
    size_t squad_count, squad_capacity;
    struct known known; // the items are people
    struct buf texts;
};

/* Reads records as muster roster and muster check print them; "-" is standard input. `groups` may
 * get new ones. Errors carry the place: those of wire_read and squad_track_add; STATUS_INPUT
 * `into.missing` when somebody is missing in a squad, `into.day` when the squads are of several
 * days or their ids say none, `into.empty`, `into.size`. */
int roll_read(struct roll *roll, const char *path, struct groups *groups, struct err *err);

/* The number of this person, or INDEX_NONE; those who left are found too. */
uint32_t roll_find(struct roll *roll, const struct worker *worker);

/* Frees the seat of this person; false when nobody has one. */
bool roll_leave(struct roll *roll, const struct worker *worker);

/* What the record says; borrowed. No agency is NULL. */
const char *roll_name(const struct roll *roll, size_t person);
const char *roll_agency(const struct roll *roll, size_t person);

/* Whether the agency was named by a roster and is not only its file name. */
bool roll_names_agency(const struct worker *worker);

/* Appends the person's record, as it was but for what may change about the squad; NULL: nothing
 * did. */
void roll_write(const struct roll *roll, size_t person, const struct squad *squad, struct buf *out);
void roll_release(struct roll *roll);
#endif
