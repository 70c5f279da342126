#include "check/flight.h"

#include "base/mem.h"
#include "check/helper.h"
#include "check/queue.h"
#include "check/renewal.h"
#include "check/settle.h"
#include <stdlib.h>
#include <string.h>

enum { IDLE_US = 1000000 };

/* Behind the people's: the token's. */
static size_t token_tag(const struct window *w, size_t index)
{
    return (size_t)w->endpoint->concurrency * RUN_ENDPOINTS_MAX + index;
}

long flights_at_once(const struct run_endpoint *endpoint)
{
    return endpoint->concurrency + (endpoint->profile->auth.kind == AUTH_TOKEN);
}

void flights_init(struct window *w)
{
    size_t count = (size_t)w->endpoint->concurrency;
    w->flights = mem_alloc(count * sizeof *w->flights);
    for (size_t i = count; i > 0; i--) {
        w->flights[i - 1].next = w->unused;
        w->unused = &w->flights[i - 1];
    }
}

void flights_release(struct window *w)
{
    free(w->flights);
}

static struct flight *begin(struct window *w, int64_t now_us)
{
    struct flight *flight = w->unused;
    w->unused = flight->next;
    flight->sent_us = now_us;
    flight->lease = w->lease.number;
    return flight;
}

static void tell(const struct window *w, const struct flight *flight, struct inputs *inputs)
{
    person_inputs(window_at(w, flight->number), inputs);
    moment_tell(&flight->moment, inputs);
    inputs->text[INPUT_TOKEN] = w->lease.held ? w->lease.text.data : NULL;
}

/* Makes the request; it fails where it cannot be signed. */
static int fill(
    const struct window *w, struct flight *flight, struct request *request, struct err *err)
{
    const struct run_endpoint *endpoint = w->endpoint;
    struct inputs inputs;
    if (moment_take(&flight->moment, err))
        return -1;
    tell(w, flight, &inputs);
    bool polls = inputs.text[INPUT_JOB];
    if (polls ? profile_poll_request(endpoint->profile, endpoint->base, &inputs, request, err)
              : profile_request(endpoint->profile, endpoint->base, &inputs, request, err))
        return -1;
    return helper_sign(&endpoint->profile->auth, request, err);
}

static struct http_call call_of(const struct window *w)
{
    const struct profile *profile = w->endpoint->profile;
    return (struct http_call){.timeout_ms = profile->limits.timeout_ms,
        .reply_bytes = (size_t)profile->limits.reply_bytes,
        .resend = profile->idempotent,
        .tls = &profile->tls};
}

void flights_send(struct window *w, size_t index, struct http *http, int64_t now_us)
{
    while (!w->shared->stop && queue_waits(w) && pacing_delay(&w->pacing, now_us) == 0) {
        size_t number;
        if (!renewal_ready(w, token_tag(w, index), http, now_us))
            return;
        struct request *request = http_take(http);
        if (!request || !queue_next(w, &number))
            return;
        struct flight *flight = begin(w, now_us);
        struct http_call call = call_of(w);
        struct err err;
        flight->number = number;
        window_at(w, number)->stage = STAGE_SENT;
        pacing_sent(&w->pacing);
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
    int64_t delay = queue_waits(w) ? pacing_delay(&w->pacing, now_us) : -1;
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
    struct person *person = window_at(w, flight->number);
    lease_refused(&w->lease, flight->lease);
    pacing_answered(&w->pacing);
    if (++person->refusals > 1 || w->lease.refused > 1)
        window_stop(w, STOP_AUTH, NULL);
    queue_push(w, flight->number);
}

/* The endpoint's id of its answer must not carry the number further. */
static void read_reply(const struct window *w, const struct flight *flight,
    const struct response *response, struct reply *reply)
{
    const struct profile *profile = w->endpoint->profile;
    const char *number = window_at(w, flight->number)->record.worker.document.number;
    struct inputs inputs;
    tell(w, flight, &inputs);
    if (inputs.text[INPUT_JOB])
        profile_poll_reply(profile, response, &inputs, reply);
    else
        profile_reply(profile, response, &inputs, reply);
    if (strstr(reply->ref, number))
        reply->ref[0] = '\0';
}

/* What became of the person whom the request was about. */
static enum outcome settle(
    struct window *w, const struct flight *flight, const struct http_reply *http, int64_t now_us)
{
    const struct response response = {http->status, http->headers, http->body, http->len};
    const struct profile *profile = w->endpoint->profile;
    struct reply reply;
    char job[PROFILE_REF_MAX];
    window_at(w, flight->number)->refusals = 0;
    if (http->end != HTTP_REPLIED)
        return settle_person(w, flight->number, http, NULL, now_us);
    if (profile->poll.there && !window_at(w, flight->number)->job[0] &&
        profile_accepts(profile, &response, job))
        return settle_accepted(w, flight->number, http, job, now_us);
    read_reply(w, flight, &response, &reply);
    return settle_person(w, flight->number, http, &reply, now_us);
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
    if (replied)
        lease_accepted(&w->lease, flight->lease);
    settle_pace(w, settle(w, flight, http, now_us), http, flight->sent_us, now_us);
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
