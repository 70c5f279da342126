/* Two rows about one person: the first keeps the record, the second is set aside. */
#ifndef ROSTER_CLAIM_H
#define ROSTER_CLAIM_H
#include "roster/intake.h"

/* Fills `why` with `dup.document`, which shows both claims, and returns -1. When two agencies claim
 * the person, the first one's record gets the note dup.claimed. */
int claim_refuse(struct intake *intake, size_t first, const struct worker *second, struct err *why);
#endif
