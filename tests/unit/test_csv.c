#include "unit.h"

#include "sheet.h"
#include "table/csv.h"
#include <stdlib.h>

static int read_text(const char *text, struct seen *seen, struct err *err)
{
    char *copy = strdup(text);
    struct table_sink sink = seen_sink(seen);
    int result = csv_read(copy, strlen(copy), "a.csv", &sink, err);
    free(copy);
    return result;
}

static void rows_and_the_lines_they_start_on(void **state)
{
    (void)state;
    static const struct {
        const char *what, *text, *rows;
    } cases[] = {
        {"plain", "a,b\n1,2\n", "1: a|b\n2: 1|2\n"},
        {"no line end at the end", "a,b\n1,2", "1: a|b\n2: 1|2\n"},
        {"line ends mixed", "a,b\r\n1,2\r3,4\n5,6", "1: a|b\n2: 1|2\n3: 3|4\n4: 5|6\n"},
        {"empty cells", "a,,\n,,c\n", "1: a||\n2: ||c\n"},
        {"spaces stay", " a , b\n", "1:  a | b\n"},
        {"blank rows are passed over, lines still count", "a,b\n\n , \xE3\x80\x80\n\r\n1,2\n",
            "1: a|b\n5: 1|2\n"},
        {"quotes", "\"a,b\",\"say \"\"hi\"\"\",\"\"\n", "1: a,b|say \"hi\"|\n"},
        {"line ends inside quotes", "\"x\ny\r\nz\",2\n3,4\n", "1: x\ny\r\nz|2\n4: 3|4\n"},
        {"a quote later in a cell is a character", "5\" pipe,b\n", "1: 5\" pipe|b\n"},
        {"spaces behind a quote", "\"a\" ,b\n", "1: a|b\n"},
        {"spaces in front of a quote", "\"a\", \"b,c\" ,  \"\"\n", "1: a|b,c|\n"},
        {"spaces in front of a cell with quotes in it", "a, \"b\" c, \"d\n",
            "1: a| \"b\" c| \"d\n"},
        {"a quoted cell at the very end", "a,\"b\"", "1: a|b\n"},
        {"Excel's text tricks", "=\"330482199003079978\",'13800138000,\"=\"\"0571\"\"\"\n",
            "1: 330482199003079978|13800138000|0571\n"},
        {"the mark as a Chinese keyboard types it", "‘13800138000,’0571,‘a‘\n",
            "1: 13800138000|0571|‘a‘\n"},
        {"what only looks like a trick", "'t Hooft,=\"a\"&\"b\",=\n",
            "1: 't Hooft|=\"a\"&\"b\"|=\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct seen seen = {0};
        struct err err = {0};
        if (read_text(cases[i].text, &seen, &err) || strcmp(buf_text(&seen.rows), cases[i].rows))
            fail_msg("%s: %s%s", cases[i].what, err.code, buf_text(&seen.rows));
        seen_release(&seen);
    }
}

static void separator_is_told_from_the_first_lines(void **state)
{
    (void)state;
    static const struct {
        const char *what, *text, *rows;
    } cases[] = {
        {"tab, with commas in an address", "名\t址\n张\tA,B,C\n李\tA,B,C\n",
            "1: 名|址\n2: 张|A,B,C\n3: 李|A,B,C\n"},
        {"semicolon", "名;号\n张;1,5\n", "1: 名|号\n2: 张|1,5\n"},
        {"comma below a title", "名单; 夜班\n名,号\n张,1\n李,2\n",
            "1: 名单; 夜班\n2: 名|号\n3: 张|1\n4: 李|2\n"},
        {"separators inside quotes do not count", "名,址\n张,\"a;b;c;d\"\n",
            "1: 名|址\n2: 张|a;b;c;d\n"},
        {"full-width comma when there is no other", "名，号\n张，1\n", "1: 名|号\n2: 张|1\n"},
        {"full-width comma as punctuation", "名,注\n张,早，中，晚\n",
            "1: 名|注\n2: 张|早，中，晚\n"},
        {"full-width comma once in a list of names", "名\n张\n李\n王，赵\n",
            "1: 名\n2: 张\n3: 李\n4: 王，赵\n"},
        {"both commas, typed as they came", "名，号，话\n张,1,2\n李，3,4\n王,5，6\n",
            "1: 名|号|话\n2: 张|1|2\n3: 李|3|4\n4: 王|5|6\n"},
        {"a header in full-width commas only", "名，号，话\n张,1,2\n李,3,4\n",
            "1: 名|号|话\n2: 张|1|2\n3: 李|3|4\n"},
        {"a title with a full-width comma", "名单，夜班\n名,号,话\n张,1,2\n",
            "1: 名单，夜班\n2: 名|号|话\n3: 张|1|2\n"},
        {"Excel's separator line", "sep=;\r\n名;号,码\r\n张;1\r\n", "2: 名|号,码\n3: 张|1\n"},
        {"one column", "名\n张\n", "1: 名\n2: 张\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct seen seen = {0};
        struct err err = {0};
        if (read_text(cases[i].text, &seen, &err) || strcmp(buf_text(&seen.rows), cases[i].rows))
            fail_msg("%s: %s%s", cases[i].what, err.code, buf_text(&seen.rows));
        seen_release(&seen);
    }
}

static void a_quote_that_would_swallow_rows_is_an_error_where_it_opens(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        long line;
        int column;
    } cases[] = {
        {"a,b\n1,\"2\n3,4\n", 2, 2},
        {"a,b\n\"1,2\n\"3\",4\n", 2, 1},
        {"\"x\ny\",\"1\n", 2, 2},
        {"a,\"b\"c\n", 1, 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct seen seen = {0};
        struct err err = {0};
        assert_int_equal(read_text(cases[i].text, &seen, &err), -1);
        assert_string_equal(err.code, "csv.quote");
        assert_int_equal(err.status, STATUS_INPUT);
        assert_string_equal(err.place.file, "a.csv");
        assert_int_equal(err.place.line, cases[i].line);
        assert_int_equal(err.place.column, cases[i].column);
        seen_release(&seen);
    }
}

static void limits_have_a_sentence(void **state)
{
    (void)state;
    static const struct {
        char fill;
        size_t count;
        const char *code;
    } cases[] = {
        {'x', TABLE_CELL_MAX, NULL},
        {'x', TABLE_CELL_MAX + 1, "csv.cell"},
        {',', TABLE_COLUMNS_MAX - 1, NULL},
        {',', TABLE_COLUMNS_MAX, "csv.columns"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf text = {0};
        struct seen seen = {0};
        struct err err = {0};
        buf_add_text(&text, "a,b\n");
        for (size_t n = 0; n < cases[i].count; n++)
            buf_add_char(&text, cases[i].fill);
        int result = read_text(text.data, &seen, &err);
        assert_int_equal(result, cases[i].code ? -1 : 0);
        if (cases[i].code)
            assert_string_equal(err.code, cases[i].code);
        seen_release(&seen);
        buf_release(&text);
    }
}

static int refuse_row(void *context, const struct row *row, struct err *err)
{
    (void)context;
    return row->number == 2 ? err_set(err, STATUS_INPUT, "mine", "mine") : 0;
}

static int same_cell(void *context, const struct row *row, struct err *err)
{
    (void)err;
    assert_int_equal(row->count, 2);
    assert_string_equal(row->cells[1].text, context);
    return 0;
}

static void a_cell_that_was_written_for_excel_is_read_back_the_same(void **state)
{
    (void)state;
    static const struct {
        const char *text, *written;
    } cells[] = {
        {"张三", "张三"},
        {"330482199203079980", "\"=\"\"330482199203079980\"\"\""},
        {"33048219900307997X", "\"=\"\"33048219900307997X\"\"\""},
        {"057312345678", "\"=\"\"057312345678\"\"\""},
        {"007", "\"=\"\"007\"\"\""},
        {"13800138000", "13800138000"},
        {"0", "0"},
        {"=SUM(A1:A9)", "'=SUM(A1:A9)"},
        {"+8613800138000", "'+8613800138000"},
        {"-", "'-"},
        {"@张三", "'@张三"},
        {"'=1", "''=1"},
        {"'张三", "'张三"},
        {"a, \"b\"", "\"a, \"\"b\"\"\""},
        {"=a,b", "\"'=a,b\""},
        {"两\r\n行", "\"两\r\n行\""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        struct buf csv = {0};
        csv_write_cell(&csv, cells[i].text);
        assert_string_equal(buf_text(&csv), cells[i].written);
        buf_clear(&csv);
        buf_add_text(&csv, "x,");
        csv_write_cell(&csv, cells[i].text);
        struct table_sink sink = {(void *)cells[i].text, NULL, same_cell, NULL};
        struct err err = {0};
        assert_int_equal(csv_read(csv.data, csv.len, "a.csv", &sink, &err), 0);
        buf_release(&csv);
    }
}

static void a_callback_stops_the_reading_with_its_own_error(void **state)
{
    (void)state;
    char text[] = "a\nb\n\"c";
    struct err err = {0};
    assert_int_equal(
        csv_read(text, strlen(text), "a.csv", &(struct table_sink){.row = refuse_row}, &err), -1);
    assert_string_equal(err.code, "mine");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_and_the_lines_they_start_on),
        cmocka_unit_test(separator_is_told_from_the_first_lines),
        cmocka_unit_test(a_quote_that_would_swallow_rows_is_an_error_where_it_opens),
        cmocka_unit_test(limits_have_a_sentence),
        cmocka_unit_test(a_cell_that_was_written_for_excel_is_read_back_the_same),
        cmocka_unit_test(a_callback_stops_the_reading_with_its_own_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
