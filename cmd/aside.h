/* What muster roster does with the rows that were set aside, and says about the others. */
#ifndef CMD_ASIDE_H
#define CMD_ASIDE_H
#include "roster/intake.h"

struct sandbox;

/* Before the process is confined: allows what aside_write needs besides its target. */
int aside_prepare(const char *path, struct sandbox *sandbox, struct err *err);

/* Writes the file that the agencies get back. */
int aside_write(const struct rejects *rejects, const char *path, struct err *err);

/* Says what notes on the records call for. */
void aside_advise(const struct intake *intake);

/* Says where the rejects are (`path`), or lists them when they have no place (NULL), which is
 * STATUS_PARTIAL. */
enum status aside_report(const struct rejects *rejects, const char *path);
#endif
