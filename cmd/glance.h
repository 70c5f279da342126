/* muster roster --preview: what was understood of the files. */
#ifndef CMD_GLANCE_H
#define CMD_GLANCE_H
#include "roster/intake.h"

/* Reads the files with an intake that has read none, and writes what was understood to `output`
 * (NULL: standard output). Everything that can be shown is shown; the first failure is the status.
 */
enum status glance_show(struct intake *intake, char **files, int count, const char *output);
#endif
