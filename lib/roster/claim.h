/* One person among the others: two rows about one document number, and what only shows when
 * everybody is there. */
#ifndef ROSTER_CLAIM_H
#define ROSTER_CLAIM_H
#include "roster/intake.h"

/* Fails with `dup.document`, which shows both claims, when the person is there already, and with
 * `dup.earlier` when an earlier list has a seat for them. When two agencies claim the person, the
 * first one's record gets the note dup.claimed. */
int claim_check(struct intake *intake, const struct worker *worker, struct err *why);

/* After the last file, before the crew is settled: compares everybody, as likeness.h tells. */
void claim_compare(struct intake *intake);
#endif
