#include "check/settle.h"

#include "check/queue.h"
#include <stdio.h>

enum {
    LATER_US = 1000000,
    THROTTLED_MS = 1000, // first pause
    UNAVAILABLE_MS = 200,
};

void settle_pace(struct window *w, enum outcome outcome, const struct http_reply *http,
    int64_t sent_us, int64_t now_us)
{
    bool throttled = outcome == OUTCOME_THROTTLED;
    if (!throttled && outcome != OUTCOME_UNAVAILABLE && http->end == HTTP_REPLIED) {
        pacing_answered(&w->pacing);
        pacing_wait(&w->pacing, now_us, http->pause_s);
        return;
    }
    if (http->distrusted)
        window_stop(w, STOP_TLS, http->reason);
    pacing_refused(&w->pacing, sent_us, now_us,
        http->retry_after_s ? http->retry_after_s : http->pause_s,
        throttled ? THROTTLED_MS : UNAVAILABLE_MS);
    if (throttled && w->pacing.refusals >= RUN_THROTTLED_MAX)
        window_stop(w, STOP_THROTTLED, NULL);
    char status[32];
    snprintf(status, sizeof status, "HTTP %ld", http->status);
    if (!throttled && w->pacing.refusals >= RUN_REFUSED_MAX)
        window_stop(w, STOP_UNAVAILABLE, http->end == HTTP_REPLIED ? status : http->reason);
}

/* Stops when nobody understands what the endpoint says. */
static void count_unknown(struct window *w, enum outcome outcome, const struct http_reply *http)
{
    if (outcome_reusable(outcome))
        w->unknowns = 0;
    if (outcome == OUTCOME_UNKNOWN && ++w->unknowns >= RUN_UNKNOWN_MAX)
        window_stop(w, http->end == HTTP_REPLIED ? STOP_RULES : STOP_UNAVAILABLE, http->reason);
}

static void act(struct window *w, size_t number, enum after after, enum outcome outcome,
    const struct reply *reply, int64_t now_us)
{
    switch (after) {
    case AFTER_DONE:
    case AFTER_STOP:
        w->open--;
        window_answer(w, number, outcome, reply, now_us);
        if (after == AFTER_STOP)
            window_stop(w, stop_of(outcome), NULL);
        break;
    case AFTER_RETRY:
        queue_push(w, number);
        break;
    case AFTER_LATER:
        window_at(w, number)->outcome = outcome;
        queue_later(w, number, now_us + LATER_US);
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
        person->pending_until_us = now_us + profile->limits.pending_ms * 1000;
    struct try try = {.http = http,
        .reply = reply,
        .idempotent = profile->idempotent,
        .tries = ++person->tries,
        .may_wait = now_us + LATER_US <= person->pending_until_us,
        .arrived = person->arrived};
    enum outcome outcome;
    enum after after = decide_after(&try, &outcome);
    bool unfinished = after == AFTER_RETRY || after == AFTER_LATER;
    bool refused = reply && (reply->billed == BILLED_NO || outcome == OUTCOME_THROTTLED);
    person->arrived |= http->end == HTTP_BROKEN || (unfinished && reply && !refused);
    count_unknown(w, outcome, http);
    if (w->shared->ledger_failed) {
        w->open--;
        person_finish(person, window_lost(w));
    } else {
        act(w, number, after, outcome, reply, now_us);
    }
    return outcome;
}
