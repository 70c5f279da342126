/* The files that a run reads and writes, which are to be different ones. */
#ifndef CMD_TARGETS_H
#define CMD_TARGETS_H
#include "base/err.h"
#include <stddef.h>

/* Refuses, as a wrong command line, a `target` that is one of the `others`, which are read or
 * written in the same run: a roster that is replaced by its rejects is lost. NULLs, standard input
 * and output, devices and pipes are no file to lose. */
enum status targets_check(const char *target, const char *const *others, size_t count);

/* Refuses rosters of which one is named twice: everybody in it would stand there already. */
enum status targets_check_rosters(const char *const *rosters, size_t count);
#endif
