/* muster check --lint: what is doubtful in a profile, a line each on standard output. */
#ifndef CMD_LINT_H
#define CMD_LINT_H
#include "base/err.h"

/* `name` is a file or the name of a profile that comes with muster. STATUS_DONE: nothing is. */
enum status lint_run(const char *name);
#endif
