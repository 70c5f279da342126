/* Whose result is whose in the reply to a batch. */
#ifndef PROFILE_JOINING_H
#define PROFILE_JOINING_H
#include "base/index.h"
#include "profile/batch.h"

/* One person of the batch. */
struct joining_seat {
    size_t start, len;    // of what joins to them, in `keys`
    const json_t *result; // borrows; NULL: none yet
    bool unsure;          // two results fit, or two people fit one
};

/* `= {0}` is an empty one. */
struct joining {
    const struct batch *batch; // borrows
    struct buf keys;
    struct index index;
    struct joining_seat *seats; // owns
    size_t count;
};

void joining_init(struct joining *joining, const struct batch *batch, size_t people);
void joining_release(struct joining *joining);

/* Call it for every person, in order, with all that their item was filled with; NULL: it cannot be
 * known what joins to them. */
void joining_expect(struct joining *joining, const struct inputs *inputs);

/* After all people: finds whose each of an array's results is. Borrows `results`. */
void joining_read(struct joining *joining, const json_t *results);

/* The one result that is this person's and nobody else's, borrowed, or NULL. */
const json_t *joining_find(const struct joining *joining, size_t person);
#endif
