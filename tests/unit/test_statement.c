#include "unit.h"

#include "roster/statement.h"

static const struct day on = {2026, 11, 11};

static void reads_dates_as_agencies_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        struct day birth;
    } births[] = {
        {"1990-03-07", {1990, 3, 7}},
        {"1990-03-07 00:00:00", {1990, 3, 7}},
        {"1990/3/7", {1990, 3, 7}},
        {"1990.3.7", {1990, 3, 7}},
        {"1990.03.07", {1990, 3, 7}},
        {"19900307", {1990, 3, 7}},
        {"1990年3月7日", {1990, 3, 7}},
        {"1990年03月7号", {1990, 3, 7}},
        {"1990-03", {1990, 3, 0}},
        {"199003", {1990, 3, 0}},
        {"1990年3月", {1990, 3, 0}},
        {"1990.10", {1990, 10, 0}},
        {"1990.1", {1990, 0, 0}}, // perhaps 1990.10 in a number cell
        {"1990年", {1990, 0, 0}},
        {"1990-13-07", {0}},
        {"1990-02-30", {0}},
        {"90后", {0}},
        {"07/03/1990", {0}},
        {"三月七日", {0}},
        {"12345678901234567890", {0}},
    };
    for (size_t i = 0; i < sizeof births / sizeof *births; i++) {
        struct statement statement;
        statement_read(&statement, NULL, births[i].text, NULL);
        if (day_compare(statement.stated.birth, births[i].birth))
            fail_msg("%s", births[i].text);
    }
}

static void agrees_as_far_as_something_was_said(void **state)
{
    (void)state;
    struct stated month = {.birth = {1990, 3, 0}}, year = {.birth = {1990, 0, 0}};
    assert_true(stated_birth_agrees(&month, (struct day){1990, 3, 7}));
    assert_false(stated_birth_agrees(&month, (struct day){1990, 4, 7}));
    assert_true(stated_birth_agrees(&year, (struct day){1990, 4, 7}));
    assert_false(stated_birth_agrees(&year, (struct day){1991, 4, 7}));
}

static void reads_sex_in_two_languages(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        char sex;
    } sexes[] = {{"男", 'M'}, {"男性", 'M'}, {"m", 'M'}, {"Male", 'M'}, {"女", 'F'}, {"F", 'F'},
        {"female", 'F'}, {"1", 0}, {"不详", 0}};
    for (size_t i = 0; i < sizeof sexes / sizeof *sexes; i++) {
        struct statement statement;
        statement_read(&statement, sexes[i].text, NULL, NULL);
        assert_int_equal(statement.stated.sex, sexes[i].sex);
    }
}

static void allows_for_the_ways_in_which_ages_are_counted(void **state)
{
    (void)state;
    static const struct {
        const char *age;
        bool agrees;
    } ages[] = {{"36", true}, {"36岁", true}, {"35周岁", true}, {"38", true}, {"39", false},
        {"26", false}, {"", true}, {"三十六", true}, {"1990", true}};
    for (size_t i = 0; i < sizeof ages / sizeof *ages; i++) {
        struct statement statement;
        statement_read(&statement, NULL, NULL, ages[i].age);
        assert_int_equal(
            statement_age_agrees(&statement, (struct day){1990, 3, 7}, on), ages[i].agrees);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_dates_as_agencies_write_them),
        cmocka_unit_test(agrees_as_far_as_something_was_said),
        cmocka_unit_test(reads_sex_in_two_languages),
        cmocka_unit_test(allows_for_the_ways_in_which_ages_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
