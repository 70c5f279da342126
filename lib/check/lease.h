/* The token that an endpoint gave us, and for how long it holds. Pure logic; the caller brings the
 * time (microseconds of a clock that never goes back) and makes the requests.
 *
 * It is got when it is first needed, shared by all requests, and renewed shortly before it ends or
 * when the endpoint refuses it; one request at a time. */
#ifndef CHECK_LEASE_H
#define CHECK_LEASE_H
#include "base/buf.h"
#include <stdbool.h>
#include <stdint.h>

/* `= {0}` holds none. */
struct lease {
    struct buf text; // owns, wiped; the token
    long number;     // which token it is, from 1
    bool held, asked;
    int64_t renew_us; // nearly over
    int64_t retry_us; // after a failure not before
    int failures;     // in a row, of asking for one
    int refused;      // tokens in a row that the endpoint never accepted
};

void lease_release(struct lease *lease);

/* Microseconds until requests may leave: 0 now; -1 when a token has to be got first. */
int64_t lease_delay(const struct lease *lease, int64_t now_us);

/* Microseconds until a token may be asked for: 0 now; -1 when it is being asked for. */
int64_t lease_ask_delay(const struct lease *lease, int64_t now_us);
void lease_asked(struct lease *lease); // the request left

/* It brought lease->text, which holds for so long. Renewed when a tenth of that is left, at most a
 * minute. */
void lease_got(struct lease *lease, long lifetime_s, int64_t now_us);

/* It failed; the next may leave after `wait_s`, or with 0 after a pause that grows. */
void lease_failed(struct lease *lease, long wait_s, int64_t now_us);

/* The endpoint refused token `number`, or did not; others than the present one are gone already. */
void lease_refused(struct lease *lease, long number);
void lease_accepted(struct lease *lease, long number);
#endif
