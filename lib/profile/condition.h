/* What a reply must be like: status, headers, and values in its JSON.
 *
 *     - http: 200                     # or [401, 403], or 5xx; absent: any
 *       header: {X-Verdict: match}    # by name without case
 *       when: {/result: match}        # by JSON Pointer
 *
 * Each line of `header` and `when` is a test, and all must hold. VALUE: the same; a list: one of
 * them; {is: VALUE}, {in: [VALUE, ...]}, {starts: TEXT}, {absent: true} (also null), {absent:
 * false}. Values are compared as texts, so 0, "0" and true fit what the endpoint sends either way;
 * numbers as they are written. A header that comes several times must hold each time. */
#ifndef PROFILE_CONDITION_H
#define PROFILE_CONDITION_H
#include "profile/response.h"

enum test_kind { TEST_IN, TEST_STARTS, TEST_ABSENT };

struct test {
    const char *name; // borrows; a JSON Pointer, or a header's name
    bool header;
    enum test_kind kind;
    const json_t *values; // borrows; a scalar, or an array of them for TEST_IN
    bool absent;          // TEST_ABSENT: is it to be absent (or null), or to be there
};

struct condition {
    const json_t *http; // borrows; NULL: any status
    struct test *tests; // owns; all must hold
    size_t test_count;
    int line; // in the profile
};

/* The members that condition_parse reads, for yaml_only. */
#define CONDITION_KEYS "http", "header", "when"

/* Reads them from `json`; borrows from `yaml`. Errors: STATUS_CONFIG with the line: `profile.rule`,
 * `profile.pointer`, `profile.header`, `config.*`. */
int condition_parse(
    struct condition *condition, const struct yaml *yaml, const json_t *json, struct err *err);
void condition_release(struct condition *condition);

/* Status and headers come from `response`, values from `json`: the reply's, or a part of it. It is
 * NULL when the reply is no JSON object or array: then nothing with `when` holds. */
bool condition_holds(
    const struct condition *condition, const struct response *response, const json_t *json);

/* Whether it asks for something that must be there, so that an empty reply cannot fit. */
bool condition_demands(const struct condition *condition);

/* A list of them, one of which is to hold. */
struct conditions {
    struct condition *condition; // owns
    size_t count;
};

/* Reads the list under `key` of `parent`; none is an empty one, that never holds. Errors as
 * condition_parse's. */
int conditions_parse(struct conditions *conditions, const struct yaml *yaml, const json_t *parent,
    const char *key, struct err *err);
void conditions_release(struct conditions *conditions);

/* The first that holds, borrowed, or NULL. */
const struct condition *conditions_hold(
    const struct conditions *conditions, const struct response *response, const json_t *json);
#endif
