#include "unit.h"

#include "grid.h"
#include "roster/columns.h"

static struct headers headers;
static struct mapping mapping;
static struct tables tables;

static int set_up(void **state)
{
    (void)state;
    headers_init(&headers);
    mapping = (struct mapping){0};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    tables_release(&tables);
    mapping_release(&mapping);
    headers_release(&headers);
    return 0;
}

static bool reads(const char *top, const char *bottom)
{
    struct naming naming = {&headers, &mapping, "恒信.xlsx"};
    struct grid_row grid = {0};
    struct titles lines[2] = {0};
    titles_read(&lines[1], grid_row(&grid, 2, bottom));
    if (top)
        titles_read(&lines[0], grid_row(&grid, 1, top));
    tables_release(&tables);
    bool is_header = tables_read(&tables, &naming, top ? &lines[0] : NULL, &lines[1]);
    titles_release(&lines[0]);
    titles_release(&lines[1]);
    return is_header;
}

static void finds_columns_by_the_names_agencies_use(void **state)
{
    (void)state;
    assert_true(reads(NULL, "序号|* 姓 名：|身份证号(必填)|手机号码|备注|备注||民族"));
    const struct columns *columns = &tables.items[0];
    assert_int_equal(columns->where[FIELD_NAME], 2);
    assert_int_equal(columns->where[FIELD_NUMBER], 3);
    assert_int_equal(columns->where[FIELD_PHONE], 4);
    assert_int_equal(columns->fields[0], FIELD_SILENT);
    assert_int_equal(columns->fields[4], FIELD_EXTRA);
    assert_int_equal(columns->fields[7], FIELD_PRIVATE);
    assert_string_equal(columns->titles[4], "备注");
    assert_string_equal(columns->titles[5], "备注 2");
    assert_string_equal(columns->titles[6], "column 7");
    assert_false(reads(NULL, "恒信劳务11月名单|姓名|性别"));
}

static void nobody_elses_phone_is_taken(void **state)
{
    (void)state;
    assert_true(reads(NULL, "姓名|身份证号|紧急联系人电话|领队电话|工号|证件有效期"));
    assert_int_equal(tables.items[0].where[FIELD_PHONE], 0);
    assert_true(reads("姓名|身份证号|紧急联系人|", "||姓名|电话"));
    assert_int_equal(tables.items[0].where[FIELD_NAME], 1);
    assert_int_equal(tables.items[0].where[FIELD_PHONE], 0);
    assert_string_equal(tables.items[0].titles[3], "紧急联系人 电话");
}

static void two_rows_are_one_header(void **state)
{
    (void)state;
    assert_true(reads("姓名|证件信息||联系|", "|类型|号码|电话|紧急电话"));
    const struct columns *columns = &tables.items[0];
    assert_int_equal(columns->where[FIELD_NAME], 1);
    assert_int_equal(columns->where[FIELD_TYPE], 2);
    assert_int_equal(columns->where[FIELD_NUMBER], 3);
    assert_int_equal(columns->where[FIELD_PHONE], 4);
    assert_string_equal(columns->titles[2], "证件信息 号码");
    assert_string_equal(columns->titles[3], "电话");
    assert_string_equal(columns->titles[4], "紧急电话");
    assert_true(reads("姓|身份|联系", "名|证号|电话"));
    assert_int_equal(tables.items[0].where[FIELD_NUMBER], 2);
}

static void the_users_word_counts_before_the_title(void **state)
{
    (void)state;
    assert_false(reads(NULL, "称呼|证件|手机号"));
    mapping_add(&mapping, FIELD_NAME, "称呼", NULL, true);
    mapping_add(&mapping, FIELD_PHONE, "备用", NULL, true);
    mapping_add(&mapping, FIELD_NUMBER, "B", NULL, true);
    assert_true(reads(NULL, "称呼|证件|手机号|备用"));
    const struct columns *columns = &tables.items[0];
    assert_int_equal(columns->where[FIELD_NAME], 1);
    assert_int_equal(columns->where[FIELD_NUMBER], 2);
    assert_int_equal(columns->where[FIELD_PHONE], 4);
    assert_int_equal(columns->fields[2], FIELD_EXTRA);
    assert_true(columns->mapped[FIELD_NUMBER]);
    assert_false(reads(NULL, "张三|330482199003079978|13800138000|"));
}

static void tables_side_by_side_have_people_each(void **state)
{
    (void)state;
    assert_true(reads(NULL, "序号|姓名|身份证号||序号|姓名|身份证号"));
    assert_int_equal(tables.count, 2);
    assert_int_equal(tables.items[1].first, 4);
    assert_int_equal(tables.items[1].where[FIELD_NUMBER], 3);
    assert_int_equal(columns_place(&tables.items[1], FIELD_NUMBER), 7);
    struct grid_row grid;
    struct row *row = grid_row(&grid, 3, "1|张三|A||2|李四|B|C");
    struct row part = columns_part(&tables.items[0], row);
    assert_int_equal(part.count, 4);
    part = columns_part(&tables.items[1], row);
    assert_int_equal(part.count, 4); // a cell beyond the header belongs to somebody, too
    assert_string_equal(part.cells[1].text, "李四");
    part = columns_part(&tables.items[1], grid_row(&grid, 3, "1|张三"));
    assert_int_equal(part.count, 0);
    assert_true(reads(NULL, "姓名|身份证号|手机号|姓名|电话|关系"));
    assert_int_equal(tables.count, 1);
}

static void a_second_number_does_not_travel(void **state)
{
    (void)state;
    assert_true(reads(NULL, "姓名|身份证号|护照号"));
    assert_int_equal(tables.items[0].fields[2], FIELD_PRIVATE);
    assert_int_equal(tables.items[0].spare, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(finds_columns_by_the_names_agencies_use, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nobody_elses_phone_is_taken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(two_rows_are_one_header, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_users_word_counts_before_the_title, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tables_side_by_side_have_people_each, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_second_number_does_not_travel, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
