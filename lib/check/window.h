/* The people that a run holds at a time: the insides of run_check, shared by window.c (where each
 * of them stands, and the ledger) and run.c (reading, sending, printing). */
#ifndef CHECK_WINDOW_H
#define CHECK_WINDOW_H
#include "check/pacing.h"
#include "check/run.h"
#include "check/stop.h"

struct window {
    const struct run_plan *plan;
    struct run_counts *counts;
    struct err *err; // the cause of an early end, once `stop` is set
    enum stop stop;
    bool ledger_failed;

    struct person *people;    // owns; a ring of RUN_WINDOW, by sequence number
    size_t head, looked, end; // sequence numbers: next to print, to look up, to read
    size_t *ready;            // owns; a ring of RUN_WINDOW sequence numbers to send, in order
    size_t ready_from, ready_count;
    size_t *changed; // owns; sequence numbers that wait for a commit
    size_t changed_count;
    int64_t changed_us;  // since when
    long open, ahead;    // intents under way; as many as there may be
    long later, waiting; // people in STAGE_LATER, in STAGE_WAITS

    struct pacing pacing;
    struct budget budget;
    bool starved; // nobody in line can be paid for before others are known to cost nothing
    int unknowns; // answers in a row that nobody understands
};

void window_init(struct window *w, const struct run_plan *plan, struct run_counts *counts,
    struct err *err, int64_t now_us);
void window_release(struct window *w);

struct person *window_at(const struct window *w, size_t number);

/* Nobody else is asked from now on; the first cause stays. */
void window_stop(struct window *w, enum stop stop, const char *reason);
void window_fail(struct window *w, const struct err *err); // the same, with its own sentence

/* Looks people up in the ledger, in order, and writes intents. */
void window_look(struct window *w, int64_t now_us);

/* Makes the changes durable when they are due: people become ready or done. */
void window_commit(struct window *w, int64_t now_us);

/* Takes the next to send out of the line; false when nobody stands in it for whom there is money.
 * Stops the run when that will not change. */
bool window_next(struct window *w, size_t *number);

/* How a request of theirs ended. */
void window_settle(struct window *w, const struct http_reply *http, int64_t now_us);

/* Puts those whose wait for a `pending` answer is over back in line; after a stop gives up
 * everybody who is not under way. */
void window_tend(struct window *w, int64_t now_us);

/* Microseconds until the next thing to do here: 0 now. */
int64_t window_delay(struct window *w, int64_t now_us);
#endif
