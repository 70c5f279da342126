/* File descriptors that the process may still open (RLIMIT_NOFILE). */
#ifndef BASE_DESCRIPTORS_H
#define BASE_DESCRIPTORS_H
#include "base/err.h"

/* Whether at least `needed` are left. Without them each part of a program fails in its own way, and
 * blames a folder or the network. Errors: STATUS_RESOURCE `descriptors.few`. */
int descriptors_left(int needed, struct err *err);
#endif
