#include "unit.h"

#include "check/pause.h"
#include <string.h>

enum { NOW = 1800000000 };

/* `lines`: "Name: value" each, set off by newlines. */
static void add_lines(struct params *headers, const char *lines)
{
    char copy[512], *rest = copy, *line;
    assert_true(strlen(lines) < sizeof copy);
    strcpy(copy, lines);
    while ((line = strsep(&rest, "\n"))) {
        char *value = strstr(line, ": ");
        if (!value)
            continue;
        *value = '\0';
        params_add(headers, line, value + 2);
    }
}

static void tells_how_long_the_quota_is_used_up(void **state)
{
    (void)state;
    static const struct {
        const char *headers;
        long pause_s;
    } cases[] = {
        {"", 0},
        {"Content-Type: application/json", 0},
        {"RateLimit-Remaining: 0\nRateLimit-Reset: 5", 5},
        {"RateLimit-Remaining: 1\nRateLimit-Reset: 5", 0},
        {"RateLimit-Remaining: 0", 0},
        {"RateLimit-Reset: 5", 0},
        {"X-RateLimit-Remaining: 0\nX-RateLimit-Reset: 12", 12},
        {"X-Ratelimit-Remaining: 0\nx-ratelimit-reset: 12", 12},
        {"X-Rate-Limit-Remaining: 0\nX-Rate-Limit-Reset: 3", 3},
        {"X-RateLimit-Remaining: 0\nX-RateLimit-Reset: 1800000030", 30},    // a second
        {"X-RateLimit-Remaining: 0\nX-RateLimit-Reset: 1800000030000", 30}, // a millisecond
        {"X-RateLimit-Remaining: 0\nX-RateLimit-Reset: 1799999999", 0},     // that is over
        {"X-RateLimit-Remaining: 0\nX-RateLimit-Reset: 2.75", 2},           // with a fraction
        {"X-RateLimit-Remaining: 0\nRateLimit-Reset: 9", 0},                // not a pair
        {"RateLimit-Remaining: 0, 0;w=60\nRateLimit-Reset: 4, 50", 4},      // joined
        {"RateLimit: \"default\";r=0;t=5", 5},
        {"RateLimit: \"default\";r=50;t=30", 0},
        {"RateLimit: \"default\";r=0", 0},
        {"RateLimit: \"burst\";r=3;t=1, \"day\";r=0;t=3600", 3600},
        {"RateLimit: \"burst\";r=0;t=1, \"day\";r=9;t=3600", 1},
        {"RateLimit: \"a\";r=0;t=2;pk=:eHg=:, \"b\";t=7;r=0", 7},
        {"RateLimit: \"a;r=0;t=9\";r=1;t=9", 0}, // a name that looks like parameters
        {"RateLimit: \"a\";r=0;t=4\nRateLimit: \"b\";r=0;t=6", 6},
        {"ratelimit: limit=100, remaining=0, reset=8", 8},
        {"RateLimit: limit=100, remaining=4, reset=8", 0},
        {"RateLimit-Remaining: 0\nRateLimit-Reset: 99999999999999999999", 0}, // no number at all
        {"RateLimit-Remaining: 0\nRateLimit-Reset: 999999999999999999", 1000000000},
        {"RateLimit-Remaining: 0\nRateLimit-Reset: -5", 0},
        {"RateLimit-Remaining: none\nRateLimit-Reset: 5", 0},
        {"RateLimit-Remaining: 0x\nRateLimit-Reset: 5", 0},
        {"RateLimit: ", 0},
        {"RateLimit: \"", 0},
        {"RateLimit: \"unfinished;r=0;t=5", 0},
        {"RateLimit: ;;,,==r=0;t=", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct params headers = {0};
        add_lines(&headers, cases[i].headers);
        long pause_s = pause_until_reset(&headers, NOW);
        if (pause_s != cases[i].pause_s)
            fail_msg("%ld s, not %ld: %s", pause_s, cases[i].pause_s, cases[i].headers);
        params_release(&headers);
    }
}

static void knows_a_retry_after_beyond_all_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *headers;
        bool endless;
    } cases[] = {
        {"Retry-After: 99999999999999999999999", true},
        {"retry-after: 18446744073709551617 ", true}, // 1, for who counts in 64 bits
        {"Retry-After: 300", false},
        {"Retry-After: 000000000000000000000300", false},
        {"Retry-After: 99999999999999999999999x", false},
        {"Retry-After: -99999999999999999999999", false},
        {"Retry-After: Sun, 06 Nov 1994 08:49:37 GMT", false},
        {"RateLimit-Reset: 99999999999999999999999", false},
        {"", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct params headers = {0};
        add_lines(&headers, cases[i].headers);
        if (pause_endless(&headers) != cases[i].endless)
            fail_msg("%s", cases[i].headers);
        params_release(&headers);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tells_how_long_the_quota_is_used_up),
        cmocka_unit_test(knows_a_retry_after_beyond_all_numbers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
