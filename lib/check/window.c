#include "check/window.h"

#include "base/mem.h"
#include "check/turn.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    COMMIT_US = 3000, // a change waits no longer for others to share its commit
    COMMIT_COUNT = 256,
    AHEAD = 256, // intents beyond those under way, where asking twice costs nothing
    LATER_US = 1000000,
    IDLE_US = 1000000,
    THROTTLED_MS = 1000, // first pause
    UNAVAILABLE_MS = 200,
};

void window_init(struct window *w, const struct run_plan *plan, struct run_counts *counts,
    struct err *err, int64_t now_us)
{
    *w = (struct window){.plan = plan, .counts = counts, .err = err};
    w->people = mem_alloc(RUN_WINDOW * sizeof *w->people);
    w->ready = mem_alloc(RUN_WINDOW * sizeof *w->ready);
    w->changed = mem_alloc(RUN_WINDOW * sizeof *w->changed);
    w->ahead = plan->concurrency;
    if (plan->profile->idempotent)
        w->ahead = 2 * plan->concurrency + AHEAD;
    w->budget.limit = plan->budget_minor;
    pacing_init(
        &w->pacing, plan->per_second, plan->profile->limits.per_minute, plan->concurrency, now_us);
}

void window_release(struct window *w)
{
    for (size_t i = w->head; i < w->end; i++)
        person_release(window_at(w, i));
    free(w->people);
    free(w->ready);
    free(w->changed);
}

struct person *window_at(const struct window *w, size_t number)
{
    return &w->people[number % RUN_WINDOW];
}

void window_stop(struct window *w, enum stop stop, const char *reason)
{
    if (w->stop)
        return;
    w->stop = stop;
    stop_explain(stop, w->plan->profile, reason, w->err);
}

static void halt(struct window *w, enum stop stop, const struct err *err)
{
    if (w->stop)
        return;
    w->stop = stop;
    *w->err = *err;
}

void window_fail(struct window *w, const struct err *err)
{
    halt(w, STOP_ERROR, err);
}

static void fail_ledger(struct window *w, const struct err *err)
{
    window_fail(w, err);
    w->ledger_failed = true;
}

/* Of somebody whose answer came and could not be kept: asked again with the same key, or unknown.
 */
static enum outcome lost(const struct window *w)
{
    return w->plan->profile->idempotent ? OUTCOME_UNAVAILABLE : OUTCOME_UNKNOWN;
}

static void note_change(struct window *w, size_t number, enum stage stage, int64_t now_us)
{
    window_at(w, number)->stage = stage;
    if (!w->changed_count)
        w->changed_us = now_us;
    w->changed[w->changed_count++] = number;
}

static void make_ready(struct window *w, size_t number)
{
    struct person *person = window_at(w, number);
    person->stage = STAGE_READY;
    w->starved = w->starved && !person->counted;
    w->ready[(w->ready_from + w->ready_count++) % RUN_WINDOW] = number;
}

/* What one more answer about this person may cost. */
static long price_of(const struct window *w, const struct person *person)
{
    return person->paid ? 0 : w->plan->profile->price.highest;
}

/* What became of the money that was held for this person. */
static void settle_money(struct window *w, struct person *person, long charged, bool risked)
{
    long held = person->counted ? price_of(w, person) : 0;
    budget_settle(&w->budget, held, charged, risked ? held : 0);
    person->counted = false;
    w->starved = false;
}

/* Writes a verdict for this person's asking. */
static void answer(struct window *w, size_t number, enum outcome outcome, const struct reply *reply,
    int64_t now_us)
{
    struct person *person = window_at(w, number);
    const struct price *price = &w->plan->profile->price;
    struct ledger_verdict verdict = {.outcome = outcome,
        .ref = reply ? reply->ref : "",
        .billed = reply && reply->billed == BILLED_YES,
        .minor = price->minor[outcome],
        .currency = price->currency};
    bool charged = verdict.billed && !person->paid;
    bool unsure = outcome == OUTCOME_UNKNOWN && !(reply && reply->billed != BILLED_UNSAID);
    settle_money(w, person, charged ? price->minor[outcome] : 0, unsure);
    struct err err;
    if (ledger_answer(w->plan->ledger, person->key, person->asking, &verdict, person->at, &err)) {
        fail_ledger(w, &err);
        person_finish(person, lost(w));
        return;
    }
    person->outcome = outcome;
    snprintf(person->ref, sizeof person->ref, "%s", verdict.ref);
    w->counts->charged += charged;
    w->counts->minor += charged ? price->minor[outcome] : 0;
    note_change(w, number, STAGE_ANSWERED, now_us);
}

/* Nobody asks this person any more in this run. What never left is taken back. */
static void give_up(struct window *w, size_t number, enum outcome outcome, int64_t now_us)
{
    struct person *person = window_at(w, number);
    struct err err;
    w->open--;
    settle_money(w, person, 0, person->arrived);
    person_finish(person, outcome);
    if (person->arrived || w->ledger_failed)
        return;
    if (ledger_withdraw(w->plan->ledger, person->key, person->asking, &err))
        fail_ledger(w, &err);
    else
        note_change(w, number, STAGE_ANSWERED, now_us);
}

static void ask(struct window *w, size_t number, const struct ledger_entry *entry, int64_t now_us)
{
    struct person *person = window_at(w, number);
    struct err err;
    bool again = entry->asking == person->asking;
    person->arrived = again && entry->outcome == OUTCOME_NONE;
    person->paid = again && entry->billed;
    key_asking(person->key, person->asking, person->asking_key);
    const struct limits *limits = &w->plan->profile->limits;
    struct ledger_asking asking = {.key = person->key,
        .asking = person->asking,
        .profile = w->plan->profile->id,
        .name_key = limits->name_per_day ? person->name_key : NULL,
        .number_key = limits->number_per_day ? person->number_key : NULL};
    if (ledger_intend(w->plan->ledger, &asking, &err)) {
        fail_ledger(w, &err);
        return;
    }
    w->open++;
    note_change(w, number, STAGE_INTENDED, now_us);
}

/* Whether somebody before, who is the same person, waits to be asked about. */
static bool waits_before(const struct window *w, size_t number)
{
    const struct person *person = window_at(w, number);
    for (size_t i = w->head; w->waiting && i < number; i++) {
        const struct person *other = window_at(w, i);
        if (other->stage == STAGE_WAITS && !memcmp(other->key, person->key, sizeof person->key))
            return true;
    }
    return false;
}

/* Asks, unless the endpoint's limits are against it. */
static void ask_in_turn(
    struct window *w, size_t number, const struct ledger_entry *entry, int64_t now_us)
{
    struct person *person = window_at(w, number);
    enum turn turn;
    long wait_s;
    struct err err;
    if (w->stop) {
        person_finish(person, stop_outcome(w->stop));
        return;
    }
    if (turn_find(w->plan->profile, w->plan->ledger, person, entry, &turn, &wait_s, &err)) {
        fail_ledger(w, &err);
    } else if (turn == TURN_NOT_TODAY) {
        person_finish(person, OUTCOME_QUOTA);
        w->counts->limited++;
    } else if (turn == TURN_LATER || waits_before(w, number)) {
        person->stage = STAGE_WAITS;
        person->later_us = now_us + wait_s * 1000000;
        w->waiting++;
    } else {
        ask(w, number, entry, now_us);
    }
}

static void look_up(struct window *w, size_t number, int64_t now_us)
{
    const struct run_plan *plan = w->plan;
    struct person *person = window_at(w, number);
    struct ledger_entry entry;
    struct err err;
    if (ledger_find(plan->ledger, person->key, &entry, &err)) {
        fail_ledger(w, &err);
        return;
    }
    struct before_rules rules = {plan->profile->idempotent, plan->retry_unknown, plan->max_age_s};
    switch (decide_before(&entry, &rules, &person->asking)) {
    case BEFORE_ASK:
        ask_in_turn(w, number, &entry, now_us);
        break;
    case BEFORE_USE:
        person_use(person, &entry);
        w->counts->reused += !entry.this_run;
        break;
    case BEFORE_LOST:
        answer(w, number, OUTCOME_UNKNOWN, NULL, now_us);
        break;
    case BEFORE_FOLLOW:
        person->stage = STAGE_FOLLOWS;
        break;
    }
}

void window_look(struct window *w, int64_t now_us)
{
    while (w->looked < w->end && !w->ledger_failed && (w->stop || w->open < w->ahead)) {
        if (window_at(w, w->looked)->stage == STAGE_READ)
            look_up(w, w->looked, now_us);
        w->looked++;
    }
}

void window_commit(struct window *w, int64_t now_us)
{
    bool idle = !w->ready_count && !w->pacing.in_flight;
    bool due = w->changed_count >= COMMIT_COUNT || now_us - w->changed_us >= COMMIT_US;
    if (!w->changed_count || w->ledger_failed || !(idle || due || w->stop))
        return;
    struct err err;
    if (ledger_commit(w->plan->ledger, &err)) {
        fail_ledger(w, &err);
        return;
    }
    for (size_t i = 0; i < w->changed_count; i++) {
        struct person *person = window_at(w, w->changed[i]);
        if (person->stage == STAGE_INTENDED)
            make_ready(w, w->changed[i]);
        else if (person->stage == STAGE_ANSWERED)
            person->stage = STAGE_DONE;
    }
    w->changed_count = 0;
}

static bool take_ready(struct window *w, size_t *number)
{
    if (!w->ready_count)
        return false;
    *number = w->ready[w->ready_from];
    w->ready_from = (w->ready_from + 1) % RUN_WINDOW;
    w->ready_count--;
    return true;
}

bool window_next(struct window *w, size_t *number)
{
    for (size_t left = w->ready_count; left && take_ready(w, number); left--) {
        struct person *person = window_at(w, *number);
        long price = price_of(w, person);
        if (!person->counted && !budget_admits(&w->budget, price)) {
            make_ready(w, *number);
            continue;
        }
        if (!person->counted)
            budget_hold(&w->budget, price);
        person->counted = true;
        return true;
    }
    w->starved = w->ready_count > 0;
    if (w->starved && !w->budget.held) {
        struct err err;
        budget_explain(&w->budget, w->plan->profile->price.currency, &err);
        halt(w, STOP_BUDGET, &err);
    }
    return false;
}

/* Slows down or speeds up, and stops when it goes on for too long. */
static void pace(struct window *w, const struct person *person, enum outcome outcome,
    const struct http_reply *http, int64_t now_us)
{
    bool throttled = outcome == OUTCOME_THROTTLED;
    bool refused = throttled || outcome == OUTCOME_UNAVAILABLE || http->end != HTTP_REPLIED;
    if (!refused) {
        pacing_answered(&w->pacing);
        pacing_wait(&w->pacing, now_us, http->pause_s);
    } else {
        if (http->distrusted)
            window_stop(w, STOP_TLS, http->reason);
        pacing_refused(&w->pacing, person->sent_us, now_us,
            http->retry_after_s ? http->retry_after_s : http->pause_s,
            throttled ? THROTTLED_MS : UNAVAILABLE_MS);
        if (throttled && w->pacing.refusals >= RUN_THROTTLED_MAX)
            window_stop(w, STOP_THROTTLED, NULL);
        char status[32];
        snprintf(status, sizeof status, "HTTP %ld", http->status);
        if (!throttled && w->pacing.refusals >= RUN_REFUSED_MAX)
            window_stop(w, STOP_UNAVAILABLE, http->end == HTTP_REPLIED ? status : http->reason);
    }
    if (outcome == OUTCOME_UNKNOWN && ++w->unknowns >= RUN_UNKNOWN_MAX)
        window_stop(w, http->end == HTTP_REPLIED ? STOP_RULES : STOP_UNAVAILABLE, http->reason);
    else if (outcome_reusable(outcome))
        w->unknowns = 0;
}

/* The endpoint's id of its answer must not carry the number further. */
static void read_reply(struct window *w, const struct person *person, const struct http_reply *http,
    struct reply *reply)
{
    const struct response response = {http->status, http->headers, http->body, http->len};
    struct inputs inputs;
    person_inputs(person, &inputs);
    profile_reply(w->plan->profile, &response, &inputs, reply);
    if (strstr(reply->ref, person->record.worker.document.number))
        reply->ref[0] = '\0';
}

static void act(struct window *w, size_t number, enum after after, enum outcome outcome,
    const struct reply *reply, int64_t now_us)
{
    struct person *person = window_at(w, number);
    switch (after) {
    case AFTER_DONE:
    case AFTER_STOP:
        w->open--;
        answer(w, number, outcome, reply, now_us);
        if (after == AFTER_STOP)
            window_stop(w, stop_of(outcome), NULL);
        break;
    case AFTER_RETRY:
        make_ready(w, number);
        break;
    case AFTER_LATER:
        person->stage = STAGE_LATER;
        person->outcome = outcome;
        person->later_us = now_us + LATER_US;
        w->later++;
        break;
    case AFTER_LEAVE:
    case AFTER_TAKE_BACK:
        give_up(w, number, outcome, now_us);
        break;
    }
}

void window_settle(struct window *w, const struct http_reply *http, int64_t now_us)
{
    struct person *person = window_at(w, http->tag);
    struct reply reply;
    bool replied = http->end == HTTP_REPLIED;
    if (replied)
        read_reply(w, person, http, &reply);
    if (!person->pending_until_us)
        person->pending_until_us = now_us + w->plan->profile->limits.pending_ms * 1000;
    struct try try = {.http = http,
        .reply = replied ? &reply : NULL,
        .idempotent = w->plan->profile->idempotent,
        .tries = ++person->tries,
        .may_wait = now_us + LATER_US <= person->pending_until_us,
        .arrived = person->arrived};
    enum outcome outcome;
    enum after after = decide_after(&try, &outcome);
    w->counts->calls += http->end != HTTP_UNSENT;
    bool unfinished = after == AFTER_RETRY || after == AFTER_LATER;
    bool refused = replied && (reply.billed == BILLED_NO || outcome == OUTCOME_THROTTLED);
    person->arrived |= http->end == HTTP_BROKEN || (unfinished && replied && !refused);
    pace(w, person, outcome, http, now_us);
    if (w->ledger_failed) {
        w->open--;
        person_finish(person, lost(w));
        return;
    }
    act(w, http->tag, after, outcome, replied ? &reply : NULL, now_us);
}

/* Without a ledger nothing is known to be durable: what was answered, but not committed, is lost.
 */
static void abandon_all(struct window *w)
{
    for (size_t i = w->head; i < w->end; i++) {
        struct person *person = window_at(w, i);
        if (person->stage == STAGE_ANSWERED)
            person_finish(person, person->at[0] ? lost(w) : person->outcome);
        else if (person->stage != STAGE_SENT && person->stage != STAGE_DONE)
            person_finish(person, stop_outcome(w->stop));
    }
    w->looked = w->end;
    w->ready_count = w->changed_count = 0;
    w->later = w->waiting = 0;
}

void window_tend(struct window *w, int64_t now_us)
{
    if (w->ledger_failed) {
        abandon_all(w);
        return;
    }
    size_t number;
    while (w->stop && take_ready(w, &number))
        give_up(w, number, stop_outcome(w->stop), now_us);
    for (size_t i = w->head; w->later + w->waiting && i < w->looked; i++) {
        struct person *person = window_at(w, i);
        bool waits = person->stage == STAGE_WAITS;
        if (!(waits || person->stage == STAGE_LATER) || (!w->stop && now_us < person->later_us))
            continue;
        if (waits) {
            w->waiting--;
            look_up(w, i, now_us);
            continue;
        }
        w->later--;
        if (w->stop)
            give_up(w, i, person->outcome, now_us);
        else
            make_ready(w, i);
    }
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

int64_t window_delay(struct window *w, int64_t now_us)
{
    int64_t delay = IDLE_US;
    if (w->changed_count)
        delay = earlier(delay, COMMIT_US - (now_us - w->changed_us));
    if (w->later + w->waiting)
        delay = earlier(delay, LATER_US / 10);
    int64_t pace = w->ready_count && !w->starved ? pacing_delay(&w->pacing, now_us) : -1;
    if (pace >= 0)
        delay = earlier(delay, pace);
    return delay < 0 ? 0 : delay;
}
