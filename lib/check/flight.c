#include "check/flight.h"

#include "base/mem.h"
#include "check/helper.h"
#include "check/queue.h"
#include "check/renewal.h"
#include "check/settle.h"
#include <stdlib.h>
#include <string.h>

enum {
    IDLE_US = 1000000,
    GATHER_US = 20000,       // a request that is not full waits so long for the next who joins it;
    GATHER_SLOW_US = 250000, // with a rate until the one behind it could leave, at most so long;
    GATHER_MAX_US = 1000000, // and altogether so long
};

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Behind the people's: the token's. */
static size_t token_tag(const struct window *w, size_t index)
{
    return (size_t)w->endpoint->concurrency * RUN_ENDPOINTS_MAX + index;
}

long flights_at_once(const struct run_endpoint *endpoint)
{
    return endpoint->concurrency + (endpoint->profile->auth.kind == AUTH_TOKEN);
}

static size_t people_at_once(const struct window *w)
{
    long size = w->endpoint->profile->batch.size;
    return size ? (size_t)size : 1;
}

void flights_init(struct window *w)
{
    size_t count = (size_t)w->endpoint->concurrency, people = people_at_once(w);
    w->flights = mem_alloc(count * sizeof *w->flights);
    w->inputs = mem_alloc(people * sizeof *w->inputs);
    w->replies = mem_alloc(people * sizeof *w->replies);
    for (size_t i = count; i > 0; i--) {
        w->flights[i - 1].next = w->unused;
        w->unused = &w->flights[i - 1];
    }
}

void flights_release(struct window *w)
{
    for (long i = 0; i < w->endpoint->concurrency; i++)
        free(w->flights[i].numbers);
    free(w->flights);
    free(w->inputs);
    free(w->replies);
}

/* Which of them go out together. */
static void number_batch(struct window *w, const struct flight *flight)
{
    long batch = flight->count > 1 ? ++w->shared->batches : 0;
    for (size_t i = 0; i < flight->count; i++)
        window_at(w, flight->numbers[i])->batch = batch;
}

/* A request about as many as stand in line and fit into it; NULL: about nobody. */
static struct flight *begin(struct window *w, int64_t now_us)
{
    struct flight *flight = w->unused;
    size_t most = people_at_once(w);
    if (!flight->numbers)
        flight->numbers = mem_alloc(most * sizeof *flight->numbers);
    flight->count = 0;
    while (flight->count < most && queue_next(w, &flight->numbers[flight->count]))
        window_at(w, flight->numbers[flight->count++])->stage = STAGE_SENT;
    if (!flight->count)
        return NULL;
    number_batch(w, flight);
    w->gather_count = 0;
    w->unused = flight->next;
    flight->sent_us = now_us;
    flight->lease = w->lease.number;
    pacing_sent(&w->pacing);
    return flight;
}

/* What the request says, in w->inputs for each person; `common` is what belongs to nobody. */
static void tell(const struct window *w, const struct flight *flight, struct inputs *common)
{
    *common = (struct inputs){0};
    moment_tell(&flight->moment, common);
    common->text[INPUT_TOKEN] = w->lease.held ? w->lease.text.data : NULL;
    for (size_t i = 0; i < flight->count; i++) {
        person_inputs(window_at(w, flight->numbers[i]), &w->inputs[i]);
        inputs_copy(&w->inputs[i], common, INPUT_UUID, INPUT_DATE);
        w->inputs[i].text[INPUT_TOKEN] = common->text[INPUT_TOKEN];
    }
}

/* Makes the request; it fails where it cannot be signed. */
static int fill(
    const struct window *w, struct flight *flight, struct request *request, struct err *err)
{
    const struct profile *profile = w->endpoint->profile;
    const char *base = w->endpoint->base;
    struct inputs common;
    if (moment_take(&flight->moment, err))
        return -1;
    tell(w, flight, &common);
    const struct batch_people people = {w->inputs, flight->count, &common};
    int result;
    if (profile->batch.size)
        result = profile_batch_request(profile, base, &people, request, err);
    else if (w->inputs->text[INPUT_JOB])
        result = profile_poll_request(profile, base, w->inputs, request, err);
    else
        result = profile_request(profile, base, w->inputs, request, err);
    return result ? -1 : helper_sign(&profile->auth, request, err);
}

static struct http_call call_of(const struct window *w, const struct flight *flight)
{
    const struct profile *profile = w->endpoint->profile;
    return (struct http_call){.timeout_ms = profile->limits.timeout_ms,
        .reply_bytes = (size_t)profile->limits.reply_bytes,
        .resend = profile->idempotent || window_at(w, flight->numbers[0])->job[0],
        .tls = &profile->tls};
}

/* For so long nobody came, when nobody else is waited for. */
static int64_t quiet_us(const struct window *w)
{
    double interval_us = w->pacing.per_second > 0 ? 1e6 / w->pacing.per_second : 0;
    if (interval_us < GATHER_US)
        return GATHER_US;
    return interval_us < GATHER_SLOW_US ? (int64_t)interval_us : GATHER_SLOW_US;
}

/* Whether a request is full, or nobody else comes any more. */
static bool is_gathered(struct window *w, int64_t now_us)
{
    if (w->ready_count >= people_at_once(w))
        return true;
    if (!w->gather_count)
        w->gather_from_us = now_us;
    if (w->ready_count != w->gather_count)
        w->gather_us = earlier(now_us + quiet_us(w), w->gather_from_us + GATHER_MAX_US);
    w->gather_count = w->ready_count;
    return now_us >= w->gather_us;
}

static bool may_send(struct window *w, int64_t now_us)
{
    return !w->shared->stop && queue_waits(w) && is_gathered(w, now_us) &&
           pacing_delay(&w->pacing, now_us) == 0;
}

void flights_send(struct window *w, size_t index, struct http *http, int64_t now_us)
{
    while (may_send(w, now_us) && renewal_ready(w, token_tag(w, index), http, now_us)) {
        struct request *request = http_take(http);
        struct flight *flight = request ? begin(w, now_us) : NULL;
        struct err err;
        if (!flight)
            return;
        struct http_call call = call_of(w, flight);
        size_t tag = (size_t)(flight - w->flights) * RUN_ENDPOINTS_MAX + index;
        if (fill(w, flight, request, &err)) {
            window_fail(w, &err);
            flights_end(w, &(struct http_reply){.tag = tag, .end = HTTP_UNSENT}, now_us);
            return;
        }
        http_send(http, tag, &call);
        if (w->endpoint->profile->auth.kind == AUTH_EXEC)
            return; // the next helper keeps everybody waiting
    }
}

int64_t flights_delay(struct window *w, int64_t now_us)
{
    if (!queue_waits(w))
        return IDLE_US;
    if (!is_gathered(w, now_us))
        return w->gather_us - now_us;
    int64_t delay = pacing_delay(&w->pacing, now_us);
    if (delay == 0)
        delay = renewal_delay(w, now_us);
    return delay < 0 ? IDLE_US : delay;
}

size_t flights_window(const struct http_reply *http)
{
    return http->tag % RUN_ENDPOINTS_MAX;
}

/* Its token is dead: the same asking again with another one. Two in a row that are refused end the
 * run. */
static void refuse(struct window *w, const struct flight *flight)
{
    lease_refused(&w->lease, flight->lease);
    pacing_answered(&w->pacing);
    for (size_t i = 0; i < flight->count; i++) {
        if (++window_at(w, flight->numbers[i])->refusals > 1 || w->lease.refused > 1)
            window_stop(w, STOP_AUTH, NULL);
        queue_push(w, flight->numbers[i]);
    }
}

/* The endpoint's id of its answer must not carry the number further. */
static void read_replies(
    struct window *w, const struct flight *flight, const struct response *response)
{
    const struct profile *profile = w->endpoint->profile;
    struct reply whole;
    struct inputs common;
    tell(w, flight, &common);
    const struct batch_people people = {w->inputs, flight->count, &common};
    if (profile->batch.size)
        profile_batch_reply(profile, response, &people, &whole, w->replies);
    else if (w->inputs->text[INPUT_JOB])
        profile_poll_reply(profile, response, w->inputs, w->replies);
    else
        profile_reply(profile, response, w->inputs, w->replies);
    for (size_t i = 0; i < flight->count; i++)
        if (strstr(w->replies[i].ref, w->inputs[i].text[INPUT_NUMBER]))
            w->replies[i].ref[0] = '\0';
}

static enum outcome said_of(const struct window *w, size_t i, const struct http_reply *http)
{
    return http->end == HTTP_REPLIED ? w->replies[i].outcome : OUTCOME_UNAVAILABLE;
}

/* What the reply says of all of them; one who is throttled is enough. */
static enum outcome join(
    const struct window *w, const struct flight *flight, const struct http_reply *http)
{
    enum outcome all = said_of(w, 0, http);
    for (size_t i = 0; i < flight->count; i++) {
        enum outcome one = said_of(w, i, http);
        if (one == OUTCOME_THROTTLED)
            return one;
        if (one != all)
            all = OUTCOME_MATCH;
    }
    return all;
}

/* What becomes of the people whom the request was about. Returns what the reply says of them. */
static enum outcome settle(
    struct window *w, const struct flight *flight, const struct http_reply *http, int64_t now_us)
{
    enum outcome all = join(w, flight, http);
    for (size_t i = 0; i < flight->count; i++) {
        const struct reply *reply = http->end == HTTP_REPLIED ? &w->replies[i] : NULL;
        enum outcome outcome = settle_person(w, flight->numbers[i], http, reply, now_us);
        if (i == 0 || all != OUTCOME_UNAVAILABLE)
            settle_unknown(w, outcome, said_of(w, i, http), http);
    }
    return all;
}

/* Whether the endpoint answers later; then `job` says under which name. */
static bool is_accepted(const struct window *w, const struct flight *flight,
    const struct response *response, char job[PROFILE_REF_MAX])
{
    const struct profile *profile = w->endpoint->profile;
    return profile->poll.there && !window_at(w, flight->numbers[0])->job[0] &&
           profile_accepts(profile, response, job);
}

static void land(
    struct window *w, const struct flight *flight, const struct http_reply *http, int64_t now_us)
{
    const struct response response = {http->status, http->headers, http->body, http->len};
    bool replied = http->end == HTTP_REPLIED;
    w->tally->calls += http->end != HTTP_UNSENT;
    w->shared->counts->calls += http->end != HTTP_UNSENT;
    if (replied && profile_token_dead(w->endpoint->profile, &response)) {
        refuse(w, flight);
        return;
    }
    for (size_t i = 0; i < flight->count; i++)
        window_at(w, flight->numbers[i])->refusals = 0;
    char job[PROFILE_REF_MAX];
    enum outcome said;
    if (replied)
        lease_accepted(&w->lease, flight->lease);
    if (replied && is_accepted(w, flight, &response, job)) {
        said = settle_accepted(w, flight->numbers[0], http, job, now_us);
    } else {
        if (replied)
            read_replies(w, flight, &response);
        said = settle(w, flight, http, now_us);
    }
    settle_pace(w, said, http, flight->sent_us, now_us);
}

void flights_end(struct window *w, const struct http_reply *http, int64_t now_us)
{
    size_t index = http->tag / RUN_ENDPOINTS_MAX;
    if (index == (size_t)w->endpoint->concurrency) {
        renewal_end(w, http, now_us);
        return;
    }
    struct flight *flight = &w->flights[index];
    land(w, flight, http, now_us);
    flight->next = w->unused;
    w->unused = flight;
}
