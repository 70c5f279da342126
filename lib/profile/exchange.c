#include "profile/pointer.h"
#include "profile/profile.h"
#include <stdio.h>
#include <string.h>

int profile_request(const struct profile *profile, const char *base, const struct inputs *inputs,
    struct request *request, struct err *err)
{
    struct inputs all = *inputs;
    secrets_tell(&profile->secrets, &all);
    call_fill(&profile->call, base, &all, request);
    return auth_apply(&profile->auth, &all, request, err);
}

/* A reference that is no plain short text is not one. */
static void take_ref(const json_t *value, char ref[PROFILE_REF_MAX])
{
    ref[0] = '\0';
    const char *text = json_string_value(value);
    if (text && strlen(text) < PROFILE_REF_MAX)
        snprintf(ref, PROFILE_REF_MAX, "%s", text);
    else if (json_is_integer(value))
        snprintf(ref, PROFILE_REF_MAX, "%lld", (long long)json_integer_value(value));
    for (const char *c = ref; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7F)
            ref[0] = '\0';
}

void profile_reply(
    const struct profile *profile, const struct response *response, struct reply *reply)
{
    *reply = (struct reply){.outcome = OUTCOME_UNKNOWN};
    json_t *json = json_loadb(
        response->body ? response->body : "", response->len, JSON_REJECT_DUPLICATES, NULL);
    const struct rule *rule = rules_find(&profile->rules, response->status, json);
    if (rule) {
        reply->outcome = rule->outcome;
        reply->billed = rule->billed;
        reply->ruled = true;
    }
    if (profile->evidence)
        take_ref(pointer_get(json, profile->evidence), reply->ref);
    json_decref(json);
}
