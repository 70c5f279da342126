/* Ages as the law counts them. */
#ifndef IDENTITY_AGE_H
#define IDENTITY_AGE_H
#include "base/day.h"
#include <stdbool.h>

enum { AGE_WORKING = 16, AGE_ADULT = 18, AGE_SENIOR = 60 };

/* Nobody under 16 may be employed (Labour Law, article 15). Sixteen is reached on the day after the
 * birthday, as the Supreme People's Court counts full years, so the 16th birthday itself still
 * counts as under. */
bool age_may_work(struct day birth, struct day on);

/* 16 and 17: may work, under the law's special protection of minors. */
bool age_is_minor(struct day birth, struct day on);

/* 60 and older, from the birthday itself: where a pension is drawn, no labour contract can be made
 * (Supreme People's Court, Interpretation I on labour disputes, 2020, article 32). */
bool age_is_senior(struct day birth, struct day on);
#endif
