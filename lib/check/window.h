/* The people that a run holds for one endpoint at a time, and where each of them stands: the
 * insides of run_check. lookup.c finds out who is asked, queue.c who is next, flight.c makes the
 * requests, settle.c what becomes of a reply. */
#ifndef CHECK_WINDOW_H
#define CHECK_WINDOW_H
#include "check/lease.h"
#include "check/pacing.h"
#include "check/run.h"
#include "check/stop.h"

struct window;

/* What the windows of a run have in common. */
struct shared {
    const struct run_plan *plan;
    struct run_counts *counts;
    struct budget budget;
    long freed;      // times that money was freed
    long batches;    // requests about several people, so far
    struct err *err; // the cause of an early end, once `stop` is set
    enum stop stop;
    const struct window *stopped_at; // whose endpoint was the cause; NULL: none
    bool ledger_failed;
};

struct window {
    struct shared *shared; // borrows
    const struct run_endpoint *endpoint;
    struct run_tally *tally;

    struct person *people; // owns; a ring, by sequence number
    size_t capacity;
    size_t head, looked, end; // sequence numbers: next to hand on, to look up, to take
    size_t *ready;            // owns; a ring of sequence numbers to send, in order
    size_t ready_from, ready_count;
    long starved_at; // shared->freed when there was no money for those in line
    size_t *changed; // owns; sequence numbers that wait for a commit
    size_t changed_count;
    int64_t changed_us; // since when

    long open, ahead;    // intents under way; as many as there may be
    long later, waiting; // people in STAGE_LATER, in STAGE_WAITS
    int64_t due_us;      // not before then is one of them due

    struct pacing pacing;
    struct lease lease;
    struct flight *flights; // owns; as many as there may be at once
    struct flight *unused;  // a list
    struct inputs *inputs;  // owns; of the people of one request, while it is made or read
    struct reply *replies;  // owns; about them
    size_t gather_count;    // so many stood in line when that changed last; 0: not looked at, ...
    int64_t gather_us;      // ... and until then more may join them in one request, ...
    int64_t gather_from_us; // ... for which the first of them waits since then
    int unknowns;           // answers in a row that nobody understands
    size_t alone_number;    // who was refused last, ...
    int alone;              // ... and how often in a row, with nobody else answered or refused
    bool answered;          // the endpoint answered somebody in this run
};

/* `shared` and its plan outlive the window; `index` is the endpoint's in the plan. */
void window_init(struct window *w, struct shared *shared, size_t index, int64_t now_us);
void window_release(struct window *w);

struct person *window_at(const struct window *w, size_t number);
bool window_has_room(const struct window *w);

/* A place for one more person, who comes last. */
struct person *window_add(struct window *w);

/* Nobody else is asked from now on, anywhere; the first cause stays. */
void window_stop(struct window *w, enum stop stop, const char *reason);
void window_fail(struct window *w, const struct err *err);        // the same, with its own sentence
void window_fail_ledger(struct window *w, const struct err *err); // and nothing can be kept

/* The outcome of those who are not asked because of the stop. */
enum outcome window_stopped(const struct window *w);

/* Of somebody whose answer came and could not be kept: asked again with the same key, or for the
 * answer under its job, or else unknown. */
enum outcome window_lost(const struct window *w, const struct person *person);

/* What one more answer about this person may cost. */
long window_price(const struct window *w, const struct person *person);

/* Something about this person was written into the ledger; `stage` until it is durable. */
void window_note(struct window *w, size_t number, enum stage stage, int64_t now_us);

/* Writes a verdict for this person's asking; `reply` is NULL when there was none. */
void window_answer(struct window *w, size_t number, enum outcome outcome, const struct reply *reply,
    int64_t now_us);

/* Nobody asks this person any more in this run. What never left is taken back. */
void window_give_up(struct window *w, size_t number, enum outcome outcome, int64_t now_us);

/* Nobody asks about this person as long as somebody before, who is the same and was asked about, is
 * on the way; false when there is nobody. */
bool window_follow(struct window *w, size_t number);

/* This person is done: those who followed have the same outcome. */
void window_share(struct window *w, size_t number);

/* Whether its changes should be made durable now; `idle`: nobody has anything else to do. */
bool window_due(const struct window *w, bool idle, int64_t now_us);
bool window_idle(const struct window *w);

/* They are durable: people become ready, or done. */
void window_committed(struct window *w, int64_t now_us);

/* Without a ledger nothing is known to be durable: what was answered, but not committed, is lost.
 */
void window_abandon(struct window *w);

/* Whether lookup_some has something to do. */
bool window_has_news(const struct window *w);

/* Microseconds until changes are due; a long time without any. */
int64_t window_delay(const struct window *w, int64_t now_us);
#endif
