#include "unit.h"

#include "check/pacing.h"

enum { MS = 1000, SECOND = 1000000 };

/* Sends whatever may leave at each millisecond from `from` to `to`; each is answered at once. */
static int send_between(struct pacing *p, int64_t from, int64_t to)
{
    int sent = 0;
    for (int64_t now = from; now < to; now += MS)
        while (pacing_delay(p, now) == 0) {
            pacing_sent(p);
            pacing_answered(p);
            sent++;
        }
    return sent;
}

static void keeps_the_rate(void **state)
{
    (void)state;
    static const struct {
        double per_second;
        int at_least, at_most; // in two seconds
    } cases[] = {{1, 2, 2}, {5, 10, 10}, {100, 199, 202}, {3000, 5990, 6060}, {0.5, 1, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pacing p;
        pacing_init(&p, cases[i].per_second, 0, 16, 0);
        int sent = send_between(&p, 0, 2 * SECOND - MS);
        assert_in_range(sent, cases[i].at_least, cases[i].at_most);
    }
}

static void both_rates_hold(void **state)
{
    (void)state;
    static const struct {
        double per_second;
        long per_minute;
        int at_least, at_most; // in two minutes
    } cases[] = {
        {0, 1, 2, 2},
        {0, 30, 60, 60},
        {100, 30, 60, 60},
        {0.5, 60, 60, 60},
        {1, 60, 120, 120},
        {0, 60000, 119900, 120000},
        {10, 60000, 1199, 1200},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pacing p;
        print_message("# case %zu\n", i);
        pacing_init(&p, cases[i].per_second, cases[i].per_minute, 16, 0);
        int sent = send_between(&p, 0, 120LL * SECOND);
        assert_in_range(sent, cases[i].at_least, cases[i].at_most);
    }
}

/* Spans of a minute that begin anywhere: at the first request, within, after a lull. */
static void no_minute_has_more_than_its_worth(void **state)
{
    (void)state;
    static const long per_minute[] = {1, 7, 60, 600, 3600, 5000, 60000};
    for (size_t i = 0; i < sizeof per_minute / sizeof *per_minute; i++) {
        struct pacing p;
        print_message("# %ld\n", per_minute[i]);
        pacing_init(&p, 0, per_minute[i], 16, 0);
        assert_in_range(send_between(&p, 0, 60LL * SECOND), 1, per_minute[i]);
        int64_t later = 3600LL * SECOND;
        assert_in_range(send_between(&p, later, later + 60LL * SECOND), 1, per_minute[i]);
    }
}

static void saves_nothing_up_while_idle(void **state)
{
    (void)state;
    struct pacing p;
    pacing_init(&p, 10, 0, 16, 0);
    assert_int_equal(send_between(&p, 3600LL * SECOND, 3600LL * SECOND + MS), 1);
}

static void keeps_the_number_at_once(void **state)
{
    (void)state;
    struct pacing p;
    pacing_init(&p, 0, 0, 3, 0);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(pacing_delay(&p, 0), 0);
        pacing_sent(&p);
    }
    assert_int_equal(pacing_delay(&p, 0), -1);
    pacing_answered(&p);
    assert_int_equal(pacing_delay(&p, 0), 0);
}

static void one_refusal_slows_everybody(void **state)
{
    (void)state;
    struct pacing p;
    pacing_init(&p, 0, 0, 16, 0);
    for (int i = 0; i < 16; i++)
        pacing_sent(&p);
    for (int i = 0; i < 16; i++) // all of one round: one refusal
        pacing_refused(&p, 0, 10 * MS + i, 0, 1000);
    assert_int_equal(p.refusals, 1);
    assert_int_equal(pacing_delay(&p, 500 * MS), 510 * MS);
    int64_t now = 1010 * MS;
    int left = 0;
    for (; pacing_delay(&p, now) == 0; left++)
        pacing_sent(&p);
    assert_int_equal(left, 8);
    for (int i = 0; i < 8; i++)
        pacing_refused(&p, now, now + MS, 0, 1000);
    assert_int_equal(p.refusals, 2);
    assert_int_equal(pacing_delay(&p, now + MS), 2000 * MS);
}

static void answers_bring_the_speed_back(void **state)
{
    (void)state;
    struct pacing p;
    pacing_init(&p, 0, 0, 4, 0);
    pacing_sent(&p);
    pacing_refused(&p, 0, 1, 0, 1000);
    assert_true(p.window == 2);
    for (int i = 0; i < 20; i++) {
        pacing_sent(&p);
        pacing_answered(&p);
    }
    assert_int_equal(p.refusals, 0);
    assert_true(p.window == 4);
}

static void retry_after_is_honoured_and_clamped(void **state)
{
    (void)state;
    static const struct {
        long retry_after_s;
        int64_t pause_us;
    } cases[] = {{0, 1 * SECOND}, {7, 7 * SECOND}, {300, 300 * SECOND}, {1000000000, 300 * SECOND}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pacing p;
        pacing_init(&p, 0, 0, 4, 0);
        pacing_sent(&p);
        pacing_refused(&p, 0, 0, cases[i].retry_after_s, 1000);
        assert_int_equal(pacing_delay(&p, 0), cases[i].pause_us);
    }
}

static void a_quota_that_is_used_up_stops_all_but_slows_nobody(void **state)
{
    (void)state;
    static const struct {
        long wait_s;
        int64_t pause_us;
    } cases[] = {{0, 0}, {-5, 0}, {7, 7 * SECOND}, {1000000000, 300 * SECOND}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pacing p;
        pacing_init(&p, 0, 0, 4, 0);
        pacing_sent(&p);
        pacing_answered(&p);
        pacing_wait(&p, SECOND, cases[i].wait_s);
        pacing_wait(&p, SECOND, 0); // a later answer that says nothing takes nothing back
        assert_int_equal(pacing_delay(&p, SECOND), cases[i].pause_us);
        assert_true(p.window == 4);
        assert_int_equal(p.refusals, 0);
    }
}

static void pauses_do_not_grow_without_end(void **state)
{
    (void)state;
    struct pacing p;
    pacing_init(&p, 0, 0, 4, 0);
    int64_t now = 0;
    for (int i = 0; i < 100; i++) {
        pacing_sent(&p);
        pacing_refused(&p, now, now, 0, 1000);
        int64_t pause = pacing_delay(&p, now);
        assert_in_range(pause, 1, 300LL * SECOND);
        now += pause;
    }
    assert_int_equal(pacing_delay(&p, now), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_the_rate),
        cmocka_unit_test(both_rates_hold),
        cmocka_unit_test(no_minute_has_more_than_its_worth),
        cmocka_unit_test(saves_nothing_up_while_idle),
        cmocka_unit_test(keeps_the_number_at_once),
        cmocka_unit_test(one_refusal_slows_everybody),
        cmocka_unit_test(answers_bring_the_speed_back),
        cmocka_unit_test(retry_after_is_honoured_and_clamped),
        cmocka_unit_test(a_quota_that_is_used_up_stops_all_but_slows_nobody),
        cmocka_unit_test(pauses_do_not_grow_without_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
