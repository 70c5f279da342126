#include "profile/exchange.h"

#include <stdio.h>

int exchange_prepare(struct exchange *exchange, const struct profile *profile, struct err *err)
{
    secrets_tell(&profile->secrets, &exchange->inputs);
    return fields_fill(&profile->fields, &exchange->inputs, &exchange->texts, err);
}

void exchange_release(struct exchange *exchange)
{
    field_texts_release(&exchange->texts);
    *exchange = (struct exchange){0};
}

int exchange_request(const struct profile *profile, const struct call *call, const char *base,
    const struct inputs *inputs, struct request *request, struct err *err)
{
    struct exchange exchange = {.inputs = *inputs};
    int result = exchange_prepare(&exchange, profile, err);
    if (!result) {
        call_fill(call, base, &exchange.inputs, request);
        result = auth_apply(&profile->auth, &exchange.inputs, request, err);
    }
    exchange_release(&exchange);
    return result;
}

int profile_request(const struct profile *profile, const char *base, const struct inputs *inputs,
    struct request *request, struct err *err)
{
    return exchange_request(profile, &profile->call, base, inputs, request, err);
}

void profile_ref(const struct spot *evidence, const struct response *response, const json_t *json,
    char ref[PROFILE_REF_MAX])
{
    struct buf text = {0};
    bool plain = spot_text(evidence, response, json, &text) && text.len < PROFILE_REF_MAX;
    for (size_t i = 0; i < text.len; i++)
        plain &= (unsigned char)text.data[i] >= 0x20 && text.data[i] != 0x7F;
    snprintf(ref, PROFILE_REF_MAX, "%s", plain ? buf_text(&text) : "");
    buf_release(&text);
}

/* What is repeated may be a field. */
static enum echo_says compare_echo(const struct profile *profile, const struct response *response,
    const json_t *json, const json_t *whole, const struct inputs *inputs)
{
    struct exchange exchange = {.inputs = *inputs};
    if (!profile->echo.count)
        return ECHO_FITS;
    enum echo_says says = ECHO_ABSENT;
    if (!exchange_prepare(&exchange, profile, NULL))
        says = echo_compare(&profile->echo, &exchange.inputs, response, json, whole);
    exchange_release(&exchange);
    return says;
}

void profile_judge(const struct profile *profile, const struct rules *rules,
    const struct response *response, const json_t *json, const json_t *whole,
    const struct inputs *inputs, struct reply *reply)
{
    *reply = (struct reply){.outcome = OUTCOME_UNKNOWN, .rule = rules_find(rules, response, json)};
    enum echo_says says = compare_echo(profile, response, json, whole, inputs);
    reply->foreign = says == ECHO_FOREIGN;
    if (!reply->rule)
        return;
    reply->billed = reply->rule->billed;
    bool unproven = says == ECHO_ABSENT && reply->rule->outcome == OUTCOME_MATCH;
    reply->ruled = !reply->foreign && !unproven;
    if (reply->ruled)
        reply->outcome = reply->rule->outcome;
}

void profile_reply(const struct profile *profile, const struct response *response,
    const struct inputs *inputs, struct reply *reply)
{
    json_t *json = response_json(response);
    profile_judge(profile, &profile->rules, response, json, NULL, inputs, reply);
    profile_ref(&profile->evidence, response, json, reply->ref);
    json_decref(json);
}
