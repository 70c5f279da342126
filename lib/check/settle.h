/* What becomes of people, and of the pace, when a request ended. */
#ifndef CHECK_SETTLE_H
#define CHECK_SETTLE_H
#include "check/http.h"
#include "check/window.h"

/* Counts people in a row who stay unknown, and stops when there are too many: `outcome` is what
 * became of one of the request's people, `said` what the reply said about them (OUTCOME_UNAVAILABLE
 * when none came). A request that failed as a whole counts once. */
void settle_unknown(
    struct window *w, enum outcome outcome, enum outcome said, const struct http_reply *http);

/* Of one person; `reply` is what the profile makes of HTTP_REPLIED, else NULL. Returns what it
 * means. */
enum outcome settle_person(struct window *w, size_t number, const struct http_reply *http,
    const struct reply *reply, int64_t now_us);

/* Of one person whose answer comes later, under this job; as above. A job that is made of the
 * person's number is not kept beyond the run. */
enum outcome settle_accepted(struct window *w, size_t number, const struct http_reply *http,
    const char *job, int64_t now_us);

/* Slows down or speeds up, and stops when it goes on for too long. `said` is the reply's own word
 * (OUTCOME_UNAVAILABLE when none came), not what became of the people: who may have been paid for
 * is unknown, and the endpoint as overloaded. Once for each request, which left at `sent_us`. */
void settle_pace(struct window *w, enum outcome said, const struct http_reply *http,
    int64_t sent_us, int64_t now_us);
#endif
