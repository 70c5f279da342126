/* `batch:`: many people in one request, and one result for each in its reply.
 *
 *     size: 200
 *     item: {no: "{row}", name: "{name}", number: "{number}"}  # the array of these is {items}
 *     results: /results          # where the reply has its array
 *     join: {/no: "{row}"}       # what in a result says whose it is
 *     rules: [...]               # what one result means
 *     evidence: /id              # in a result; left out: the reply's */
#ifndef PROFILE_BATCH_H
#define PROFILE_BATCH_H
#include "profile/rules.h"
#include "profile/template.h"

enum { BATCH_SIZE_MAX = 1000, BATCH_JOINS_MAX = 8 };

struct batch_join {
    const char *pointer; // in a result; borrows
    struct template text;
};

/* Borrows from the YAML. */
struct batch {
    long size; // people in one request, at most; 0: the profile has no batches
    struct template item;
    const char *results;
    struct batch_join joins[BATCH_JOINS_MAX]; // all must agree
    size_t join_count;
    struct rules rules;
    struct spot evidence; // in a result; nowhere: the reply's
};

/* Reads the section `batch`, if there is one. `vocabulary` is the profile's. Errors: STATUS_CONFIG
 * with the line: `profile.batch`, `profile.pointer`, those of template_parse and rules_parse,
 * `config.*`. */
int batch_parse(struct batch *batch, const struct yaml *yaml, const struct vocabulary *vocabulary,
    struct err *err);
void batch_release(struct batch *batch);

/* The people of one request. Borrows. */
struct batch_people {
    const struct inputs *inputs; // what belongs to each person
    size_t count;                // 1 to batch.size
    const struct inputs
        *moment; // what moment_tell puts, and {token}; the same for request and reply
};

struct profile;
struct reply;

/* Makes the request about all of them, signed and closed; {row} counts from 1. Errors: those of
 * profile_request. */
int profile_batch_request(const struct profile *profile, const char *base,
    const struct batch_people *people, struct request *request, struct err *err);

/* What the reply to it says. `whole->ruled`: one of the profile's own rules fitted, so the request
 * failed as a whole, and every one of `replies` (one for each person, in their order) is as
 * `*whole`. Otherwise `whole->outcome` is OUTCOME_UNKNOWN and each person's reply is that of the
 * one result that joins to them and to nobody else. Nobody's result: a missing one, one of two for
 * the same person, one that fits two people, one that repeats another person's data (`foreign`):
 * there the person's reply is OUTCOME_UNKNOWN and not `ruled`. Joining passes over the case of
 * ASCII. */
void profile_batch_reply(const struct profile *profile, const struct response *response,
    const struct batch_people *people, struct reply *whole, struct reply *replies);

/* What one result means for a person, whoever it joins to: for examples. `json` is the result,
 * `whole` the reply that held it, or NULL. */
void profile_result_reply(const struct profile *profile, const struct response *response,
    const json_t *json, const json_t *whole, const struct inputs *person, struct reply *reply);
#endif
