#include "profile/condition.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "profile/call.h"
#include "profile/pointer.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const test_keys[] = {"is", "in", "starts", "absent", NULL};
static const char *const condition_keys[] = {CONDITION_KEYS, NULL};

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
    struct condition *condition, const struct yaml *yaml, const json_t *json, struct err *err)
{
    const json_t *http = condition->http = json_object_get(json, "http");
    if (!http)
        return 0;
    bool good = json_is_array(http) ? json_array_size(http) > 0 : valid_status(http);
    for (size_t i = 0; i < json_array_size(http); i++)
        good &= valid_status(json_array_get(http, i));
    return good ? 0
                : yaml_fail(yaml, json, "http", err, "profile.rule",
                      _("`http` must be a status such as 200, a group such as 5xx, or a list of "
                        "them"));
}

/* The one test in {is: ...}, {in: ...}, {starts: ...} or {absent: ...}. */
static int parse_test_object(
    struct test *test, const struct yaml *yaml, const json_t *tests, struct err *err)
{
    const json_t *object = json_object_get(tests, test->name);
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
        const char *start = json_string_value(test->values);
        test->kind = TEST_STARTS;
        good = is_scalar(test->values) && (!start || *start);
    } else if (good) {
        test->kind = TEST_IN;
        good = !strcmp(key, "in") ? all_scalars(test->values) : is_scalar(test->values);
    }
    return good ? 0
                : yaml_fail(yaml, tests, test->name, err, "profile.rule",
                      _("write one test here: {is: VALUE}, {in: [VALUE, ...]}, {starts: TEXT} or "
                        "{absent: true}"));
}

static int parse_test(
    struct test *test, const struct yaml *yaml, const json_t *tests, struct err *err)
{
    if (test->header && !call_header_valid(test->name))
        return yaml_fail(yaml, tests, test->name, err, "profile.header",
            _("`%s` cannot be the name of a header or of a field"), test->name);
    if (!test->header && spot_check(yaml, tests, test->name, test->name, err))
        return -1;
    const json_t *value = json_object_get(tests, test->name);
    if (json_is_object(value))
        return parse_test_object(test, yaml, tests, err);
    test->kind = TEST_IN;
    test->values = value;
    if (is_scalar(value) || all_scalars(value))
        return 0;
    return yaml_fail(yaml, tests, test->name, err, "profile.rule",
        _("a value, a list of values or a test such as {absent: true} is expected here"));
}

static int parse_tests(struct condition *condition, const struct yaml *yaml, const json_t *json,
    const char *key, struct err *err)
{
    const json_t *tests = json_object_get(json, key);
    bool header = !strcmp(key, "header");
    if (!tests)
        return 0;
    if (yaml_filled(yaml, json, key, err))
        return -1;
    if (!json_is_object(tests) || !json_object_size(tests))
        return yaml_fail(yaml, json, key, err, "profile.rule",
            header ? _("`header` holds lines such as X-Verdict: match")
                   : _("`when` holds lines such as /result: match"));
    condition->tests = mem_resize(condition->tests, condition->test_count + json_object_size(tests),
        sizeof *condition->tests);
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)tests, name, value)
    {
        struct test *test = &condition->tests[condition->test_count++];
        *test = (struct test){.name = name, .header = header};
        if (parse_test(test, yaml, tests, err))
            return -1;
    }
    return 0;
}

int condition_parse(
    struct condition *condition, const struct yaml *yaml, const json_t *json, struct err *err)
{
    *condition = (struct condition){0};
    if (parse_http(condition, yaml, json, err) ||
        parse_tests(condition, yaml, json, "header", err) ||
        parse_tests(condition, yaml, json, "when", err)) {
        condition_release(condition);
        return -1;
    }
    return 0;
}

void condition_release(struct condition *condition)
{
    free(condition->tests);
    *condition = (struct condition){0};
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

static bool equals(const json_t *value, const char *text)
{
    char space[SCALAR_SPACE];
    return !strcmp(scalar_text(value, space), text);
}

/* `text` is NULL when what is there has none. */
static bool text_fits(const struct test *test, const char *text)
{
    char space[SCALAR_SPACE];
    if (!text || test->kind == TEST_ABSENT)
        return test->kind == TEST_ABSENT && !test->absent;
    if (test->kind == TEST_STARTS) {
        const char *start = scalar_text(test->values, space);
        return !strncmp(text, start, strlen(start));
    }
    for (size_t i = 0; i < json_array_size(test->values); i++)
        if (equals(json_array_get(test->values, i), text))
            return true;
    return !json_is_array(test->values) && equals(test->values, text);
}

static bool header_holds(const struct test *test, const struct params *headers)
{
    bool found = false;
    for (size_t i = 0; headers && i < headers->count; i++) {
        if (strcasecmp(params_name(headers, i), test->name))
            continue;
        if (!text_fits(test, params_value(headers, i)))
            return false;
        found = true;
    }
    return found || (test->kind == TEST_ABSENT && test->absent);
}

static bool value_holds(const struct test *test, const json_t *json)
{
    char space[SCALAR_SPACE];
    const json_t *value = pointer_get(json, test->name);
    if (!value || (json_is_null(value) && test->kind == TEST_ABSENT))
        return test->kind == TEST_ABSENT && test->absent;
    return text_fits(test, scalar_text(value, space));
}

bool condition_holds(
    const struct condition *condition, const struct response *response, const json_t *json)
{
    bool holds = http_holds(condition->http, response->status);
    for (size_t i = 0; holds && i < condition->test_count; i++) {
        const struct test *test = &condition->tests[i];
        holds =
            test->header ? header_holds(test, response->headers) : json && value_holds(test, json);
    }
    return holds;
}

bool condition_demands(const struct condition *condition)
{
    for (size_t i = 0; i < condition->test_count; i++)
        if (condition->tests[i].kind != TEST_ABSENT || !condition->tests[i].absent)
            return true;
    return false;
}

int conditions_parse(struct conditions *conditions, const struct yaml *yaml, const json_t *parent,
    const char *key, struct err *err)
{
    const json_t *list = json_object_get(parent, key);
    *conditions = (struct conditions){0};
    if (!list)
        return 0;
    if (!json_is_array(list) || !json_array_size(list))
        return yaml_fail(yaml, parent, key, err, "profile.rule",
            _("`%s` must be a list of what a reply may be like, such as [{http: 401}]"), key);
    conditions->condition = mem_alloc(json_array_size(list) * sizeof *conditions->condition);
    size_t i;
    json_t *json;
    json_array_foreach((json_t *)list, i, json)
    {
        struct condition *condition = &conditions->condition[conditions->count++];
        int line = yaml_line(yaml, list, NULL, i);
        if (yaml_only(yaml, json, condition_keys, err) ||
            condition_parse(condition, yaml, json, err)) {
            err_at(err, yaml->file, NULL, line, 0);
            conditions_release(conditions);
            return -1;
        }
        condition->line = line;
    }
    return 0;
}

void conditions_release(struct conditions *conditions)
{
    for (size_t i = 0; i < conditions->count; i++)
        condition_release(&conditions->condition[i]);
    free(conditions->condition);
    *conditions = (struct conditions){0};
}

const struct condition *conditions_hold(
    const struct conditions *conditions, const struct response *response, const json_t *json)
{
    for (size_t i = 0; i < conditions->count; i++)
        if (condition_holds(&conditions->condition[i], response, json))
            return &conditions->condition[i];
    return NULL;
}
