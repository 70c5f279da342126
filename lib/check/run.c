#include "check/run.h"

#include "base/mem.h"
#include "check/flight.h"
#include "check/lookup.h"
#include "check/queue.h"
#include <stdlib.h>
#include <time.h>

enum {
    READ_AT_ONCE = 256, // records before replies get their turn
    LINES_HELD = 65536, // bytes that wait for the reader of our output, before people wait for it
    QUIET_US = 1000000, // after a signal, input that sends nothing for so long has ended
};

struct run {
    struct shared shared;
    struct window *windows; // owns; one for each endpoint
    size_t count;
    struct lines *reader;
    struct http *http;
    struct buf lines;
    int64_t fed_us;          // when the last record came; before a stop the last look
    bool input_ended, muted; // nothing is left to read; printing failed
};

static int64_t clock_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static bool has_room(const struct run *run)
{
    return !run->input_ended && window_has_room(&run->windows[0]);
}

static void read_some(struct run *run)
{
    struct window *w = &run->windows[0];
    const struct run_plan *plan = run->shared.plan;
    int64_t now_us = clock_us();
    if (!run->shared.stop)
        run->fed_us = now_us;
    for (int i = 0; i < READ_AT_ONCE && has_room(run); i++) {
        struct record record;
        struct err err;
        int got = wire_read(run->reader, &record, &err);
        if (got == LINES_LATER) {
            run->input_ended = plan->stopped(plan->context) && now_us - run->fed_us >= QUIET_US;
            return;
        }
        run->fed_us = now_us;
        run->input_ended = got <= 0;
        if (got < 0)
            window_fail(w, &err);
        if (got <= 0)
            return;
        person_take(window_add(w), &record, plan, w->endpoint);
        run->shared.counts->people++;
    }
}

/* Makes the changes of all windows durable when those of one are due. */
static void commit(struct run *run, int64_t now_us)
{
    struct err err;
    bool idle = true, due = false;
    for (size_t i = 0; i < run->count; i++)
        idle = idle && window_idle(&run->windows[i]);
    for (size_t i = 0; i < run->count; i++)
        due = due || window_due(&run->windows[i], idle, now_us);
    if (!due)
        return;
    if (ledger_commit(run->shared.plan->ledger, &err)) {
        window_fail_ledger(&run->windows[0], &err);
        return;
    }
    for (size_t i = 0; i < run->count; i++)
        window_committed(&run->windows[i], now_us);
}

static void print(struct run *run, struct person *person)
{
    struct run_counts *counts = run->shared.counts;
    const struct run_plan *plan = run->shared.plan;
    const struct person_marks *marks = &person->marks;
    counts->open += marks->open;
    counts->unknown += marks->unknown;
    counts->limited += marks->limited;
    counts->numberless += marks->numberless;
    counts->disagreed += record_disagrees(&person->record);
    counts->lane[person_print(person, plan->key, plan->keep_number, &run->lines)]++;
}

static void hand_on(struct run *run, size_t index, struct person *person)
{
    struct window *w = &run->windows[index];
    person_conclude(person, w->endpoint->profile->id);
    if (!person->passed) {
        w->tally->outcome[person->outcome]++;
        w->tally->open += outcome_unasked(person->outcome);
    }
    if (index + 1 == run->count) {
        print(run, person);
        return;
    }
    struct window *next = &run->windows[index + 1];
    struct person *to = window_add(next);
    const struct person_marks marks = person->marks;
    person_take(to, &person->record, run->shared.plan, next->endpoint);
    to->marks = marks;
    person_release(person);
}

/* Hands on those who are done, in order. */
static void hand_on_done(struct run *run, size_t index)
{
    struct window *w = &run->windows[index];
    bool last = index + 1 == run->count;
    while (w->head < w->end && (last ? run->lines.len < LINES_HELD : window_has_room(w + 1))) {
        struct person *person = window_at(w, w->head);
        if (person->stage != STAGE_DONE)
            return;
        window_share(w, w->head);
        hand_on(run, index, person);
        w->head++;
    }
}

/* Never waits: the answers of those under way would time out unread. */
static void print_done(struct run *run)
{
    const struct run_plan *plan = run->shared.plan;
    size_t last = run->count - 1;
    struct err err;
    for (hand_on_done(run, last); run->lines.len; hand_on_done(run, last)) {
        if (!run->muted && plan->print(plan->context, &run->lines, &err)) {
            window_fail(&run->windows[0], &err);
            run->muted = run->input_ended = true;
        }
        if (run->muted)
            buf_clear(&run->lines);
        if (run->lines.len)
            break;
    }
    for (size_t i = last; i > 0; i--)
        hand_on_done(run, i - 1);
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static void wait_for_more(struct run *run)
{
    int fd = has_room(run) ? lines_wait_for(run->reader) : -1;
    int64_t now_us = clock_us(), delay_us = INT64_MAX;
    if (has_room(run) && fd < 0)
        delay_us = 0;
    for (size_t i = 0; i < run->count; i++) {
        struct window *w = &run->windows[i];
        delay_us = earlier(delay_us, window_has_news(w) ? 0 : window_delay(w, now_us));
        delay_us = earlier(delay_us, queue_delay(w, now_us));
        delay_us = earlier(delay_us, flights_delay(w, now_us));
    }
    http_wait(run->http, fd, run->lines.len ? run->shared.plan->output : -1,
        (long)((delay_us + 999) / 1000));
}

static void take_replies(struct run *run)
{
    struct http_reply reply;
    while (http_next(run->http, &reply))
        flights_end(&run->windows[flights_window(&reply)], &reply, clock_us());
}

static bool at_end(const struct run *run)
{
    for (size_t i = 0; i < run->count; i++)
        if (run->windows[i].head < run->windows[i].end)
            return false;
    return run->input_ended && !run->lines.len;
}

static void loop(struct run *run)
{
    const struct run_plan *plan = run->shared.plan;
    for (;;) {
        if (plan->stopped(plan->context))
            window_stop(&run->windows[0], STOP_SIGNAL, NULL);
        read_some(run);
        for (size_t i = 0; i < run->count; i++)
            lookup_some(&run->windows[i], clock_us());
        commit(run, clock_us());
        for (size_t i = 0; i < run->count; i++) {
            queue_tend(&run->windows[i], clock_us());
            flights_send(&run->windows[i], i, run->http, clock_us());
        }
        print_done(run);
        if (plan->tick)
            plan->tick(plan->context, run->shared.counts);
        if (at_end(run))
            return;
        wait_for_more(run);
        take_replies(run);
    }
}

int run_check(
    const struct run_plan *plan, struct lines *reader, struct run_counts *counts, struct err *err)
{
    struct run run = {.reader = reader,
        .count = plan->endpoint_count,
        .shared = {.plan = plan, .counts = counts, .budget.limit = plan->budget_minor, .err = err}};
    long connections = 0;
    *counts = (struct run_counts){0};
    reader->at_once = true;
    for (size_t i = 0; i < run.count; i++)
        connections += flights_at_once(&plan->endpoints[i]);
    if (http_new(&run.http, connections, err))
        return -1;
    run.windows = mem_alloc(run.count * sizeof *run.windows);
    for (size_t i = 0; i < run.count; i++)
        window_init(&run.windows[i], &run.shared, i, clock_us());
    loop(&run);
    for (size_t i = 0; i < run.count; i++)
        window_release(&run.windows[i]);
    free(run.windows);
    http_free(run.http);
    buf_release(&run.lines);
    return run.shared.stop ? -1 : 0;
}
