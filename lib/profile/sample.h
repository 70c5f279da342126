/* Two invented people to try a profile with, without anybody's data. */
#ifndef PROFILE_SAMPLE_H
#define PROFILE_SAMPLE_H
#include "profile/inputs.h"

/* What may be asked about the first, and about the second (`other`): nothing is the same of both.
 * Each has a moment of their own; secrets are absent. Borrows static texts. */
void sample_person(bool other, struct inputs *inputs);
#endif
