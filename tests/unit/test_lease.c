#include "unit.h"

#include "check/lease.h"

enum { SECOND = 1000000 };

static void is_got_when_it_is_needed(void **state)
{
    (void)state;
    struct lease lease = {0};
    assert_int_equal(lease_delay(&lease, 0), -1);
    assert_int_equal(lease_ask_delay(&lease, 0), 0);
    lease_asked(&lease);
    assert_int_equal(lease_ask_delay(&lease, 0), -1); // one at a time
    lease_got(&lease, 100, 5 * SECOND);
    assert_int_equal(lease_delay(&lease, 5 * SECOND), 0);
    assert_int_equal(lease.number, 1);
}

static void is_renewed_when_it_is_nearly_over(void **state)
{
    (void)state;
    static const struct {
        long lifetime_s;
        int64_t renew_us;
    } cases[] = {{1, 900000}, {10, 9 * SECOND}, {600, 540 * (int64_t)SECOND},
        {3600, 3540 * (int64_t)SECOND}, {2592000, 2591940 * (int64_t)SECOND}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lease lease = {0};
        lease_got(&lease, cases[i].lifetime_s, 0);
        assert_int_equal(lease_delay(&lease, cases[i].renew_us - 1), 0);
        assert_int_equal(lease_delay(&lease, cases[i].renew_us), -1);
        assert_int_equal(lease_ask_delay(&lease, cases[i].renew_us), 0);
    }
}

static void failures_wait_longer_each_time(void **state)
{
    (void)state;
    struct lease lease = {0};
    static const int64_t pauses_us[] = {200000, 400000, 800000, 1600000};
    for (size_t i = 0; i < sizeof pauses_us / sizeof *pauses_us; i++) {
        lease_asked(&lease);
        lease_failed(&lease, 0, SECOND);
        assert_int_equal(lease_ask_delay(&lease, SECOND), pauses_us[i]);
    }
    lease_asked(&lease);
    lease_failed(&lease, 7, SECOND); // the endpoint said
    assert_int_equal(lease_ask_delay(&lease, SECOND), 7 * SECOND);
    assert_int_equal(lease.failures, 5);
    lease_got(&lease, 60, 9 * SECOND);
    assert_int_equal(lease.failures, 0);
}

static void only_the_present_one_can_be_refused(void **state)
{
    (void)state;
    struct lease lease = {0};
    lease_got(&lease, 60, 0);
    lease_refused(&lease, 1);
    lease_refused(&lease, 1); // by several requests that carried it
    assert_int_equal(lease.refused, 1);
    assert_int_equal(lease_delay(&lease, 0), -1);
    lease_got(&lease, 60, 0);
    lease_refused(&lease, 1); // a late reply
    assert_int_equal(lease_delay(&lease, 0), 0);
    lease_accepted(&lease, 1);
    lease_refused(&lease, 2);
    assert_int_equal(lease.refused, 2);
    lease_got(&lease, 60, 0);
    lease_accepted(&lease, 3);
    assert_int_equal(lease.refused, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_got_when_it_is_needed),
        cmocka_unit_test(is_renewed_when_it_is_nearly_over),
        cmocka_unit_test(failures_wait_longer_each_time),
        cmocka_unit_test(only_the_present_one_can_be_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
