/* A leader for every new squad. */
#ifndef ROSTER_LEADING_H
#define ROSTER_LEADING_H
#include "roster/packing.h"

/* Swaps units between new squads until each has a leader or no swap helps: always the nearest squad
 * with more than one leader, and the two units of the nearest size. No squad grows over its size,
 * nor one that was over it; no unit is divided. */
void leading_deal(struct packing *packing);
#endif
