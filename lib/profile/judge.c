/* What a profile takes its examples for. */
#include "profile/examples.h"

#include "base/mem.h"
#include "profile/exchange.h"
#include "profile/pointer.h"
#include "profile/sample.h"
#include <stdlib.h>

json_t *example_json(const struct profile *profile, const struct example *example, bool other)
{
    struct exchange exchange = {0};
    json_t *json = json_deep_copy(example->json);
    sample_person(other, &exchange.inputs);
    if (!exchange_prepare(&exchange, profile, NULL))
        echo_write(&profile->echo, &exchange.inputs, json);
    exchange_release(&exchange);
    return json;
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
    json_t *whole = reply_example ? example_json(profile, reply_example, false) : NULL;
    profile_result_reply(profile, response, result, whole, asked, reply);
    json_decref(whole);
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
    const struct params *headers, const json_t *json, struct reply *reply)
{
    struct response response;
    example_response(example, &response);
    response.headers = headers;
    char *body = json ? json_dumps(json, JSON_COMPACT) : NULL;
    if (json && !body)
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
        struct reply reply;
        if (example->outcome == OUTCOME_NONE)
            continue;
        json_t *json = example_json(profile, example, false);
        example_judge(profile, example, &example->headers, json, &reply);
        json_decref(json);
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
    json_t *json = example_json(profile, example, false);
    const json_t *results = pointer_get(json, profile->batch.results);
    struct reply reply;
    profile_judge(profile, &profile->rules, &response, json, NULL, &(struct inputs){{0}}, &reply);
    bool good = !reply.rule && json_is_array(results);
    json_decref(json);
    return good;
}
