#include "check/run.h"

#include "check/helper.h"
#include "check/http.h"
#include "check/window.h"
#include <time.h>

enum {
    READ_AT_ONCE = 256, // records before replies get their turn
    LINES_HELD = 65536, // bytes that wait for the reader of our output, before people wait for it
    QUIET_US = 1000000, // after a signal, input that sends nothing for so long has ended
};

struct run {
    struct window window;
    struct lines *reader;
    struct http *http;
    struct http_call call;
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
    const struct window *w = &run->window;
    return !run->input_ended && w->end - w->head < RUN_WINDOW;
}

static void read_some(struct run *run)
{
    struct window *w = &run->window;
    const struct run_plan *plan = w->plan;
    int64_t now_us = clock_us();
    if (!w->stop)
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
        struct person *person = window_at(w, w->end++);
        person_take(person, &record, plan);
        w->counts->people++;
        w->counts->numberless += !person->record.worker.document.number && !person->passed;
    }
}

/* Makes the request of this person; it fails where it cannot be signed. */
static int fill_request(
    const struct run_plan *plan, struct person *person, struct request *request, struct err *err)
{
    struct inputs inputs;
    if (moment_take(&person->moment, err))
        return -1;
    person_inputs(person, &inputs);
    if (profile_request(plan->profile, plan->base, &inputs, request, err))
        return -1;
    return helper_sign(&plan->profile->auth, request, err);
}

static void send_some(struct run *run)
{
    struct window *w = &run->window;
    size_t number;
    while (!w->stop && !w->starved && w->ready_count && pacing_delay(&w->pacing, clock_us()) == 0) {
        struct request *request = http_take(run->http);
        if (!request || !window_next(w, &number))
            return;
        struct person *person = window_at(w, number);
        struct err err;
        person->stage = STAGE_SENT;
        person->sent_us = clock_us();
        pacing_sent(&w->pacing);
        if (fill_request(w->plan, person, request, &err)) {
            window_fail(w, &err);
            window_settle(w, &(struct http_reply){.tag = number, .end = HTTP_UNSENT}, clock_us());
            return;
        }
        http_send(run->http, number, &run->call);
        if (w->plan->profile->auth.kind == AUTH_EXEC)
            return; // the replies that came meanwhile have their turn
    }
}

/* The one before with the same person was printed, so the ledger has what came of it. */
static void follow(struct window *w, struct person *person)
{
    struct ledger_entry entry;
    struct err err;
    if (!w->ledger_failed && ledger_find(w->plan->ledger, person->key, &entry, &err) == 0 &&
        entry.this_run && entry.outcome != OUTCOME_NONE)
        person_use(person, &entry);
    else
        person_finish(person, stop_outcome(w->stop));
}

static void count(struct run_counts *counts, const struct person *person)
{
    if (person->passed)
        return;
    counts->open += outcome_unasked(person->outcome);
    counts->unknown += person->outcome == OUTCOME_UNKNOWN;
}

/* Makes lines of those who are done, in order. */
static void collect_done(struct run *run)
{
    struct window *w = &run->window;
    for (; w->head < w->end && run->lines.len < LINES_HELD; w->head++) {
        struct person *person = window_at(w, w->head);
        if (person->stage == STAGE_FOLLOWS)
            follow(w, person);
        if (person->stage != STAGE_DONE)
            break;
        count(w->counts, person);
        enum lane lane =
            person_print(person, w->plan->profile->id, w->plan->keep_number, &run->lines);
        w->counts->lane[lane]++;
    }
}

/* Never waits: the answers of those under way would time out unread. */
static void print_done(struct run *run)
{
    struct window *w = &run->window;
    struct err err;
    for (collect_done(run); run->lines.len; collect_done(run)) {
        if (!run->muted && w->plan->print(w->plan->context, &run->lines, &err)) {
            window_fail(w, &err);
            run->muted = run->input_ended = true;
        }
        if (run->muted)
            buf_clear(&run->lines);
        if (run->lines.len)
            return;
    }
}

static void wait_for_more(struct run *run)
{
    struct window *w = &run->window;
    int fd = has_room(run) ? lines_wait_for(run->reader) : -1;
    int64_t delay_us = window_delay(w, clock_us());
    bool work = (has_room(run) && fd < 0) || (w->head < w->end && w->looked < w->end && w->stop);
    http_wait(run->http, fd, run->lines.len ? w->plan->output : -1,
        work ? 0 : (long)((delay_us + 999) / 1000));
}

static void take_replies(struct run *run)
{
    struct http_reply reply;
    while (http_next(run->http, &reply))
        window_settle(&run->window, &reply, clock_us());
}

static bool at_end(const struct run *run)
{
    const struct window *w = &run->window;
    return run->input_ended && w->head == w->end && !run->lines.len;
}

static void loop(struct run *run)
{
    struct window *w = &run->window;
    const struct run_plan *plan = w->plan;
    for (;;) {
        if (plan->stopped(plan->context))
            window_stop(w, STOP_SIGNAL, NULL);
        read_some(run);
        window_look(w, clock_us());
        window_commit(w, clock_us());
        window_tend(w, clock_us());
        send_some(run);
        print_done(run);
        if (plan->tick)
            plan->tick(plan->context, w->counts);
        if (at_end(run))
            return;
        wait_for_more(run);
        take_replies(run);
    }
}

int run_check(
    const struct run_plan *plan, struct lines *reader, struct run_counts *counts, struct err *err)
{
    *counts = (struct run_counts){0};
    const struct limits *limits = &plan->profile->limits;
    struct run run = {.reader = reader,
        .call = {.timeout_ms = limits->timeout_ms,
            .reply_bytes = (size_t)limits->reply_bytes,
            .resend = plan->profile->idempotent,
            .tls = &plan->profile->tls}};
    reader->at_once = true;
    if (http_new(&run.http, plan->concurrency, err))
        return -1;
    window_init(&run.window, plan, counts, err, clock_us());
    loop(&run);
    int result = run.window.stop ? -1 : 0;
    window_release(&run.window);
    http_free(run.http);
    buf_release(&run.lines);
    return result;
}
