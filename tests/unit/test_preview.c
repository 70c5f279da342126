#include "unit.h"

#include "grid.h"
#include "roster/preview.h"
#include <stdio.h>

static struct headers headers;
static struct mapping mapping;
static struct preview preview;

static int set_up(void **state)
{
    (void)state;
    headers_init(&headers);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    preview_release(&preview);
    headers_release(&headers);
    return 0;
}

/* Shows a sheet with this header and this row. */
static void show(const char *titles, const char *row)
{
    struct naming naming = {&headers, &mapping, "a.csv"};
    struct grid_row grid = {0};
    struct header header = {0};
    struct tables tables = {0};
    header_look(&header, &naming, grid_row(&grid, 3, titles), &tables);
    preview_release(&preview);
    preview = (struct preview){0};
    preview_row(&preview, grid_row(&grid, 4, row));
    assert_true(header_end(&header, &naming, &tables));
    preview_sheet(&preview, "名单", &header, &tables, &headers);
    tables_release(&tables);
    header_release(&header);
}

static void shows(const char *text)
{
    if (!strstr(preview.text.data, text))
        fail_msg("no \"%s\" in:\n%s", text, preview.text.data);
}

static void columns_stand_below_each_other_whatever_they_are_written_in(void **state)
{
    (void)state;
    show("姓名|ID|班次", "张三|E12345678|夜班");
    assert_string_equal(preview.text.data,
        "sheet 名单: header in row 3\n"
        "  column  title  taken as                     row 4\n"
        "  A       姓名   name (name)                  张*\n"
        "  B       ID     document number (id)         *****5678\n"
        "  C       班次   travels under its own title  夜班\n");
}

static void whatever_tells_who_it_is_is_masked(void **state)
{
    (void)state;
    static const struct {
        const char *title, *text, *shown;
    } cells[] = {
        {"手机号", "13800138000", " *******8000\n"},
        {"手机号", "12345", " *****\n"},
        {"出生日期", "1990-03-07", " 1990******\n"},
        {"备注", "卡号6222020200112233445", " 卡号***************3445\n"},
        {"备注", "B12栋", " B12栋\n"},
        {"紧急联系人", "王五", " 王*\n"},
        {"领队", "王五", " 王*\n"},
        {"民族", "汉", "left out: nobody needs it here\n"},
        {"序号", "36", "left out\n"},
    };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        char titles[128], row[128];
        snprintf(titles, sizeof titles, "姓名|身份证号|%s", cells[i].title);
        snprintf(row, sizeof row, "阿依古丽·买买提|330482199003079978|%s", cells[i].text);
        show(titles, row);
        shows(" 阿*******\n");
        shows(" **************9978\n");
        shows(cells[i].shown);
    }
}

static void a_long_or_hostile_cell_stays_in_its_column(void **state)
{
    (void)state;
    show("姓名|身份证号|备注", "张三|E12345678|一二三四五六七八九十一二三四五六七八九十");
    shows(" 一二三四五六七八九十一…\n");
    show("姓名|身份证号|备注", "张三|E12345678|\x1b[2Jx");
    shows(" [2Jx\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_stand_below_each_other_whatever_they_are_written_in),
        cmocka_unit_test(whatever_tells_who_it_is_is_masked),
        cmocka_unit_test(a_long_or_hostile_cell_stays_in_its_column),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
