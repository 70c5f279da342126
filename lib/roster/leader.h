/* Whether a roster marks somebody as the leader of a squad. */
#ifndef ROSTER_LEADER_H
#define ROSTER_LEADER_H
#include <stdbool.h>

/* `mark` is the folded cell of the leaders' column, `name` whose row it is: 是, √, 1, Y, 组长 and
 * the like, or the person's own name. The name of somebody else says that this person follows. */
bool leader_is_marked(const char *mark, const char *name);
#endif
