/* People who give their seats back: read from a roster, or from records. */
#ifndef ROSTER_LEAVERS_H
#define ROSTER_LEAVERS_H
#include "base/day.h"
#include "roster/known.h"
#include "roster/roll.h"

struct leaver;

struct leavers {
    struct roll *roll;    // borrows
    struct leaver *items; // owns; in the order of their files
    size_t count, capacity;
    size_t unusable; // rows that cannot be read as a person; each was said
    struct known known;
};

/* Reads a file and frees the seats of the people in it: records when it starts with "{" or is a
 * pipe ("-" is standard input), else a roster for the arrival day. `say` gets translated sentences.
 * Errors: those of wire_read and intake_file.
 */
int leavers_read(struct leavers *leavers, const char *path, struct day on, const char *encoding,
    void (*say)(const char *sentence), struct err *err);

/* Whether this person leaves, who stands in a roster again; if so, it is noted. */
bool leavers_have(struct leavers *leavers, const struct worker *worker);

/* Says who was found nowhere; returns how many. */
size_t leavers_say_unfound(const struct leavers *leavers, void (*say)(const char *sentence));
void leavers_release(struct leavers *leavers);
#endif
