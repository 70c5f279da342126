/* People -> squads: so many to a squad, in order of arrival; coaches or agencies kept together,
 * what remains at the end dealt with, leaders dealt, late arrivals seated in squads that were
 * formed before. The same people give the same squads. */
#ifndef ROSTER_FORMING_H
#define ROSTER_FORMING_H
#include "roster/groups.h"
#include "roster/seating.h"

/* What becomes of the last, incomplete squad. */
enum remainder {
    REMAINDER_SHORT,  // it is as it is
    REMAINDER_SPREAD, // all new squads are within one of each other, as far as groups allow
    REMAINDER_MERGE,  // under half its size it joins the other squads, which then exceed theirs
    REMAINDER_COUNT
};

struct forming {
    struct day on;
    long size;  // people in a full squad
    long first; // number of the first squad; with a roll its last one goes before
    enum remainder remainder;
    struct groups *groups;   // whom to keep together
    const struct roll *roll; // the squads formed before; NULL: none
    const struct crew *crew; // who is to be seated; settled
};

/* What there is to say about the squads. */
struct formed {
    long merged;       // people of a remainder who joined other squads
    long fewest;       // squads that would do if nobody were kept together
    size_t split;      // groups that could not stay together
    struct buf splits; // "浙F12345 (430 people: squads 3-5)", a few of them
};

enum remainder remainder_parse(const char *word); // REMAINDER_COUNT: none of them

/* Seats everybody. Release both. */
void forming_seat(const struct forming *forming, struct seating *seating, struct formed *formed);
void formed_release(struct formed *formed);
#endif
