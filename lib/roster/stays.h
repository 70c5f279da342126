/* Which groups are in which squads. */
#ifndef ROSTER_STAYS_H
#define ROSTER_STAYS_H
#include "roster/groups.h"
#include "roster/seating.h"

struct stay {
    uint32_t group, squad;
    uint32_t people;
};

struct stays {
    struct stay *items; // owns; sorted by group, then squad
    size_t count, capacity;
};

/* Those of the list, but for people who left. */
void stays_of_roll(struct stays *stays, const struct roll *roll);

/* Those of everybody: `group_of` each member of the crew. `roll` may be NULL. */
void stays_of_all(struct stays *stays, const struct seating *seating, const struct roll *roll,
    const uint32_t *group_of);

/* The group's first stay, or where it would be. */
size_t stays_first(const struct stays *stays, uint32_t group);

/* Appends the groups that are in several squads, "浙F12345 (430 people: squads 3, 4, 7); ...", and
 * returns how many there are. Long lists are cut with their count. */
size_t stays_print_split(const struct stays *stays, const struct groups *groups,
    const struct seating *seating, struct buf *out);
void stays_release(struct stays *stays);
#endif
