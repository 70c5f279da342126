/* Where the ledger and the site key are, and times as users give them. */
#ifndef CMD_STATE_H
#define CMD_STATE_H
#include "base/buf.h"
#include "base/err.h"

/* Appends the folder: `named` if it is not NULL, else $XDG_STATE_HOME/muster, else
 * ~/.local/state/muster. Errors: STATUS_CONFIG `check.state`. */
int state_find(const char *named, struct buf *folder, struct err *err);

/* The "30d" of the option `name` in seconds: a number, and d, h, m or s. Errors: STATUS_USAGE
 * `usage.NAME`. */
int state_parse_age(const char *name, const char *text, long *seconds, struct err *err);
#endif
