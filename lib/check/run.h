/* worker -> verdict: reads records, asks each endpoint about each person once, gives every record
 * back in input order.
 *
 * A record passes the endpoints one after the other, in their order; at most RUN_WINDOW people and
 * a few batches are held at a time for each of them. The intent of each asking is durable before
 * its request leaves, each verdict before its record is given back. When the run has to stop, for
 * whichever endpoint, every record that was read and that is still to be read comes out with the
 * cause as its outcome; after a signal, input that stays open and sends nothing is not waited for.
 */
#ifndef CHECK_RUN_H
#define CHECK_RUN_H
#include "check/budget.h"
#include "check/person.h"
#include "record/wire.h"

enum {
    RUN_ENDPOINTS_MAX = 8,
    RUN_WINDOW = 1024,
    RUN_REFUSED_MAX = 5,    // times in a row that the endpoint does not answer
    RUN_THROTTLED_MAX = 10, // times in a row that it asks us to slow down
    RUN_UNKNOWN_MAX = 10,   // answers in a row that nobody understands
};

/* What came of one endpoint. */
struct run_tally {
    long calls;  // requests that left, or may have; a batch is one, a token's are none
    long reused; // people whose verdict the ledger had
    long open;   // people that it has no answer about
    long outcome[OUTCOME_COUNT]; // people
    long charged, minor;         // paid answers in this run, and what they cost
};

struct run_counts {
    long people;
    long lane[LANE_COUNT];
    long calls, reused;  // of all endpoints
    long open;           // people left unasked or unknown by one of them at least
    long unknown;        // of them: may have been paid for
    long numberless;     // came without a number
    long limited;        // left unasked by the endpoint's daily limits
    long charged, minor; // paid answers in this run, and what they cost
    long disagreed;      // one endpoint says match, and another that it is none
    struct run_tally by[RUN_ENDPOINTS_MAX]; // in the plan's order
};

/* Borrows. */
struct run_endpoint {
    const struct profile *profile; // unlocked
    const char *base;              // where it is sent: the profile's base or --url
    const char *url;               // --url; NULL: none
    const char *realm;             // another one for each
    double per_second;             // 0: no limit
    long concurrency;
};

struct run_plan {
    struct run_endpoint endpoints[RUN_ENDPOINTS_MAX];
    size_t endpoint_count; // from 1
    const struct site_key *key;
    struct ledger *ledger; // bound
    long budget_minor;     // for all of them, which have one currency; BUDGET_NONE: no limit
    long max_age_s;
    bool retry_unknown, keep_number;
    const char *basis; // on which everybody may be checked; NULL: who has agreed

    void *context; // for the three below
    /* Takes off the front of `lines` what can be printed without waiting. */
    int (*print)(void *context, struct buf *lines, struct err *err);
    int output;                     // the descriptor that can be written when `print` takes more
    bool (*stopped)(void *context); // a signal came
    void (*tick)(void *context, const struct run_counts *counts); // now and then; may be NULL
};

/* Returns 0, or -1 with the cause of an early end: STATUS_AGAIN `check.unavailable`,
 * `check.throttled`, `check.quota`, `check.budget`, `check.signal`; STATUS_CREDENTIALS
 * `check.auth`, `check.token`, `check.tls`; STATUS_REFUSED `check.funds`; STATUS_CONFIG
 * `check.redirect`, `check.rules`; or what reading, printing and the ledger say. `counts` is right
 * either way. */
int run_check(
    const struct run_plan *plan, struct lines *reader, struct run_counts *counts, struct err *err);
#endif
