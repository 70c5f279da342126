/* A waiting room: what enters is woken after a fixed time, in the order it came. */
#ifndef ENDPOINT_LULL_H
#define ENDPOINT_LULL_H
#include "base/err.h"
#include <stdbool.h>

struct lull;

/* `wake` is called on a thread of its own. Errors: STATUS_RESOURCE. */
struct lull *lull_new(long delay_ms, void (*wake)(void *item), struct err *err);

/* Lets the item wait; false when the room is closed: it will not be woken then. */
bool lull_enter(struct lull *lull, void *item);

/* Wakes everybody now and lets nobody in. */
void lull_close(struct lull *lull);
void lull_free(struct lull *lull); // closed before, or NULL
#endif
