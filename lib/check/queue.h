/* Who is next: the line of those who may be sent, and those who wait for their time. */
#ifndef CHECK_QUEUE_H
#define CHECK_QUEUE_H
#include "check/window.h"

/* Puts somebody at the end of the line. */
void queue_push(struct window *w, size_t number);

/* Takes the next one out of it for whom there is money, which is held from now on; false when there
 * is none. Stops the run when that will not change. */
bool queue_next(struct window *w, size_t *number);

/* Somebody is looked up again, or goes back into the line, at `later_us`. */
void queue_wait(struct window *w, size_t number, int64_t later_us);
void queue_later(struct window *w, size_t number, int64_t later_us);

/* Lets those go on whose time has come; after a stop gives up everybody who is not under way. */
void queue_tend(struct window *w, int64_t now_us);

/* Whether somebody stands in line who can be paid for. */
bool queue_waits(const struct window *w);

/* Microseconds until queue_tend has something to do; a long time without any. */
int64_t queue_delay(const struct window *w, int64_t now_us);
#endif
