#include "unit.h"

#include "roster/passed.h"
#include <string.h>

static struct row make_row(struct cell *cells, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        cells[i] = cell_make(texts[i], strlen(texts[i]), CELL_TEXT);
    return (struct row){1, cells, count};
}

static void passes_over_what_is_no_person(void **state)
{
    (void)state;
    static const struct {
        const char *texts[4]; // row number, name, number, phone
        bool passed;
    } rows[] = {
        {{"合计", "45人", "", ""}, true},
        {{"", "合 计", "45", ""}, true},
        {{"制表人：李", "", "审核：王", ""}, true},
        {{"12", "", "", ""}, true},
        {{"12", "#N/A", "#N/A", "#N/A"}, true},
        {{"12", "0", "0", "0"}, true},
        {{"12", "张三", "", ""}, false},
        {{"12", "张三", "#N/A", "0"}, false},
        {{"12", "张三", "", "备注：证件丢失"}, false},
        {{"制表人：", "李四", "", ""}, true},
        {{"12", "", "", "备注：略"}, true},
        {{"12", "", "330482199003079978", ""}, false},
        {{"12", "", "", "13800138000"}, false},
        {{"合计", "张三", "330482199003079978", ""}, false},
        {{"", "总计划", "330482199003079978", ""}, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cell cells[4];
        struct row row = make_row(cells, rows[i].texts, 4);
        const char *fields[4];
        for (int j = 0; j < 4; j++)
            fields[j] = *rows[i].texts[j] && *rows[i].texts[j] != '#' ? rows[i].texts[j] : NULL;
        assert_int_equal(row_is_passed_over(&row, fields[1], fields[2], fields[3]), rows[i].passed);
    }
    assert_true(sheet_is_copy("汇总表"));
    assert_false(sheet_is_copy("名单"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passes_over_what_is_no_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
