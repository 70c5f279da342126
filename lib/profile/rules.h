/* What an endpoint's reply means: ordered rules, the first that fits decides.
 *
 *     - http: 200                     # or [401, 403], or 5xx; absent: any
 *       when: {/result: match}        # JSON Pointer: is; a list: one of; or {is|in|starts|absent:
 * ...} outcome: match billed: true
 *
 * Values are compared as texts, so 0, "0" and true fit what the endpoint sends either way. A reply
 * that no rule fits is OUTCOME_UNKNOWN, never a match. */
#ifndef PROFILE_RULES_H
#define PROFILE_RULES_H
#include "base/yaml.h"
#include "record/verdict.h"

enum billed { BILLED_UNSAID, BILLED_NO, BILLED_YES };

enum test_kind { TEST_IN, TEST_STARTS, TEST_ABSENT };

struct test {
    const char *pointer; // borrows
    enum test_kind kind;
    const json_t *values; // borrows; a scalar, or an array of them for TEST_IN
    bool absent;          // TEST_ABSENT: is it to be absent (or null), or to be there
};

struct rule {
    const json_t *http; // borrows; NULL: any status
    struct test *tests; // owns; all must hold
    size_t test_count;
    enum outcome outcome;
    enum billed billed;
    int line; // in the profile
};

struct rules {
    struct rule *rule; // owns
    size_t count;
};

/* Reads the list under `key` of `parent`; borrows from `yaml`. Errors: STATUS_CONFIG with the line
 * (`profile.rule`, `profile.pointer`, `profile.outcome`, `config.*`). A rule that says match must
 * look into the reply. */
int rules_parse(struct rules *rules, const struct yaml *yaml, const json_t *parent, const char *key,
    struct err *err);
void rules_release(struct rules *rules);

/* The first rule that fits, borrowed, or NULL. `json` is NULL when the reply is no JSON object or
 * array: then only rules without `when` can fit. */
const struct rule *rules_find(const struct rules *rules, long http_status, const json_t *json);
#endif
