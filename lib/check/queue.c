#include "check/queue.h"

#include "check/lookup.h"

enum { IDLE_US = 1000000 };

void queue_push(struct window *w, size_t number)
{
    struct person *person = window_at(w, number);
    person->stage = STAGE_READY;
    w->ready[(w->ready_from + w->ready_count++) % w->capacity] = number;
    if (person->counted)
        w->starved_at = -1;
}

static bool take(struct window *w, size_t *number)
{
    if (!w->ready_count)
        return false;
    *number = w->ready[w->ready_from];
    w->ready_from = (w->ready_from + 1) % w->capacity;
    w->ready_count--;
    return true;
}

bool queue_next(struct window *w, size_t *number)
{
    struct budget *budget = &w->shared->budget;
    for (size_t left = w->ready_count; left && take(w, number); left--) {
        struct person *person = window_at(w, *number);
        long price = window_price(w, person);
        if (!person->counted && !budget_admits(budget, price)) {
            queue_push(w, *number);
            continue;
        }
        if (!person->counted)
            budget_hold(budget, price);
        person->counted = true;
        return true;
    }
    if (!w->ready_count)
        return false;
    w->starved_at = w->shared->freed;
    if (!budget->held)
        window_stop(w, STOP_BUDGET, NULL);
    return false;
}

bool queue_waits(const struct window *w)
{
    return w->ready_count && w->starved_at != w->shared->freed;
}

static void set_due(struct window *w, size_t number, int64_t later_us)
{
    window_at(w, number)->later_us = later_us;
    if (w->later + w->waiting == 1 || later_us < w->due_us)
        w->due_us = later_us;
}

void queue_wait(struct window *w, size_t number, int64_t later_us)
{
    window_at(w, number)->stage = STAGE_WAITS;
    w->waiting++;
    set_due(w, number, later_us);
}

void queue_later(struct window *w, size_t number, int64_t later_us)
{
    window_at(w, number)->stage = STAGE_LATER;
    w->later++;
    set_due(w, number, later_us);
}

static void wake(struct window *w, size_t number, int64_t now_us)
{
    struct person *person = window_at(w, number);
    if (person->stage == STAGE_WAITS) {
        w->waiting--;
        lookup_one(w, number, now_us);
        return;
    }
    w->later--;
    if (w->shared->stop)
        window_give_up(w, number, person->outcome, now_us);
    else
        queue_push(w, number);
}

static void wake_all(struct window *w, int64_t now_us)
{
    int64_t due_us = now_us + IDLE_US;
    for (size_t i = w->head; i < w->looked; i++) {
        const struct person *person = window_at(w, i);
        bool waits = person->stage == STAGE_WAITS || person->stage == STAGE_LATER;
        if (waits && (w->shared->stop || person->later_us <= now_us))
            wake(w, i, now_us);
        waits = person->stage == STAGE_WAITS || person->stage == STAGE_LATER;
        if (waits && person->later_us < due_us)
            due_us = person->later_us;
    }
    w->due_us = due_us;
}

void queue_tend(struct window *w, int64_t now_us)
{
    size_t number;
    if (w->shared->ledger_failed) {
        window_abandon(w);
        return;
    }
    while (w->shared->stop && take(w, &number)) {
        const struct person *person = window_at(w, number);
        enum outcome said = person->refusals ? OUTCOME_NONE : person->outcome; // it was not heard
        window_give_up(w, number, said ? said : window_stopped(w), now_us);
    }
    if (w->later + w->waiting && (w->shared->stop || w->due_us <= now_us))
        wake_all(w, now_us);
}

int64_t queue_delay(const struct window *w, int64_t now_us)
{
    if (!(w->later + w->waiting))
        return IDLE_US;
    return w->due_us > now_us ? w->due_us - now_us : 0;
}
