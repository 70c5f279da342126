#include "profile/poll.h"

#include "base/i18n.h"
#include "profile/exchange.h"
#include <string.h>

static const char *const keys[] = {
    "accepted", "job", CALL_KEYS, "every_ms", "deadline_ms", "rules", NULL};

enum {
    EVERY_MS = 2000,
    EVERY_MIN_MS = 100,
    EVERY_MAX_MS = 600000,
    DEADLINE_MS = 60000,
    DEADLINE_MAX_MS = 86400000,
};

static int read_times(
    struct poll *poll, const struct yaml *yaml, const json_t *json, struct err *err)
{
    poll->every_ms = EVERY_MS;
    poll->deadline_ms = DEADLINE_MS;
    if (yaml_integer(yaml, json, "every_ms", EVERY_MIN_MS, EVERY_MAX_MS, &poll->every_ms, err) ||
        yaml_integer(
            yaml, json, "deadline_ms", EVERY_MIN_MS, DEADLINE_MAX_MS, &poll->deadline_ms, err))
        return -1;
    return poll->every_ms <= poll->deadline_ms
               ? 0
               : yaml_fail(yaml, json,
                     json_object_get(json, "deadline_ms") ? "deadline_ms" : "every_ms", err,
                     "profile.poll",
                     _("`deadline_ms` is over before the answer is asked for once; make it longer "
                       "than `every_ms`"));
}

static int read_accepted(
    struct poll *poll, const struct yaml *yaml, const json_t *json, struct err *err)
{
    if (conditions_parse(&poll->accepted, yaml, json, "accepted", err) ||
        spot_parse(&poll->job, yaml, json, "job", err))
        return -1;
    if (!poll->accepted.count)
        return yaml_fail(yaml, json, NULL, err, "profile.poll",
            _("`accepted` is missing; say which reply means that the answer comes later, such as "
              "`accepted: [{http: 202}]`"));
    if (!poll->job.pointer && !poll->job.header)
        return yaml_fail(yaml, json, NULL, err, "profile.poll",
            _("`job` is missing; say where that reply names what to ask for later, such as `job: "
              "/job_id`"));
    return 0;
}

static int read_call(struct poll *poll, const struct yaml *yaml, const json_t *json,
    const struct vocabulary *vocabulary, struct err *err)
{
    struct vocabulary later = *vocabulary;
    vocabulary_allow(&later, INPUT_JOB);
    if (call_parse(&poll->call, yaml, json, &later, err))
        return -1;
    return call_uses(&poll->call, INPUT_JOB)
               ? 0
               : yaml_fail(yaml, json, NULL, err, "profile.poll",
                     _("nothing says which answer is asked for; put {job} into the path, the "
                       "query, a header or the body of `poll`"));
}

int poll_parse(struct poll *poll, const struct yaml *yaml, const struct vocabulary *vocabulary,
    struct err *err)
{
    const json_t *json = json_object_get(yaml->root, "poll");
    *poll = (struct poll){0};
    if (!json)
        return 0;
    if (yaml_only(yaml, json, keys, err))
        return -1;
    if (json_object_get(yaml->root, "batch"))
        return yaml_fail(yaml, yaml->root, "poll", err, "profile.poll",
            _("a profile has `batch` or `poll`, not both; ask this endpoint about one person at a "
              "time"));
    poll->there = true;
    if (read_accepted(poll, yaml, json, err) || read_call(poll, yaml, json, vocabulary, err) ||
        read_times(poll, yaml, json, err) ||
        (json_object_get(json, "rules") && rules_parse(&poll->rules, yaml, json, "rules", err))) {
        poll_release(poll);
        return -1;
    }
    return 0;
}

void poll_release(struct poll *poll)
{
    conditions_release(&poll->accepted);
    call_release(&poll->call);
    rules_release(&poll->rules);
    *poll = (struct poll){0};
}

bool profile_accepts(const struct profile *profile, const struct response *response, char *job)
{
    const struct poll *poll = &profile->poll;
    *job = '\0';
    if (!poll->there)
        return false;
    json_t *json = response_json(response);
    if (conditions_hold(&poll->accepted, response, json))
        profile_ref(&poll->job, response, json, job);
    json_decref(json);
    return *job;
}

int profile_poll_request(const struct profile *profile, const char *base,
    const struct inputs *inputs, struct request *request, struct err *err)
{
    return exchange_request(profile, &profile->poll.call, base, inputs, request, err);
}

void profile_poll_reply(const struct profile *profile, const struct response *response,
    const struct inputs *inputs, struct reply *reply)
{
    const struct rules *own = &profile->poll.rules;
    json_t *json = response_json(response);
    profile_judge(profile, own->count ? own : &profile->rules, response, json, NULL, inputs, reply);
    profile_ref(&profile->evidence, response, json, reply->ref);
    json_decref(json);
}
