/* Whether the endpoint's limits let somebody be asked about now: so many askings of one name and of
 * one number a day, and none too soon after the last one of the same person. */
#ifndef CHECK_TURN_H
#define CHECK_TURN_H
#include "check/person.h"

enum turn {
    TURN_NOW,
    TURN_LATER,     // in `wait_s`
    TURN_NOT_TODAY, // or not within TURN_WAIT_MAX_S
};

enum { TURN_WAIT_MAX_S = 900 }; // longer than that nobody's coach waits

/* `entry` is what the ledger has of this person, person->asking the asking that is due. The same
 * asking again of an idempotent endpoint is none of its own. Errors: those of ledger_count_today.
 */
int turn_find(const struct profile *profile, struct ledger *ledger, const struct person *person,
    const struct ledger_entry *entry, enum turn *turn, long *wait_s, struct err *err);
#endif
