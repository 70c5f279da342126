#include "unit.h"

#include "grid.h"
#include "roster/header.h"

/* Where the header of a sheet is found: `step` for its last row, which is the number `row`. */
struct sheet_case {
    const char *rows[6];
    int row; // from 1; 0: nowhere
    enum header_step step;
    long header; // header_row
    size_t above;
};

static struct headers headers;
static struct mapping mapping;

static int set_up(void **state)
{
    (void)state;
    headers_init(&headers);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    headers_release(&headers);
    mapping_release(&mapping);
    return 0;
}

static void finds(const struct sheet_case *sheet)
{
    struct naming naming = {&headers, &mapping, "a.csv"};
    struct header header = {0};
    struct tables tables = {0};
    struct grid_row grid = {0};
    enum header_step step = HEADER_NONE;
    int row = 0;
    while (step == HEADER_NONE && row < 6 && sheet->rows[row]) {
        step = header_look(&header, &naming, grid_row(&grid, row + 1, sheet->rows[row]), &tables);
        row++;
    }
    assert_int_equal(step, sheet->step);
    assert_int_equal(step == HEADER_NONE ? 0 : row, sheet->row);
    bool found = header_end(&header, &naming, &tables);
    assert_int_equal(found, sheet->step != HEADER_NONE || sheet->header);
    if (found)
        assert_int_equal(header_row(&header), sheet->header);
    assert_int_equal(header.above, sheet->above);
    tables_release(&tables);
    header_release(&header);
}

static void finds_the_header_below_titles(void **state)
{
    (void)state;
    static const struct sheet_case sheets[] = {
        {{"恒信劳务名单", "姓名|身份证号", "张三|E12345678"}, 3, HEADER_ABOVE, 2, 1},
        {{"姓名|身份证号"}, 0, HEADER_NONE, 1, 0}, // and nobody below it
        {{"姓名|身份证号", "|E12345678"}, 2, HEADER_ABOVE, 1, 0},
        {{"姓名|身份证号|备注", "||夜班"}, 2, HEADER_ABOVE, 1, 0},
        {{"姓名|身份证号|电话", "必填|(18位)|选填", "张三|E12345678|"}, 2, HEADER_READ, 1, 0},
        {{"张三|330482199003079978", "李四|330482199003079994"}, 0, HEADER_NONE, 0, 2},
    };
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
        finds(&sheets[i]);
}

static void finds_a_header_of_two_rows(void **state)
{
    (void)state;
    static const struct sheet_case sheets[] = {
        {{"名单", "姓名|证件信息|", "|类型|号码", "张三|护照|E12345678"}, 3, HEADER_READ, 3, 1},
        {{"姓名|身份证号|紧急联系人|", "||姓名|电话"}, 2, HEADER_READ, 2, 0},
        {{"紧急联系人||本人|", "姓名|电话|姓名|身份证号"}, 2, HEADER_READ, 2, 0},
        {{"单位:恒信|日期", "姓名|身份证号", "张三|E12345678"}, 3, HEADER_ABOVE, 2, 1},
        {{"姓|身份|联系", "名|证号|电话"}, 2, HEADER_READ, 2, 0},
        {{"人员信息|||", "姓名|身份证号|电话|班次", "张三|E1234567||"}, 3, HEADER_ABOVE, 2, 1},
    };
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
        finds(&sheets[i]);
}

static void letters_suffice_where_there_is_no_header(void **state)
{
    (void)state;
    static const struct sheet_case sheets[] = {
        {{"张三|330482199003079978"}, 1, HEADER_ABOVE, 0, 0},
        {{"恒信劳务 11月11日", "张三|330482199003079978"}, 2, HEADER_ABOVE, 0, 1},
        {{"人|证", "张三|330482199003079978"}, 2, HEADER_ABOVE, 1, 0},
        {{"姓名|证", "张三|330482199003079978"}, 2, HEADER_ABOVE, 1, 0},
    };
    mapping_add(&mapping, FIELD_NAME, "A", NULL, true);
    mapping_add(&mapping, FIELD_NUMBER, "B", NULL, true);
    struct naming naming = {&headers, &mapping, "a.csv"};
    struct grid_row grid = {0};
    struct header header = {0};
    struct tables tables = {0};
    assert_int_equal(header_look(&header, &naming, grid_row(&grid, 1, sheets[0].rows[0]), &tables),
        HEADER_ABOVE);
    assert_int_equal(tables.items[0].where[FIELD_NUMBER], 2);
    assert_string_equal(tables.items[0].titles[0], "column 1");
    tables_release(&tables);
    header_release(&header);
    for (size_t i = 1; i < sizeof sheets / sizeof *sheets; i++)
        finds(&sheets[i]);
}

static void knows_the_header_when_it_comes_again(void **state)
{
    (void)state;
    struct naming naming = {&headers, &mapping, "a.csv"};
    struct header header = {0};
    struct tables tables = {0};
    struct grid_row grid = {0};
    header_look(&header, &naming, grid_row(&grid, 1, "姓名|证件信息|"), &tables);
    header_look(&header, &naming, grid_row(&grid, 2, "|类型|号码"), &tables);
    assert_true(header_again(&header, &naming, grid_row(&grid, 9, "姓名|证件信息|"), &tables));
    assert_true(header_again(&header, &naming, grid_row(&grid, 10, "|类型|号码"), &tables));
    assert_int_equal(tables.items[0].where[FIELD_NUMBER], 3);
    assert_false(header_again(&header, &naming, grid_row(&grid, 11, "张三||"), &tables));
    assert_true(header_again(&header, &naming, grid_row(&grid, 20, "证件号码|姓名"), &tables));
    assert_int_equal(tables.items[0].where[FIELD_NUMBER], 1);
    assert_int_equal(header_row(&header), 20);
    tables_release(&tables);
    header_release(&header);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_header_below_titles),
        cmocka_unit_test(finds_a_header_of_two_rows),
        cmocka_unit_test(knows_the_header_when_it_comes_again),
        cmocka_unit_test(letters_suffice_where_there_is_no_header),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
