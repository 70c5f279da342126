#include "check/settle.h"

#include "check/queue.h"
#include <stdio.h>
#include <string.h>

enum {
    LATER_US = 1000000,
    ASKED_FOR_MAX_S = 300, // of an accepted asking's Retry-After
    THROTTLED_MS = 1000,   // first pause
    UNAVAILABLE_MS = 200,
    LATER_DOUBLINGS_MAX = 3,
};

/* One person who is refused again and again, with answers for the others, must not end the run: the
 * next one would end where this one does. */
static bool is_the_person(const struct window *w)
{
    return w->alone >= RUN_REFUSED_MAX && (w->answered || !window_has_room(w));
}

static void count_alone(
    struct window *w, size_t number, const struct http_reply *http, const struct reply *reply)
{
    bool refused =
        reply ? reply->outcome == OUTCOME_THROTTLED || reply->outcome == OUTCOME_UNAVAILABLE
              : http->end == HTTP_BROKEN;
    w->alone = !refused ? 0 : number == w->alone_number ? w->alone + 1 : 1;
    w->alone_number = number;
}

static void stop_unavailable(struct window *w, const struct http_reply *http)
{
    char status[32];
    snprintf(status, sizeof status, "HTTP %ld", http->status);
    window_stop(w, STOP_UNAVAILABLE, http->end == HTTP_REPLIED ? status : http->reason);
}

void settle_pace(struct window *w, enum outcome said, const struct http_reply *http,
    int64_t sent_us, int64_t now_us)
{
    bool throttled = said == OUTCOME_THROTTLED;
    if (!throttled && said != OUTCOME_UNAVAILABLE) {
        pacing_answered(&w->pacing);
        w->answered = true;
        w->alone = 0;
        pacing_wait(&w->pacing, now_us, http->pause_s);
        return;
    }
    if (http->distrusted)
        window_stop(w, STOP_TLS, http->reason);
    pacing_refused(&w->pacing, sent_us, now_us,
        http->retry_after_s ? http->retry_after_s : http->pause_s,
        throttled ? THROTTLED_MS : UNAVAILABLE_MS);
    if (is_the_person(w))
        return;
    if (throttled && w->pacing.refusals >= RUN_THROTTLED_MAX)
        window_stop(w, STOP_THROTTLED, NULL);
    if (!throttled && w->pacing.refusals >= RUN_REFUSED_MAX)
        stop_unavailable(w, http);
}

void settle_unknown(
    struct window *w, enum outcome outcome, enum outcome said, const struct http_reply *http)
{
    if (outcome_reusable(outcome))
        w->unknowns = 0;
    if (outcome != OUTCOME_UNKNOWN || ++w->unknowns < RUN_UNKNOWN_MAX)
        return;
    if (said == OUTCOME_UNAVAILABLE)
        stop_unavailable(w, http);
    else
        window_stop(w, STOP_RULES, NULL);
}

/* Between two askings for an answer that is not there yet. */
static int64_t interval_us(const struct person *person)
{
    return person->job[0] ? person->wait_us : LATER_US;
}

/* Who is told again and again to come later does not hold up the others each time. */
static void go_again(struct window *w, size_t number, enum outcome outcome, int64_t now_us)
{
    struct person *person = window_at(w, number);
    int doublings = person->tries - 2;
    if (outcome != OUTCOME_THROTTLED || doublings < 0 || w->alone > 1) {
        queue_push(w, number);
        return;
    }
    if (doublings > LATER_DOUBLINGS_MAX)
        doublings = LATER_DOUBLINGS_MAX;
    person->outcome = person->job[0] ? OUTCOME_PENDING : outcome;
    queue_later(w, number, now_us + ((int64_t)LATER_US << doublings));
}

static void act(struct window *w, size_t number, enum after after, enum outcome outcome,
    const struct reply *reply, int64_t now_us)
{
    struct person *person = window_at(w, number);
    switch (after) {
    case AFTER_STOP:
        window_stop(w, stop_of(outcome), NULL);
        if (person->job[0]) { // its answer is still to come
            window_give_up(w, number, outcome, now_us);
            break;
        } // fall through
    case AFTER_DONE:
        w->open--;
        window_answer(w, number, outcome, reply, now_us);
        break;
    case AFTER_RETRY:
        go_again(w, number, outcome, now_us);
        break;
    case AFTER_LATER:
        person->outcome = outcome;
        person->tries = person->job[0] ? 0 : person->tries;
        queue_later(w, number, now_us + interval_us(person));
        break;
    case AFTER_LEAVE:
    case AFTER_TAKE_BACK:
        window_give_up(w, number, outcome, now_us);
        break;
    }
}

enum outcome settle_person(struct window *w, size_t number, const struct http_reply *http,
    const struct reply *reply, int64_t now_us)
{
    struct person *person = window_at(w, number);
    const struct profile *profile = w->endpoint->profile;
    if (!person->pending_until_us)
        person->pending_until_us =
            now_us +
            (person->job[0] ? profile->poll.deadline_ms : profile->limits.pending_ms) * 1000;
    struct try try = {.http = http,
        .reply = reply,
        .idempotent = profile->idempotent,
        .tries = ++person->tries,
        .may_wait = now_us + interval_us(person) <= person->pending_until_us,
        .arrived = person->arrived,
        .polls = person->job[0]};
    enum outcome outcome;
    enum after after = decide_after(&try, &outcome);
    count_alone(w, number, http, reply);
    if (after == AFTER_RETRY && is_the_person(w))
        after = AFTER_LEAVE;
    bool unfinished = after != AFTER_DONE && after != AFTER_STOP;
    bool refused = reply && (reply->billed == BILLED_NO || outcome == OUTCOME_THROTTLED);
    person->arrived |= http->end == HTTP_BROKEN || (unfinished && reply && !refused);
    if (w->shared->ledger_failed) {
        w->open--;
        person_finish(person, window_lost(w, person));
    } else {
        act(w, number, after, outcome, reply, now_us);
    }
    return outcome;
}

enum outcome settle_accepted(
    struct window *w, size_t number, const struct http_reply *http, const char *job, int64_t now_us)
{
    struct person *person = window_at(w, number);
    const struct poll *poll = &w->endpoint->profile->poll;
    struct err err;
    bool private = strstr(job, person_number(person));
    snprintf(person->job, sizeof person->job, "%s", job);
    person->stage = STAGE_ACCEPTED;
    person->arrived = true;
    person->tries = 0;
    person->outcome = OUTCOME_PENDING;
    person->pending_until_us = now_us + poll->deadline_ms * 1000;
    if ((int64_t)http->retry_after_s * 1000000 > person->wait_us &&
        http->retry_after_s <= ASKED_FOR_MAX_S)
        person->wait_us = (int64_t)http->retry_after_s * 1000000;
    if (!w->shared->ledger_failed && !private &&
        ledger_job(w->shared->plan->ledger, person->key, person->asking, job, &err))
        window_fail_ledger(w, &err);
    if (!w->shared->ledger_failed) {
        window_note(w, number, STAGE_ACCEPTED, now_us);
    } else {
        w->open--;
        person_finish(person, window_lost(w, person));
    }
    return OUTCOME_PENDING;
}
