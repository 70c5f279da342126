/* Whether one condition leaves nothing for another. */
#ifndef PROFILE_COVER_H
#define PROFILE_COVER_H
#include "profile/condition.h"

/* Whether every reply that fits `narrow` fits `wide` too, as far as their own words show: after
 * `wide` the other is never reached. */
bool condition_covers(const struct condition *wide, const struct condition *narrow);
#endif
