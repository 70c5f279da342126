/* The list of a day's squads going out, as records: whole, or a file a squad. */
#ifndef CMD_LIST_H
#define CMD_LIST_H
#include "roster/intake.h"
#include "roster/seating.h"

struct list {
    const struct intake *intake; // who is new
    const struct roll *roll;     // who was there before; NULL: nobody
    const struct seating *seating;
};

/* Writes everybody to a file, whole or not at all, or to standard output (NULL or "-"). */
int list_write(const struct list *list, const char *output, struct err *err);

/* Writes a file a squad into `folder` (made when there is none): 20261111-03.ndjson, each whole or
 * not at all. */
int list_split(const struct list *list, const char *folder, struct err *err);

/* Names the day's files in `folder` from the first squad on that are none of the list's squads. */
void list_say_stale(const struct list *list, const char *folder);
#endif
