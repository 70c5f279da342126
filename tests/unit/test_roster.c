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
        enum passed passed;
    } rows[] = {
        {{"合计", "45人", "", ""}, PASSED_OVER},
        {{"", "合 计", "45", ""}, PASSED_OVER},
        {{"制表人：李", "", "审核：王", ""}, PASSED_OVER},
        {{"12", "", "", ""}, PASSED_OVER},
        {{"12", "#N/A", "#N/A", "#N/A"}, PASSED_OVER},
        {{"12", "0", "0", "0"}, PASSED_OVER},
        {{"第二车 浙F66666 王师傅 13500135000", "", "", ""}, PASSED_ALONE},
        {{"330482199003079978", "", "", ""}, PASSED_NOT},
        {{"身份证330482199003079978", "", "", ""}, PASSED_NOT},
        {{"12", "张三", "", ""}, PASSED_NOT},
        {{"12", "张三", "#N/A", "0"}, PASSED_NOT},
        {{"12", "张三", "", "备注：证件丢失"}, PASSED_NOT},
        {{"制表人：", "李四", "", ""}, PASSED_OVER},
        {{"12", "", "", "备注：略"}, PASSED_OVER},
        {{"12", "", "330482199003079978", ""}, PASSED_NOT},
        {{"12", "", "", "13800138000"}, PASSED_NOT},
        {{"合计", "张三", "330482199003079978", ""}, PASSED_NOT},
        {{"", "总计划", "330482199003079978", ""}, PASSED_NOT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cell cells[4];
        struct row row = make_row(cells, rows[i].texts, 4);
        const char *fields[4];
        for (int j = 0; j < 4; j++)
            fields[j] = *rows[i].texts[j] && *rows[i].texts[j] != '#' ? rows[i].texts[j] : NULL;
        assert_int_equal(row_passed(&row, fields[1], fields[2], fields[3]), rows[i].passed);
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
