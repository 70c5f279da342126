#include "check/window.h"

#include "base/mem.h"
#include "check/flight.h"
#include "check/queue.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    COMMIT_US = 11000, // a change waits no longer for others to share its commit
    COMMIT_COUNT = 4096,
    AHEAD = 256,  // intents beyond those under way, where asking twice costs nothing
    BATCHES = 32, // that a window has room for, beside RUN_WINDOW
    IDLE_US = 1000000,
};

static size_t batches_held(const struct run_endpoint *endpoint)
{
    long batches = endpoint->concurrency < BATCHES ? endpoint->concurrency : BATCHES;
    return (size_t)(endpoint->profile->batch.size * batches);
}

void window_init(struct window *w, struct shared *shared, size_t index, int64_t now_us)
{
    const struct run_endpoint *endpoint = &shared->plan->endpoints[index];
    *w = (struct window){.shared = shared,
        .endpoint = endpoint,
        .tally = &shared->counts->by[index],
        .capacity = RUN_WINDOW + batches_held(endpoint),
        .starved_at = -1};
    w->people = mem_alloc(w->capacity * sizeof *w->people);
    w->ready = mem_alloc(w->capacity * sizeof *w->ready);
    w->changed = mem_alloc(w->capacity * sizeof *w->changed);
    long size = endpoint->profile->batch.size ? endpoint->profile->batch.size : 1;
    w->ahead = endpoint->concurrency * size;
    if (endpoint->profile->idempotent)
        w->ahead = 2 * endpoint->concurrency * size + AHEAD;
    pacing_init(&w->pacing, endpoint->per_second, endpoint->profile->limits.per_minute,
        endpoint->concurrency, now_us);
    flights_init(w);
}

void window_release(struct window *w)
{
    for (size_t i = w->head; i < w->end; i++)
        person_release(window_at(w, i));
    flights_release(w);
    lease_release(&w->lease);
    free(w->people);
    free(w->ready);
    free(w->changed);
}

struct person *window_at(const struct window *w, size_t number)
{
    return &w->people[number % w->capacity];
}

bool window_has_room(const struct window *w)
{
    return w->end - w->head < w->capacity;
}

struct person *window_add(struct window *w)
{
    return window_at(w, w->end++);
}

static void halt(struct window *w, enum stop stop, const struct err *err)
{
    if (w->shared->stop)
        return;
    w->shared->stop = stop;
    w->shared->stopped_at = w;
    *w->shared->err = *err;
}

void window_stop(struct window *w, enum stop stop, const char *reason)
{
    struct err err;
    if (stop == STOP_BUDGET)
        budget_explain(&w->shared->budget, w->endpoint->profile->price.currency, &err);
    else
        stop_explain(stop, w->endpoint->profile, reason, &err);
    halt(w, stop, &err);
}

void window_fail(struct window *w, const struct err *err)
{
    halt(w, STOP_ERROR, err);
}

void window_fail_ledger(struct window *w, const struct err *err)
{
    window_fail(w, err);
    w->shared->ledger_failed = true;
}

/* The others refused nobody. */
enum outcome window_stopped(const struct window *w)
{
    enum outcome outcome = stop_outcome(w->shared->stop);
    bool own = w->shared->stopped_at == w || w->shared->stop == STOP_BUDGET;
    return own ? outcome : OUTCOME_UNAVAILABLE;
}

enum outcome window_lost(const struct window *w, const struct person *person)
{
    bool kept = person->job[0] && person->stage != STAGE_ACCEPTED;
    return w->endpoint->profile->idempotent || kept ? OUTCOME_UNAVAILABLE : OUTCOME_UNKNOWN;
}

long window_price(const struct window *w, const struct person *person)
{
    return person->paid ? 0 : w->endpoint->profile->price.highest;
}

void window_note(struct window *w, size_t number, enum stage stage, int64_t now_us)
{
    window_at(w, number)->stage = stage;
    if (!w->changed_count)
        w->changed_us = now_us;
    w->changed[w->changed_count++] = number;
}

/* What became of the money that was held for this person. */
static void settle_money(struct window *w, struct person *person, long charged, bool risked)
{
    long held = person->counted ? window_price(w, person) : 0;
    budget_settle(&w->shared->budget, held, charged, risked ? held : 0);
    person->counted = false;
    w->shared->freed++;
}

static void count_charge(struct window *w, long minor)
{
    w->tally->charged++;
    w->tally->minor += minor;
    w->shared->counts->charged++;
    w->shared->counts->minor += minor;
}

void window_answer(struct window *w, size_t number, enum outcome outcome, const struct reply *reply,
    int64_t now_us)
{
    struct person *person = window_at(w, number);
    const struct price *price = &w->endpoint->profile->price;
    struct ledger_verdict verdict = {.outcome = outcome,
        .ref = reply ? reply->ref : "",
        .billed = reply && reply->billed == BILLED_YES,
        .minor = price->minor[outcome],
        .currency = price->currency,
        .batch = person->batch};
    bool charged = verdict.billed && !person->paid;
    bool promised = outcome == OUTCOME_PENDING && person->job[0];
    bool unsure = outcome == OUTCOME_UNKNOWN && !(reply && reply->billed != BILLED_UNSAID);
    struct err err;
    settle_money(w, person, charged ? verdict.minor : 0, unsure || promised);
    if (ledger_answer(
            w->shared->plan->ledger, person->key, person->asking, &verdict, person->at, &err)) {
        window_fail_ledger(w, &err);
        person_finish(person, window_lost(w, person));
        return;
    }
    person->outcome = outcome;
    snprintf(person->ref, sizeof person->ref, "%s", verdict.ref);
    if (charged)
        count_charge(w, verdict.minor);
    window_note(w, number, STAGE_ANSWERED, now_us);
}

void window_give_up(struct window *w, size_t number, enum outcome outcome, int64_t now_us)
{
    struct person *person = window_at(w, number);
    struct err err;
    w->open--;
    settle_money(w, person, 0, person->arrived);
    person_finish(person, outcome);
    if (person->arrived || w->shared->ledger_failed)
        return;
    if (ledger_withdraw(w->shared->plan->ledger, person->key, person->asking, &err))
        window_fail_ledger(w, &err);
    else
        window_note(w, number, STAGE_ANSWERED, now_us);
}

static bool is_same(const struct person *a, const struct person *b)
{
    return !memcmp(a->key, b->key, sizeof a->key);
}

bool window_follow(struct window *w, size_t number)
{
    struct person *person = window_at(w, number);
    for (size_t i = number; i > w->head; i--) {
        struct person *before = window_at(w, i - 1);
        if (before->asking && is_same(before, person)) {
            before->followed = true;
            person->stage = STAGE_FOLLOWS;
            return true;
        }
    }
    return false;
}

void window_share(struct window *w, size_t number)
{
    const struct person *person = window_at(w, number);
    for (size_t i = number + 1; person->followed && i < w->looked; i++) {
        struct person *after = window_at(w, i);
        if (after->stage == STAGE_FOLLOWS && is_same(after, person))
            person_share(after, person);
    }
}

bool window_idle(const struct window *w)
{
    return !w->ready_count && !w->pacing.in_flight;
}

bool window_due(const struct window *w, bool idle, int64_t now_us)
{
    bool due = w->changed_count >= COMMIT_COUNT || now_us - w->changed_us >= COMMIT_US;
    return w->changed_count && !w->shared->ledger_failed && (idle || due || w->shared->stop);
}

void window_committed(struct window *w, int64_t now_us)
{
    for (size_t i = 0; i < w->changed_count; i++) {
        struct person *person = window_at(w, w->changed[i]);
        if (person->stage == STAGE_INTENDED)
            queue_push(w, w->changed[i]);
        else if (person->stage == STAGE_ANSWERED)
            person->stage = STAGE_DONE;
        else if (person->stage == STAGE_ACCEPTED)
            queue_later(w, w->changed[i], now_us + person->wait_us);
    }
    w->changed_count = 0;
}

void window_abandon(struct window *w)
{
    for (size_t i = w->head; i < w->end; i++) {
        struct person *person = window_at(w, i);
        if (person->stage == STAGE_ANSWERED)
            person_finish(person, person->at[0] ? window_lost(w, person) : person->outcome);
        else if (person->stage == STAGE_ACCEPTED)
            person_finish(person, window_lost(w, person));
        else if (person->stage != STAGE_SENT && person->stage != STAGE_DONE &&
                 person->stage != STAGE_FOLLOWS)
            person_finish(person, window_stopped(w));
    }
    w->looked = w->end;
    w->ready_count = w->changed_count = 0;
    w->later = w->waiting = 0;
}

bool window_has_news(const struct window *w)
{
    return w->looked < w->end && (w->shared->stop || w->open < w->ahead);
}

int64_t window_delay(const struct window *w, int64_t now_us)
{
    int64_t delay = w->changed_count ? COMMIT_US - (now_us - w->changed_us) : IDLE_US;
    return delay < 0 ? 0 : delay;
}
