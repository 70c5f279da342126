/* What muster roster says when it is done: the rows' sum, the squads, who joined and who left. */
#ifndef CMD_TIDINGS_H
#define CMD_TIDINGS_H
#include "roster/arrival.h"
#include "roster/forming.h"
#include "roster/intake.h"

/* Rows in = records + rejects (+ those with a seat already, + those taken off). */
void tidings_of_rows(const struct intake *intake);

/* How many squads, from which to which, and how full. `plain`: in order of arrival only. */
void tidings_of_squads(const struct seating *seating, bool plain);

/* What could not be had as it was wished: groups together, squads of one size, a leader each.
 * `leader_column` is the title that marks them, NULL when nobody asked. */
void tidings_of_wishes(const struct forming *forming, const struct seating *seating,
    const struct formed *formed, const char *leader_column);

/* What the list that was there before is like, and what changed in it. */
void tidings_of_roll(const struct forming *forming);
void tidings_of_changes(
    const struct roll *roll, const struct seating *seating, const struct arrival *arrival);
#endif
