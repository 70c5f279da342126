#include "profile/cover.h"

#include <string.h>
#include <strings.h>

/* The values of a test or a status, one or a list of them. */
static size_t count_of(const json_t *values)
{
    return json_is_array(values) ? json_array_size(values) : 1;
}

static const json_t *value_of(const json_t *values, size_t i)
{
    return json_is_array(values) ? json_array_get(values, i) : values;
}

static bool status_within(const json_t *status, const json_t *wide)
{
    if (!json_is_string(wide))
        return json_equal(status, wide);
    long hundreds = json_string_value(wide)[0] - '0';
    if (json_is_string(status))
        return json_string_value(status)[0] - '0' == hundreds;
    return json_integer_value(status) / 100 == hundreds;
}

static bool http_covers(const json_t *wide, const json_t *narrow)
{
    if (!wide || !narrow)
        return !wide;
    for (size_t i = 0; i < count_of(narrow); i++) {
        bool within = false;
        for (size_t j = 0; !within && j < count_of(wide); j++)
            within = status_within(value_of(narrow, i), value_of(wide, j));
        if (!within)
            return false;
    }
    return true;
}

/* Whether a value with this text passes the test. */
static bool passes(const struct test *test, const char *text)
{
    char space[SCALAR_SPACE];
    if (test->kind == TEST_STARTS) {
        const char *start = scalar_text(test->values, space);
        return !strncmp(text, start, strlen(start));
    }
    for (size_t i = 0; i < count_of(test->values); i++)
        if (!strcmp(text, scalar_text(value_of(test->values, i), space)))
            return true;
    return false;
}

/* "null" may be the text of a null, which is absent. */
static bool test_covers(const struct test *wide, const struct test *narrow)
{
    char space[SCALAR_SPACE];
    if (narrow->kind == TEST_ABSENT)
        return wide->kind == TEST_ABSENT && wide->absent == narrow->absent;
    if (narrow->kind == TEST_STARTS && wide->kind == TEST_IN)
        return false;
    if (wide->kind == TEST_ABSENT && wide->absent)
        return false;
    for (size_t i = 0; i < count_of(narrow->values); i++) {
        const char *text = scalar_text(value_of(narrow->values, i), space);
        bool fits = wide->kind == TEST_ABSENT ? strcmp(text, "null") != 0 : passes(wide, text);
        if (!fits)
            return false;
    }
    return true;
}

static bool same_place(const struct test *a, const struct test *b)
{
    if (a->header != b->header)
        return false;
    return a->header ? !strcasecmp(a->name, b->name) : !strcmp(a->name, b->name);
}

bool condition_covers(const struct condition *wide, const struct condition *narrow)
{
    bool covers = http_covers(wide->http, narrow->http);
    for (size_t i = 0; covers && i < wide->test_count; i++) {
        covers = false;
        for (size_t j = 0; !covers && j < narrow->test_count; j++)
            covers = same_place(&wide->tests[i], &narrow->tests[j]) &&
                     test_covers(&wide->tests[i], &narrow->tests[j]);
    }
    return covers;
}
