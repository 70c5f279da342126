#include "unit.h"

#include "endpoint/times.h"
#include <stdio.h>
#include <string.h>
#include <time.h>

/* The forms of a time that is this many seconds from now. */
static void make(struct moment *moment, long seconds)
{
    struct timespec at;
    clock_gettime(CLOCK_REALTIME, &at);
    at.tv_sec += seconds;
    moment_at(moment, &at);
}

static void a_clock_may_be_a_little_off(void **state)
{
    (void)state;
    static const struct {
        enum input form;
        long seconds;
        bool good;
    } rows[] = {
        {INPUT_TIME_S, 0, true},
        {INPUT_TIME_S, -800, true},
        {INPUT_TIME_S, 800, true},
        {INPUT_TIME_S, -1000, false},
        {INPUT_TIME_S, 1000, false},
        {INPUT_TIME_MS, -800, true},
        {INPUT_TIME_MS, -1000, false},
        {INPUT_TIME_ISO, 800, true},
        {INPUT_TIME_ISO, 1000, false},
        {INPUT_TIME_LOCAL, -800, true},
        {INPUT_TIME_LOCAL, 1000, false},
        {INPUT_DATE, 0, true},
        {INPUT_DATE, -2 * 86400, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct moment sent, rest;
        struct inputs all = {{0}}, inputs = {{0}};
        make(&sent, rows[i].seconds);
        moment_tell(&sent, &all);
        inputs.text[rows[i].form] = all.text[rows[i].form];
        assert_int_equal(times_settle(&inputs, &rest, 900), rows[i].good);
    }
}

static void one_form_tells_the_others(void **state)
{
    (void)state;
    struct moment sent, rest;
    struct inputs all = {{0}};
    make(&sent, -100);
    moment_tell(&sent, &all);
    static const enum input forms[] = {
        INPUT_TIME_S, INPUT_TIME_MS, INPUT_TIME_ISO, INPUT_TIME_LOCAL};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct inputs inputs = {{0}};
        inputs.text[forms[i]] = all.text[forms[i]];
        assert_true(times_settle(&inputs, &rest, 900));
        assert_string_equal(inputs.text[INPUT_TIME_S], sent.time_s);
        assert_string_equal(inputs.text[INPUT_TIME_ISO], sent.time_iso);
        assert_string_equal(inputs.text[INPUT_TIME_LOCAL], sent.time_local);
        assert_string_equal(inputs.text[INPUT_DATE], sent.date);
        assert_null(inputs.text[INPUT_UUID]);
    }
}

static void what_is_no_time_is_refused(void **state)
{
    (void)state;
    static const struct {
        enum input form;
        const char *text;
    } rows[] = {
        {INPUT_TIME_S, ""},
        {INPUT_TIME_S, "-1"},
        {INPUT_TIME_S, "1e9"},
        {INPUT_TIME_S, "99999999999999999999999"},
        {INPUT_TIME_MS, "0"},
        {INPUT_TIME_ISO, "2026-11-11 05:40:00"},
        {INPUT_TIME_ISO, "2026-13-11T05:40:00Z"},
        {INPUT_TIME_LOCAL, "2026111105400"},
        {INPUT_DATE, "11.11.2026"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct moment rest;
        struct inputs inputs = {{0}};
        inputs.text[rows[i].form] = rows[i].text;
        if (times_settle(&inputs, &rest, 900))
            fail_msg("%s", rows[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clock_may_be_a_little_off),
        cmocka_unit_test(one_form_tells_the_others),
        cmocka_unit_test(what_is_no_time_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
