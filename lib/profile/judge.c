/* What a profile takes its examples for. */
#include "profile/examples.h"

#include "base/mem.h"
#include "profile/profile.h"
#include "profile/sample.h"
#include <stdlib.h>

void example_judge(const struct profile *profile, const struct example *example,
    const struct params *headers, const json_t *json, const struct inputs *inputs,
    struct reply *reply)
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
    *reply = (struct reply){.outcome = OUTCOME_UNKNOWN};
    if (example->kind == EXAMPLE_REPLY)
        profile_reply(profile, &response, inputs, reply);
    free(body);
}

void examples_run(const struct profile *profile,
    void report(void *context, const struct example *example, const struct reply *reply),
    void *context)
{
    struct inputs inputs;
    sample_person(false, &inputs);
    for (size_t i = 0; i < profile->examples.count; i++) {
        const struct example *example = &profile->examples.example[i];
        struct reply reply;
        if (example->outcome == OUTCOME_NONE)
            continue;
        json_t *json = json_deep_copy(example->json);
        echo_write(&profile->echo, &inputs, json);
        example_judge(profile, example, &example->headers, json, &inputs, &reply);
        json_decref(json);
        report(context, example, &reply);
    }
}
