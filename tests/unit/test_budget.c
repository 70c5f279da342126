#include "unit.h"

#include "check/budget.h"
#include <string.h>

static void reads_amounts(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        long minor; // -1: refused
    } cases[] = {{"500", 50000}, {"500.00", 50000}, {"0.05", 5}, {"0", 0},
        {"999999999999.99", 99999999999999}, {"500.0", -1}, {"500.", -1}, {".50", -1},
        {"500.000", -1}, {"-5", -1}, {"+5", -1}, {"1e3", -1}, {"5 CNY", -1}, {"", -1},
        {"1000000000000", -1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = {0};
        long minor = -1;
        assert_int_equal(budget_parse(cases[i].text, &minor, &err), cases[i].minor < 0 ? -1 : 0);
        if (cases[i].minor < 0)
            assert_string_equal(err.code, "usage.budget");
        else
            assert_int_equal(minor, cases[i].minor);
    }
}

static void holds_what_is_under_way(void **state)
{
    (void)state;
    struct budget b = {.limit = 30};
    budget_hold(&b, 10);
    budget_hold(&b, 10);
    assert_true(budget_admits(&b, 10));
    assert_false(budget_admits(&b, 11));
    budget_hold(&b, 10);
    assert_false(budget_admits(&b, 1));
    budget_settle(&b, 10, 0, 0); // free of charge
    assert_true(budget_admits(&b, 10));
    budget_settle(&b, 10, 5, 0);
    budget_settle(&b, 10, 0, 10); // nobody knows
    assert_int_equal(b.spent, 5);
    assert_true(budget_admits(&b, 15));
    assert_false(budget_admits(&b, 16));
}

static void without_a_limit_admits_all(void **state)
{
    (void)state;
    struct budget b = {.limit = BUDGET_NONE, .spent = 1000000000000};
    assert_true(budget_admits(&b, 100));
}

static void a_limit_of_nothing_admits_what_is_free(void **state)
{
    (void)state;
    struct budget b = {0};
    assert_true(budget_admits(&b, 0));
    assert_false(budget_admits(&b, 1));
}

static void explains_with_amounts(void **state)
{
    (void)state;
    struct budget b = {.limit = 50000, .spent = 49005};
    struct err err = {0};
    budget_explain(&b, "CNY", &err);
    assert_int_equal(err.status, STATUS_AGAIN);
    assert_string_equal(err.code, "check.budget");
    assert_non_null(strstr(err.text, "490.05 CNY are spent, "));
    assert_non_null(strstr(err.text, "500.00 CNY"));
    b.risked = 20;
    budget_explain(&b, "CNY", &err);
    assert_non_null(strstr(err.text, "up to 0.20 CNY for answers that never came"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_amounts),
        cmocka_unit_test(holds_what_is_under_way),
        cmocka_unit_test(without_a_limit_admits_all),
        cmocka_unit_test(a_limit_of_nothing_admits_what_is_free),
        cmocka_unit_test(explains_with_amounts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
