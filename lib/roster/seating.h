/* Who sits where: the squads of a day, each with its seats.
 *
 * People are numbered: first those of the list that was there before (`old` of them), then those of
 * the crew. */
#ifndef ROSTER_SEATING_H
#define ROSTER_SEATING_H
#include "roster/crew.h"
#include "roster/roll.h"

#define SEAT_NOBODY UINT32_MAX

struct seating_squad {
    char id[SQUAD_ID_MAX];
    long no;
    size_t first;                // of its seats, in seating.seats
    long seat_count;             // up to the last person's
    long people;                 // in them; 0: all have left
    long joined;                 // of them: were not in the list
    size_t vacant, vacant_count; // in seating.vacant
    bool is_led;                 // somebody in it is a leader
};

struct seating {
    size_t old;                   // people of the list
    long of;                      // number of the day's last squad
    struct seating_squad *squads; // owns; those of the list, then new ones by their first arrival
    size_t squad_count;
    uint32_t *seats; // owns; person numbers
    long *vacant;    // owns; seats, from 1
};

/* Where everybody of the crew is to go, worked out before. */
struct seating_plan {
    struct day on;
    long first;              // number of the first new squad
    const struct roll *roll; // NULL: there is no list
    const struct crew *crew;
    const uint32_t *squads; // of each member: those of the list first, then the new ones
    size_t squad_count;     // of both
};

/* Gives the crew their seats. In a squad of the list vacant seats go first, in order of arrival,
 * but a leader comes before the others where seat 1 is free. New squads are numbered by their first
 * arrival. */
void seating_make(struct seating *seating, const struct seating_plan *plan);

/* What the records of this squad say, but for the seat. Borrows from the seating. */
struct squad seating_squad(const struct seating *seating, size_t squad);
void seating_release(struct seating *seating);
#endif
