/* Gets the token of an endpoint whose requests carry one: a request of its own over the same
 * connections, beside the pace of the others. */
#ifndef CHECK_RENEWAL_H
#define CHECK_RENEWAL_H
#include "check/http.h"
#include "check/window.h"

/* Whether requests may leave as far as the token goes; asks for one where it has to. Its reply
 * comes back under `tag`. */
bool renewal_ready(struct window *w, size_t tag, struct http *http, int64_t now_us);

/* Microseconds until that has something to do; -1 not before a reply came. */
int64_t renewal_delay(const struct window *w, int64_t now_us);

/* The request ended. A token that cannot be got stops the run: STATUS_CREDENTIALS `check.token`,
 * after some tries STATUS_AGAIN `check.unavailable`. */
void renewal_end(struct window *w, const struct http_reply *http, int64_t now_us);
#endif
