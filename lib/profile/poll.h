/* `poll:`: an endpoint that takes a question and answers later.
 *
 *     accepted: [{http: 202}]    # the reply means: ask for the answer later
 *     job: /job_id               # where that reply names it; or {header: X-Job}
 *     path: /v1/jobs/{job}       # path, method, query, headers, body: a call
 *     every_ms: 2000
 *     deadline_ms: 60000
 *     rules: [...]               # left out: the profile's; `pending` means ask again */
#ifndef PROFILE_POLL_H
#define PROFILE_POLL_H
#include "profile/call.h"
#include "profile/rules.h"

/* Borrows from the YAML. */
struct poll {
    bool there; // false: the profile's endpoint answers at once
    struct conditions accepted;
    struct spot job;
    struct call call;
    long every_ms;      // from one asking for the answer to the next, 100 to 600,000
    long deadline_ms;   // from the acceptance, 100 to 86,400,000; then the outcome is pending
    struct rules rules; // none: the profile's
};

/* Reads the section `poll`, if there is one. `vocabulary` is the profile's. Errors: STATUS_CONFIG
 * with the line: `profile.poll`, `profile.pointer`, those of call_parse, conditions_parse and
 * rules_parse, `config.*`. */
int poll_parse(struct poll *poll, const struct yaml *yaml, const struct vocabulary *vocabulary,
    struct err *err);
void poll_release(struct poll *poll);

struct profile;
struct reply;

/* Whether a reply to a check means "accepted, ask later": look here before profile_reply. `job`
 * holds PROFILE_REF_MAX bytes and gets the endpoint's name of it. False too when the reply names
 * none, or one that is no short plain text: then profile_reply says what it means. */
bool profile_accepts(const struct profile *profile, const struct response *response, char *job);

/* Makes the request for the answer, signed and closed; `inputs` are those of profile_request and
 * {job}. Errors: those of profile_request. */
int profile_poll_request(const struct profile *profile, const char *base,
    const struct inputs *inputs, struct request *request, struct err *err);

/* What the reply to that says; as profile_reply, by the poll's own rules if it has any. */
void profile_poll_reply(const struct profile *profile, const struct response *response,
    const struct inputs *inputs, struct reply *reply);
#endif
