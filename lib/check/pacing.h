/* When the next request may leave: rates, a number at once, and what the endpoint makes of it.
 *
 * Pure logic; the caller brings the time (microseconds of a clock that never goes back). A refusal
 * (429, 503, no connection) slows the whole endpoint: nothing leaves for a while, and then half as
 * many at once, growing again by one for each full round of answers. Refusals of requests that left
 * before that pause began are the same refusal, seen again. */
#ifndef CHECK_PACING_H
#define CHECK_PACING_H
#include <stdint.h>

enum { PACING_WAIT_MAX_S = 300 }; // what an endpoint may ask for, clamped

struct pacing {
    double per_second; // the slower of the rates; 0: no limit
    long concurrency;
    double tokens, window; // requests that may leave; that may be under way
    int64_t filled_us, pause_from_us, pause_until_us;
    long in_flight;
    int refusals; // in a row, without an answer in between
};

/* Both rates hold; 0: no limit. Requests are spread evenly over the minute, so that no span of 60
 * seconds has more than `per_minute`, wherever the endpoint begins to count. */
void pacing_init(
    struct pacing *pacing, double per_second, long per_minute, long concurrency, int64_t now_us);

/* Microseconds until a request may leave: 0 now; -1 not before one under way has ended. */
int64_t pacing_delay(struct pacing *pacing, int64_t now_us);
void pacing_sent(struct pacing *pacing); // one left

/* One under way ended with an answer. */
void pacing_answered(struct pacing *pacing);

/* The endpoint said that it will not answer before `wait_s` have passed (0: it did not; clamped):
 * nothing leaves until then. That is no refusal: the speed stays. */
void pacing_wait(struct pacing *pacing, int64_t now_us, long wait_s);

/* One under way, which left at `sent_us`, was refused. The pause is `wait_s` (0: not said;
 * clamped), else `base_ms` doubled with each refusal in a row. */
void pacing_refused(
    struct pacing *pacing, int64_t sent_us, int64_t now_us, long wait_s, long base_ms);
#endif
