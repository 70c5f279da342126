/* What becomes of people, and of the pace, when a request ended. */
#ifndef CHECK_SETTLE_H
#define CHECK_SETTLE_H
#include "check/http.h"
#include "check/window.h"

/* Counts answers in a row that nobody understands: `outcome` is of one of the request's people, or
 * of all of them when no reply came. */
void settle_unknown(struct window *w, enum outcome outcome, const struct http_reply *http);

/* Of one person; `reply` is what the profile makes of HTTP_REPLIED, else NULL. Returns what it
 * means. */
enum outcome settle_person(struct window *w, size_t number, const struct http_reply *http,
    const struct reply *reply, int64_t now_us);

/* Of one person whose answer comes later, under this job; as above. A job that is made of the
 * person's number is not kept beyond the run. */
enum outcome settle_accepted(struct window *w, size_t number, const struct http_reply *http,
    const char *job, int64_t now_us);

/* Slows down or speeds up, and stops when it goes on for too long. Once for each request, which
 * left at `sent_us`. */
void settle_pace(struct window *w, enum outcome outcome, const struct http_reply *http,
    int64_t sent_us, int64_t now_us);
#endif
