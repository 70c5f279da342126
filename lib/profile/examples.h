/* `examples:` of a profile: documented replies, and what each must be taken for.
 *
 *     - {http: 200, body: {code: 0, id: r-1}, outcome: match, billed: true, ref: r-1}
 *     - {of: accepted, http: 202, body: {job_id: j1}}
 *     - {of: token, http: 401, body: {error: invalid_client}}
 *
 * `of` is reply (when not said), accepted, poll, token or result (one result of a batch). Where an
 * example repeats what was asked, it stands for whoever is asked. */
#ifndef PROFILE_EXAMPLES_H
#define PROFILE_EXAMPLES_H
#include "profile/rules.h"

enum example_kind {
    EXAMPLE_REPLY,
    EXAMPLE_ACCEPTED,
    EXAMPLE_POLL,
    EXAMPLE_TOKEN,
    EXAMPLE_RESULT,
    EXAMPLE_KINDS
};

struct example {
    enum example_kind kind;
    const char *about; // NULL: not said
    long http;
    struct params headers; // owns
    const json_t *json;    // borrows; an object or array; NULL: the body is a text
    struct buf body;       // owns
    enum outcome outcome;  // OUTCOME_NONE: of no person
    enum billed billed;    // BILLED_UNSAID: not said here
    const char *ref;       // NULL: not said
    int line;              // in the profile
};

struct examples {
    struct example *example; // owns
    size_t count;
};

const char *example_kind_name(enum example_kind kind); // "reply"

/* Reads the section, if there is one; borrows from `yaml`. The reply to a whole batch, `accepted`
 * and `token` have no outcome, all others must. Errors: STATUS_CONFIG with the line:
 * `profile.example`, `profile.header`, `profile.outcome`, `config.*`. */
int examples_parse(struct examples *examples, const struct yaml *yaml, struct err *err);
void examples_release(struct examples *examples);

/* The first of this kind and outcome, borrowed, or NULL. */
const struct example *examples_find(
    const struct examples *examples, enum example_kind kind, enum outcome outcome);

/* The first reply to a request for a token that gives one (its status is 2xx), or that refuses it;
 * borrowed, or NULL. */
const struct example *examples_token(const struct examples *examples, bool given);

/* The example as it would come back; borrows. */
void example_response(const struct example *example, struct response *response);

struct profile;
struct reply;

/* An example made out to somebody. `= {0}` is empty. */
struct retold {
    json_t *json;          // owns; NULL: the body is the example's
    struct params headers; // owns
};

/* Fills an empty one with the example as an answer about the first sample_person, or about the
 * `other` one. */
void example_retell(const struct profile *profile, const struct example *example, bool other,
    struct retold *retold);
void retold_release(struct retold *retold);

/* What the profile takes an example, retold like this (NULL: as it stands), for when it answers for
 * the first sample_person. The reply to a whole batch is a match when it is one for anybody.
 * `accepted` and `token` are OUTCOME_UNKNOWN. */
void example_judge(const struct profile *profile, const struct example *example,
    const struct retold *retold, struct reply *reply);

typedef void examples_report(
    void *context, const struct example *example, const struct reply *reply);

/* Judges each example that has an outcome, retold for the first sample_person, and tells; `ref` is
 * that of the example as it stands. */
void examples_run(const struct profile *profile, examples_report *report, void *context);

/* Whether an example without outcome is what it is for: `accepted` names a job, `token` holds one
 * or refuses it, the reply to a batch has a list of results and no rule of its own. */
bool example_serves(const struct profile *profile, const struct example *example);
#endif
