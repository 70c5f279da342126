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

/* Notes a member and the reject that it would be; takes the reject. */
void doubts_add(struct doubts *doubts, size_t member, struct reject *reject);

/* At the end of a sheet with dropped digits: drops them all from the crew into the rejects. Returns
 * how many. `cell_count` is the width of their sheet. */
size_t doubts_reject(
    struct doubts *doubts, struct crew *crew, struct rejects *rejects, size_t cell_count);

/* At the end of a sound sheet: forgets them. */
void doubts_clear(struct doubts *doubts);
void doubts_release(struct doubts *doubts);
#endif
