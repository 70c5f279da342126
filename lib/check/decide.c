#include "check/decide.h"

enum before decide_before(
    const struct ledger_entry *entry, const struct before_rules *rules, long *asking)
{
    *asking = entry->asking ? entry->asking : entry->purged + 1;
    if (!entry->asking)
        return BEFORE_ASK;
    if (entry->this_run)
        return entry->outcome == OUTCOME_NONE ? BEFORE_FOLLOW : BEFORE_USE;
    if (entry->outcome == OUTCOME_NONE && (rules->idempotent || entry->job[0]))
        return BEFORE_ASK;
    if (entry->outcome == OUTCOME_NONE || entry->outcome == OUTCOME_UNKNOWN) {
        ++*asking;
        if (rules->retry_unknown)
            return BEFORE_ASK;
        --*asking;
        return entry->outcome == OUTCOME_NONE ? BEFORE_LOST : BEFORE_USE;
    }
    if (!outcome_reusable(entry->outcome))
        return BEFORE_ASK;
    if (entry->age_s < rules->max_age_s)
        return BEFORE_USE;
    ++*asking;
    return BEFORE_ASK;
}

/* It may have arrived, and we do not know what became of it. */
static enum after ambiguous(const struct try *try, enum outcome *outcome)
{
    bool again = try->idempotent || try->polls;
    *outcome = again ? OUTCOME_UNAVAILABLE : OUTCOME_UNKNOWN;
    if (!again)
        return AFTER_DONE;
    return try->tries < TRIES_MAX ? AFTER_RETRY : AFTER_LEAVE;
}

static enum after decide_replied(const struct try *try, enum outcome *outcome)
{
    bool free_of_charge = try->reply->billed == BILLED_NO;
    *outcome = try->reply->outcome;
    switch (try->reply->outcome) {
    case OUTCOME_THROTTLED:
        return AFTER_RETRY;
    case OUTCOME_PENDING:
        return try->may_wait && (try->idempotent || try->polls || free_of_charge) ? AFTER_LATER
                                                                                  : AFTER_DONE;
    case OUTCOME_UNAVAILABLE:
        if (!free_of_charge || try->polls)
            return ambiguous(try, outcome);
        return try->tries < TRIES_MAX ? AFTER_RETRY : AFTER_DONE;
    case OUTCOME_AUTH:
    case OUTCOME_FUNDS:
    case OUTCOME_QUOTA:
        return AFTER_STOP;
    case OUTCOME_UNKNOWN: // nobody's words are no answer: it is still to come
        return try->polls && !try->reply->ruled ? AFTER_LEAVE : AFTER_DONE;
    default:
        return AFTER_DONE;
    }
}

enum after decide_after(const struct try *try, enum outcome *outcome)
{
    if (try->http->end == HTTP_BROKEN)
        return ambiguous(try, outcome);
    if (try->http->end == HTTP_REPLIED && try->http->status / 100 != 3)
        return decide_replied(try, outcome);
    *outcome = OUTCOME_UNAVAILABLE;
    if (try->http->end == HTTP_REPLIED) {
        *outcome = try->idempotent || try->polls ? OUTCOME_UNAVAILABLE : OUTCOME_UNKNOWN;
        return AFTER_STOP;
    }
    if (try->tries < TRIES_MAX)
        return AFTER_RETRY;
    return try->arrived ? AFTER_LEAVE : AFTER_TAKE_BACK;
}
