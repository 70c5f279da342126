/* What an endpoint's reply means: ordered rules, the first that fits decides. Each is a condition
 * with `outcome: match` and perhaps `billed: true`. A reply that no rule fits is OUTCOME_UNKNOWN,
 * never a match. */
#ifndef PROFILE_RULES_H
#define PROFILE_RULES_H
#include "profile/condition.h"
#include "record/verdict.h"

enum billed { BILLED_UNSAID, BILLED_NO, BILLED_YES };

struct rule {
    struct condition condition;
    enum outcome outcome;
    enum billed billed;
};

struct rules {
    struct rule *rule; // owns
    size_t count;
};

/* Reads the list under `key` of `parent`; borrows from `yaml`. Errors: STATUS_CONFIG with the line
 * (`profile.outcome`, and those of condition_parse). A rule that says match must demand something
 * of the reply. */
int rules_parse(struct rules *rules, const struct yaml *yaml, const json_t *parent, const char *key,
    struct err *err);
void rules_release(struct rules *rules);

/* The outcome under `key`, or an error `profile.outcome` that names the nearest one. */
int rules_outcome(enum outcome *outcome, const struct yaml *yaml, const json_t *json,
    const char *key, struct err *err);

/* The first rule that fits, borrowed, or NULL. `response` and `json` as in condition_holds. */
const struct rule *rules_find(
    const struct rules *rules, const struct response *response, const json_t *json);
#endif
