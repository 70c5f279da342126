/* Whether somebody agreed to be checked, as the roster says (Personal Information Protection Law,
 * articles 13 and 23: a person's data go to another only on a basis). */
#ifndef CHECK_CONSENT_H
#define CHECK_CONSENT_H
#include "record/wire.h"
#include <stdbool.h>

/* True when one of the columns that travelled is about consent (同意, 授权, consent) and says yes.
 * One that says no wins over others. */
bool consent_given(const struct record *record);
#endif
