/* Notes that somebody should act on before the check costs money or the coach leaves: told once a
 * kind, with the places of the first people. */
#ifndef ROSTER_ADVICE_H
#define ROSTER_ADVICE_H
#include "roster/intake.h"

enum { ADVICE_KINDS = 21, ADVICE_PLACES = 3 };

/* `= {0}` is an empty one. */
struct advice {
    struct advice_kind {
        size_t count;      // people, or pairs of rows
        struct buf places; // of the first ADVICE_PLACES of them
    } kinds[ADVICE_KINDS];
};

/* Whether there is such a note. */
bool advice_asks(const struct worker *worker);

/* After intake_finish: looks through the notes of everybody who has one. */
void advice_collect(struct advice *advice, const struct intake *intake);

/* Appends "a.csv:4, a.csv:9 and 12 more: name.pua: SENTENCE"; nothing when nobody has that note. */
void advice_print(const struct advice *advice, size_t kind, struct buf *out);
void advice_release(struct advice *advice);
#endif
