/* People -> squads: so many to a squad, in order of arrival. */
#ifndef ROSTER_FORMING_H
#define ROSTER_FORMING_H
#include "base/day.h"
#include "record/squad.h"
#include <stddef.h>

struct forming {
    struct day on; // the arrival day: the squads' ids start with it
    size_t people;
    long size;  // people in a full squad; the last one takes the rest
    long first; // the day's number of the first squad, from 1
};

/* How many squads these people make. */
long forming_squads(const struct forming *forming);

/* The squad of this index, from 0; its seat is 1. `id` receives "YYYYMMDD-NN" and is borrowed. */
struct squad forming_squad(const struct forming *forming, long index, char id[SQUAD_ID_MAX]);
#endif
