/* People whose number ends in 000: kept while their column looks sound, rejects once it shows that
 * a spreadsheet dropped digits. */
#ifndef ROSTER_DOUBTS_H
#define ROSTER_DOUBTS_H
#include "roster/crew.h"
#include "roster/reject.h"

struct doubts {
    struct doubt *items; // owns
    size_t count, capacity;
};

/* Notes a member, and the number of the reject that stands ready for it. */
void doubts_add(struct doubts *doubts, size_t member, size_t reject);

/* At the end of a sheet with dropped digits: drops them all from the crew. Returns how many. */
size_t doubts_reject(struct doubts *doubts, struct crew *crew);

/* At the end of a sound sheet: takes their rejects back. */
void doubts_clear(struct doubts *doubts, struct rejects *rejects);
void doubts_release(struct doubts *doubts);
#endif
