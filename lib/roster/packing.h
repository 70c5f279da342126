/* Units of people who stay together -> squads: no unit is ever divided.
 *
 * First fit: a unit goes into the first squad with room for it. For N people that takes at most 1.7
 * times the fewest squads that could hold these units (Dósa, Sgall: First Fit bin packing, 2013),
 * and never leaves two squads whose people would fit into one. */
#ifndef ROSTER_PACKING_H
#define ROSTER_PACKING_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PACKING_NOWHERE UINT32_MAX

struct packing_unit {
    uint32_t size;    // people
    uint32_t leaders; // of them
    uint32_t squad;   // where it was put
};

struct packing_squad {
    long people, leaders; // in it
    long room;            // for so many more
    long vacant;          // of the room: seats between people
};

struct packing {
    long size;                  // people in a full squad
    long size_max;              // people that a squad may have at all
    struct packing_unit *units; // owns; in order of arrival
    size_t unit_count, unit_capacity;
    size_t single_from;           // units from here on are of one person and may go anywhere
    struct packing_squad *squads; // owns
    size_t squad_count, squad_capacity;
    size_t fixed;        // squads before this one were formed earlier: who is in one stays
    size_t first_open;   // every squad before this one is full
    size_t first_vacant; // every squad before this one has no vacant seat
};

/* Adds a unit that is nowhere yet; returns its number. */
size_t packing_add(struct packing *packing, uint32_t size, uint32_t leaders);

/* Adds an empty squad with room for `size`; returns its number. */
size_t packing_open(struct packing *packing);

void packing_put(struct packing *packing, size_t unit, size_t squad);

/* Takes a unit out of a new squad again. */
void packing_take_out(struct packing *packing, size_t unit);

/* Puts a unit into the first squad with room, or into a new one. One person takes a vacant seat
 * first. */
void packing_fit(struct packing *packing, size_t unit);

/* The people of the new squads in as many squads, as even as units allow: within one of each other
 * when all units are single. What was before stays when that cannot be done. */
void packing_spread(struct packing *packing);

/* A new squad under half its size gives its people to the others, evenly, beyond their size.
 * Returns how many people did so. */
long packing_merge(struct packing *packing);

void packing_release(struct packing *packing);
#endif
