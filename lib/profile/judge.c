/* What a profile takes its examples for. */
#include "profile/examples.h"

#include "base/mem.h"
#include "profile/exchange.h"
#include "profile/pointer.h"
#include "profile/sample.h"
#include <stdlib.h>
#include <string.h>

static void retell_headers(const struct echo *echo, const struct inputs *inputs,
    const struct params *from, struct params *to)
{
    struct buf text = {0};
    for (size_t i = 0; i < from->count; i++) {
        const char *name = params_name(from, i);
        const struct echo_line *line = echo_header(echo, name);
        bool repeats = line && echo_text(line, inputs, &text);
        params_add(to, name, repeats ? buf_text(&text) : params_value(from, i));
    }
    buf_release(&text);
}

void example_retell(
    const struct profile *profile, const struct example *example, bool other, struct retold *retold)
{
    struct exchange exchange = {0};
    sample_person(other, &exchange.inputs);
    bool known = !exchange_prepare(&exchange, profile, NULL);
    const struct inputs *inputs = known ? &exchange.inputs : &(struct inputs){{0}};
    retold->json = json_deep_copy(example->json);
    echo_write(&profile->echo, inputs, retold->json);
    retell_headers(&profile->echo, inputs, &example->headers, &retold->headers);
    exchange_release(&exchange);
}

void retold_release(struct retold *retold)
{
    json_decref(retold->json);
    params_release(&retold->headers);
    *retold = (struct retold){0};
}

/* Of two people in one request: the one who would pass, else what holds for both. */
static void judge_batch(
    const struct profile *profile, const struct response *response, struct reply *reply)
{
    struct inputs people[2];
    struct reply replies[2];
    sample_person(false, &people[0]);
    sample_person(true, &people[1]);
    const struct batch_people two = {people, 2, &people[0]};
    profile_batch_reply(profile, response, &two, reply, replies);
    for (int i = 0; i < 2; i++)
        if (replies[i].outcome == OUTCOME_MATCH)
            *reply = replies[i];
}

/* What a result does not repeat may stand once for the whole reply. */
static void judge_result(const struct profile *profile, const struct response *response,
    const struct inputs *asked, struct reply *reply)
{
    const struct example *reply_example =
        examples_find(&profile->examples, EXAMPLE_REPLY, OUTCOME_NONE);
    json_t *result = response_json(response);
    struct retold whole = {0};
    struct response within = *response;
    if (reply_example)
        example_retell(profile, reply_example, false, &whole);
    if (!response->headers->count)
        within.headers = &whole.headers;
    profile_result_reply(profile, &within, result, whole.json, asked, reply);
    retold_release(&whole);
    json_decref(result);
}

static void judge(const struct profile *profile, enum example_kind kind,
    const struct response *response, struct reply *reply)
{
    struct inputs asked;
    sample_person(false, &asked);
    *reply = (struct reply){.outcome = OUTCOME_UNKNOWN};
    if (kind == EXAMPLE_POLL)
        profile_poll_reply(profile, response, &asked, reply);
    else if (kind == EXAMPLE_RESULT)
        judge_result(profile, response, &asked, reply);
    else if (kind == EXAMPLE_REPLY && profile->batch.size)
        judge_batch(profile, response, reply);
    else if (kind == EXAMPLE_REPLY)
        profile_reply(profile, response, &asked, reply);
}

void example_judge(const struct profile *profile, const struct example *example,
    const struct retold *retold, struct reply *reply)
{
    struct response response;
    example_response(example, &response);
    if (retold)
        response.headers = &retold->headers;
    char *body = retold && retold->json ? json_dumps(retold->json, JSON_COMPACT) : NULL;
    if (retold && retold->json && !body)
        mem_out();
    if (body) {
        response.body = body;
        response.len = strlen(body);
    }
    judge(profile, example->kind, &response, reply);
    free(body);
}

void examples_run(const struct profile *profile, examples_report *report, void *context)
{
    for (size_t i = 0; i < profile->examples.count; i++) {
        const struct example *example = &profile->examples.example[i];
        struct retold retold = {0};
        struct reply as_it_stands, reply;
        if (example->outcome == OUTCOME_NONE)
            continue;
        example_retell(profile, example, false, &retold);
        example_judge(profile, example, NULL, &as_it_stands);
        example_judge(profile, example, &retold, &reply);
        memcpy(reply.ref, as_it_stands.ref, sizeof reply.ref);
        retold_release(&retold);
        report(context, example, &reply);
    }
}

bool example_serves(const struct profile *profile, const struct example *example)
{
    struct response response;
    struct buf token = {0};
    char job[PROFILE_REF_MAX];
    long lifetime_s;
    example_response(example, &response);
    if (example->kind == EXAMPLE_ACCEPTED)
        return profile_accepts(profile, &response, job);
    if (example->kind == EXAMPLE_TOKEN) {
        bool good = token_read(&profile->auth.token, &response, &token, &lifetime_s);
        buf_release(&token);
        return good || example->http / 100 != 2;
    }
    const json_t *results = pointer_get(example->json, profile->batch.results);
    struct reply reply;
    profile_judge(
        profile, &profile->rules, &response, example->json, NULL, &(struct inputs){{0}}, &reply);
    return !reply.rule && json_is_array(results);
}
