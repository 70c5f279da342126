/* Where the ledger and the site key are, and times as users give them. */
#ifndef CMD_STATE_H
#define CMD_STATE_H
#include "base/buf.h"
#include "base/err.h"
#include "check/ledger.h"

/* Appends the folder: `named` if it is not NULL, else $XDG_STATE_HOME/muster, else
 * ~/.local/state/muster. Errors: STATUS_CONFIG `check.state`. */
int state_find(const char *named, struct buf *folder, struct err *err);

/* Says so when this computer's clock is a day or more behind the latest time in the ledger, or so
 * far ahead of it that all verdicts are older than `max_age_s` (0: they should be). */
void state_tell_clock(const struct ledger *ledger, long max_age_s);

/* The "30d" of the option `name` in seconds: a number, and d, h, m or s. Errors: STATUS_USAGE
 * `usage.NAME`. */
int state_parse_age(const char *name, const char *text, long *seconds, struct err *err);
#endif
