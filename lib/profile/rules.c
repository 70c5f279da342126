#include "profile/rules.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "profile/pointer.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const rule_keys[] = {"http", "when", "outcome", "billed", NULL};
static const char *const test_keys[] = {"is", "in", "starts", "absent", NULL};

/* A scalar as text; NULL for others. `space` holds numbers. */
static const char *scalar_text(const json_t *value, char space[32])
{
    if (json_is_string(value))
        return json_string_value(value);
    if (json_is_boolean(value))
        return json_is_true(value) ? "true" : "false";
    if (json_is_null(value))
        return "null";
    if (!json_is_integer(value))
        return NULL;
    snprintf(space, 32, "%lld", (long long)json_integer_value(value));
    return space;
}

static bool same_text(const json_t *a, const json_t *b)
{
    char space_a[32], space_b[32];
    const char *text_a = scalar_text(a, space_a), *text_b = scalar_text(b, space_b);
    return text_a && text_b && !strcmp(text_a, text_b);
}

static bool is_scalar(const json_t *value)
{
    return json_is_string(value) || json_is_boolean(value) || json_is_integer(value);
}

static bool all_scalars(const json_t *array)
{
    for (size_t i = 0; i < json_array_size(array); i++)
        if (!is_scalar(json_array_get(array, i)))
            return false;
    return json_array_size(array) > 0;
}

static bool valid_status(const json_t *value)
{
    const char *text = json_string_value(value);
    if (text)
        return strlen(text) == 3 && text[0] >= '1' && text[0] <= '5' && !strcmp(text + 1, "xx");
    json_int_t number = json_integer_value(value);
    return number >= 100 && number <= 599;
}

static int parse_http(
    struct rule *rule, const struct yaml *yaml, const json_t *json, struct err *err)
{
    rule->http = json_object_get(json, "http");
    if (!rule->http)
        return 0;
    bool good =
        !json_is_array(rule->http) ? valid_status(rule->http) : json_array_size(rule->http) > 0;
    for (size_t i = 0; i < json_array_size(rule->http); i++)
        good &= valid_status(json_array_get(rule->http, i));
    return good ? 0
                : yaml_fail(yaml, json, "http", err, "profile.rule",
                      _("`http` must be a status such as 200, a group such as 5xx, or a list of "
                        "them"));
}

/* The one test in {is: ...}, {in: ...}, {starts: ...} or {absent: ...}. */
static int parse_test_object(struct test *test, const struct yaml *yaml, const json_t *when,
    const char *pointer, struct err *err)
{
    const json_t *object = json_object_get(when, pointer);
    if (yaml_only(yaml, object, test_keys, err))
        return -1;
    const char *key = json_object_iter_key(json_object_iter((json_t *)object));
    test->values = key ? json_object_get(object, key) : NULL;
    bool good = json_object_size(object) == 1;
    if (good && !strcmp(key, "absent")) {
        test->kind = TEST_ABSENT;
        test->absent = json_is_true(test->values);
        good = json_is_boolean(test->values);
    } else if (good && !strcmp(key, "starts")) {
        test->kind = TEST_STARTS;
        good = is_scalar(test->values);
    } else if (good) {
        test->kind = TEST_IN;
        good = !strcmp(key, "in") ? all_scalars(test->values) : is_scalar(test->values);
    }
    return good ? 0
                : yaml_fail(yaml, when, pointer, err, "profile.rule",
                      _("write one test here: {is: VALUE}, {in: [VALUE, ...]}, {starts: TEXT} or "
                        "{absent: true}"));
}

static int parse_test(struct test *test, const struct yaml *yaml, const json_t *when,
    const char *pointer, struct err *err)
{
    test->pointer = pointer;
    if (!pointer_valid(pointer))
        return yaml_fail(yaml, when, pointer, err, "profile.pointer",
            _("`%s` is no JSON Pointer; it starts with a slash, like /data/code"), pointer);
    const json_t *value = json_object_get(when, pointer);
    if (json_is_object(value))
        return parse_test_object(test, yaml, when, pointer, err);
    test->kind = TEST_IN;
    test->values = value;
    if (is_scalar(value) || all_scalars(value))
        return 0;
    return yaml_fail(yaml, when, pointer, err, "profile.rule",
        _("a value, a list of values or a test such as {absent: true} is expected here"));
}

static int parse_tests(
    struct rule *rule, const struct yaml *yaml, const json_t *json, struct err *err)
{
    const json_t *when = json_object_get(json, "when");
    if (!when)
        return 0;
    if (!json_is_object(when) || !json_object_size(when))
        return yaml_fail(yaml, json, "when", err, "profile.rule",
            _("`when` holds lines such as /result: match"));
    rule->tests = mem_alloc(json_object_size(when) * sizeof *rule->tests);
    const char *pointer;
    json_t *value;
    json_object_foreach((json_t *)when, pointer, value)
    {
        if (parse_test(&rule->tests[rule->test_count++], yaml, when, pointer, err))
            return -1;
    }
    return 0;
}

static int parse_outcome(
    struct rule *rule, const struct yaml *yaml, const json_t *json, struct err *err)
{
    const char *name = NULL;
    bool billed = false;
    if (yaml_string(yaml, json, "outcome", &name, err) ||
        yaml_boolean(yaml, json, "billed", &billed, err))
        return -1;
    rule->outcome = name ? outcome_parse(name) : OUTCOME_NONE;
    if (json_object_get(json, "billed"))
        rule->billed = billed ? BILLED_YES : BILLED_NO;
    if (rule->outcome == OUTCOME_NONE) {
        const char *known[OUTCOME_COUNT] = {0};
        for (int i = 1; i < OUTCOME_COUNT; i++)
            known[i - 1] = outcome_name((enum outcome)i);
        const char *nearest = name ? nearest_word(name, known) : NULL;
        return yaml_fail(yaml, json, name ? "outcome" : NULL, err, "profile.outcome",
            _("a rule needs an outcome; did you mean `%s`?"), nearest ? nearest : "unknown");
    }
    if (rule->outcome == OUTCOME_MATCH && !rule->test_count)
        return yaml_fail(yaml, json, "outcome", err, "profile.rule",
            _("a rule that says match must look into the reply; add a `when`"));
    return 0;
}

int rules_parse(struct rules *rules, const struct yaml *yaml, const json_t *parent, const char *key,
    struct err *err)
{
    const json_t *list = json_object_get(parent, key);
    *rules = (struct rules){0};
    if (!json_is_array(list) || !json_array_size(list))
        return yaml_fail(yaml, parent, key, err, "profile.rule",
            _("`%s` must be a list of rules: what a reply means"), key);
    rules->rule = mem_alloc(json_array_size(list) * sizeof *rules->rule);
    size_t i;
    json_t *json;
    json_array_foreach((json_t *)list, i, json)
    {
        struct rule *rule = &rules->rule[rules->count++];
        rule->line = yaml_line(yaml, list, NULL, i);
        if (yaml_only(yaml, json, rule_keys, err) || parse_http(rule, yaml, json, err) ||
            parse_tests(rule, yaml, json, err) || parse_outcome(rule, yaml, json, err)) {
            err_at(err, yaml->file, NULL, rule->line, 0);
            rules_release(rules);
            return -1;
        }
    }
    return 0;
}

void rules_release(struct rules *rules)
{
    for (size_t i = 0; i < rules->count; i++)
        free(rules->rule[i].tests);
    free(rules->rule);
    *rules = (struct rules){0};
}

static bool status_fits(const json_t *http, long status)
{
    if (json_is_string(http))
        return json_string_value(http)[0] - '0' == status / 100;
    return json_integer_value(http) == status;
}

static bool http_holds(const json_t *http, long status)
{
    if (!http)
        return true;
    for (size_t i = 0; i < json_array_size(http); i++)
        if (status_fits(json_array_get(http, i), status))
            return true;
    return !json_is_array(http) && status_fits(http, status);
}

static bool test_holds(const struct test *test, const json_t *json)
{
    const json_t *value = pointer_get(json, test->pointer);
    char space_value[32], space_start[32];
    if (test->kind == TEST_ABSENT)
        return (!value || json_is_null(value)) == test->absent;
    if (!value)
        return false;
    if (test->kind == TEST_STARTS) {
        const char *text = scalar_text(value, space_value);
        const char *start = scalar_text(test->values, space_start);
        return text && !strncmp(text, start, strlen(start));
    }
    if (!json_is_array(test->values))
        return same_text(value, test->values);
    for (size_t i = 0; i < json_array_size(test->values); i++)
        if (same_text(value, json_array_get(test->values, i)))
            return true;
    return false;
}

const struct rule *rules_find(const struct rules *rules, long http_status, const json_t *json)
{
    for (size_t i = 0; i < rules->count; i++) {
        const struct rule *rule = &rules->rule[i];
        bool fits = http_holds(rule->http, http_status) && (json || !rule->test_count);
        for (size_t t = 0; fits && t < rule->test_count; t++)
            fits = test_holds(&rule->tests[t], json);
        if (fits)
            return rule;
    }
    return NULL;
}
