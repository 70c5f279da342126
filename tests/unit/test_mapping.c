#include "unit.h"

#include "roster/mapping.h"

static void reads_titles_and_letters(void **state)
{
    (void)state;
    static const struct {
        const char *given;
        int column;
    } rules[] = {{"C", 3}, {"AA", 27}, {"XFD", 16384}, {"XFE", 0}, {"ABCD", 0}, {"c", 0},
        {"证件", 0}, {"C1", 0}};
    struct mapping mapping = {0};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        mapping_add(&mapping, FIELD_NUMBER, rules[i].given, NULL, true);
        assert_int_equal(mapping.rules[i].column, rules[i].column);
    }
    assert_string_equal(mapping.rules[6].title, "证件");
    mapping_release(&mapping);
}

static void holds_for_the_files_of_its_pattern(void **state)
{
    (void)state;
    struct mapping mapping = {0};
    mapping_add(&mapping, FIELD_NUMBER, "D", "恒信*", true);
    mapping_add(&mapping, FIELD_NUMBER, "C", NULL, false);
    assert_int_equal(mapping_column(&mapping, "in/恒信11月.xlsx", FIELD_NUMBER), 4);
    assert_int_equal(mapping_column(&mapping, "恒信/顺达.xlsx", FIELD_NUMBER), 3);
    assert_int_equal(mapping_column(&mapping, "顺达.xlsx", FIELD_PHONE), 0);
    mapping_release(&mapping);
}

static void tells_which_demand_was_never_met(void **state)
{
    (void)state;
    struct mapping mapping = {0};
    mapping_add(&mapping, FIELD_NAME, "人名", NULL, true);
    mapping_add(&mapping, FIELD_NUMBER, "证号", "恒信*", true);
    mapping_add(&mapping, FIELD_PHONE, "联络", NULL, false);
    assert_ptr_equal(mapping_unfollowed(&mapping), &mapping.rules[0]);
    mapping.rules[0].found = true;
    assert_null(mapping_unfollowed(&mapping));
    mapping_add(&mapping, FIELD_NAME, "称呼", NULL, true); // another title for the same field
    assert_null(mapping_unfollowed(&mapping));
    mapping_release(&mapping);
}

static void the_last_wish_that_names_a_column_counts(void **state)
{
    (void)state;
    static const struct {
        const char *wishes, *title;
        enum field field;
        bool keeps;
    } columns[] = {
        {"", "班次", FIELD_EXTRA, true},
        {"", "民族", FIELD_PRIVATE, false},
        {"民族", "民 族", FIELD_PRIVATE, true},
        {"民族", "婚姻", FIELD_PRIVATE, false},
        {"-班次", "班次", FIELD_EXTRA, false},
        {"-班次", "备注", FIELD_EXTRA, true},
        {"none,班次", "班次", FIELD_EXTRA, true},
        {"none,班次", "备注", FIELD_EXTRA, false},
        {"all,-银行卡", "民族", FIELD_PRIVATE, true},
        {"all,-银行卡", "银行卡", FIELD_PRIVATE, false},
        {"all", "序号", FIELD_SILENT, true},
        {"班次,-班次", "班次", FIELD_EXTRA, false},
    };
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        struct mapping mapping = {0};
        mapping_wish(&mapping, columns[i].wishes);
        if (mapping_keeps(&mapping, columns[i].title, columns[i].field) != columns[i].keeps)
            fail_msg("\"%s\": %s", columns[i].wishes, columns[i].title);
        mapping_release(&mapping);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_titles_and_letters),
        cmocka_unit_test(holds_for_the_files_of_its_pattern),
        cmocka_unit_test(tells_which_demand_was_never_met),
        cmocka_unit_test(the_last_wish_that_names_a_column_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
