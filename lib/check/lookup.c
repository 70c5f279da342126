#include "check/lookup.h"

#include "check/queue.h"
#include "check/turn.h"
#include <stdio.h>
#include <string.h>

enum { AGAIN_US = 100000 };

static void ask(struct window *w, size_t number, const struct ledger_entry *entry, int64_t now_us)
{
    struct person *person = window_at(w, number);
    const struct profile *profile = w->endpoint->profile;
    struct err err;
    bool again = entry->asking == person->asking;
    if (again && profile->poll.there)
        snprintf(person->job, sizeof person->job, "%s", entry->job);
    person->wait_us = profile->poll.every_ms * 1000;
    person->arrived = again && (entry->outcome == OUTCOME_NONE || person->job[0]);
    person->paid = again && entry->billed;
    key_asking(person->key, person->asking, person->asking_key);
    struct ledger_asking asking = {.key = person->key,
        .asking = person->asking,
        .profile = profile->id,
        .profile_version = profile->version,
        .name_key = profile->limits.name_per_day ? person->name_key : NULL,
        .number_key = profile->limits.number_per_day ? person->number_key : NULL};
    if (ledger_intend(w->shared->plan->ledger, &asking, &err)) {
        window_fail_ledger(w, &err);
        return;
    }
    w->open++;
    window_note(w, number, STAGE_INTENDED, now_us);
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
    const struct run_plan *plan = w->shared->plan;
    enum turn turn;
    long wait_s;
    struct err err;
    if (w->shared->stop) {
        person_finish(person, window_stopped(w));
        return;
    }
    if (entry->job[0] && w->endpoint->profile->poll.there) { // was asked about before
        ask(w, number, entry, now_us);
        return;
    }
    if (turn_find(w->endpoint->profile, plan->ledger, person, entry, &turn, &wait_s, &err)) {
        window_fail_ledger(w, &err);
    } else if (turn == TURN_NOT_TODAY) {
        person_finish(person, OUTCOME_QUOTA);
        person->marks.limited = true;
    } else if (turn == TURN_LATER || waits_before(w, number)) {
        queue_wait(w, number, now_us + (wait_s ? wait_s * 1000000 : AGAIN_US));
    } else {
        ask(w, number, entry, now_us);
    }
}

/* A verdict of this run may not be durable yet: it is shared when its person is handed on. Somebody
 * who was let go without one is as after an earlier run. */
static enum before decide(struct window *w, size_t number, struct ledger_entry *entry)
{
    const struct run_plan *plan = w->shared->plan;
    struct before_rules rules = {
        w->endpoint->profile->idempotent, plan->retry_unknown, plan->max_age_s};
    long *asking = &window_at(w, number)->asking;
    if (entry->this_run && window_follow(w, number))
        return BEFORE_FOLLOW;
    entry->this_run = entry->this_run && entry->outcome != OUTCOME_NONE;
    return decide_before(entry, &rules, asking);
}

void lookup_one(struct window *w, size_t number, int64_t now_us)
{
    const struct run_plan *plan = w->shared->plan;
    struct person *person = window_at(w, number);
    struct ledger_entry entry;
    struct err err;
    person->stage = STAGE_READ;
    if (ledger_find(plan->ledger, person->key, &entry, &err)) {
        window_fail_ledger(w, &err);
        return;
    }
    switch (decide(w, number, &entry)) {
    case BEFORE_ASK:
        ask_in_turn(w, number, &entry, now_us);
        break;
    case BEFORE_USE:
        person_use(person, &entry);
        w->tally->reused += !entry.this_run;
        w->shared->counts->reused += !entry.this_run;
        break;
    case BEFORE_LOST:
        window_answer(w, number, OUTCOME_UNKNOWN, NULL, now_us);
        break;
    case BEFORE_FOLLOW:
        break;
    }
}

void lookup_some(struct window *w, int64_t now_us)
{
    while (window_has_news(w) && !w->shared->ledger_failed) {
        if (window_at(w, w->looked)->stage == STAGE_READ)
            lookup_one(w, w->looked, now_us);
        w->looked++;
    }
}
