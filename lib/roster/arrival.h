/* Somebody in a roster who has a seat in the list already, or who leaves. */
#ifndef ROSTER_ARRIVAL_H
#define ROSTER_ARRIVAL_H
#include "roster/intake.h"
#include "roster/leavers.h"
#include "roster/roll.h"

struct arrival {
    struct roll *roll;       // borrows
    struct leavers *leavers; // borrows; its people are off the roll
    size_t elsewhere; // came in a file of another name than their record, with no agency named
    char *example;    // owns; the first of them: "late.csv:3"
};

/* An intake_standing; the context is a struct arrival. Refuses a number that has its seat under
 * another name, and somebody whom two agencies name (`dup.document`). */
enum standing arrival_standing(void *context, const struct worker *worker, struct err *why);

void arrival_release(struct arrival *arrival);
#endif
