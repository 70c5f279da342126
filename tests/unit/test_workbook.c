#include "unit.h"

#include "base/err.h"
#include "sheet.h"
#include "table/workbook.h"
#include "table/xlsx.h"
#include <unistd.h>
#include <zip.h>

/* What the reader of workbooks sees in `bytes`. */
static void read_back(const struct buf *bytes, struct seen *seen)
{
    struct table_sink sink = seen_sink(seen);
    struct err err = {0};
    if (xlsx_read(bytes->data, bytes->len, "made.xlsx", &sink, &err))
        fail_msg("%s: %s", err.code, err.text);
}

static struct workbook open_book(void)
{
    struct workbook book;
    struct err err = {0};
    if (workbook_open(&book, &err))
        fail_msg("%s", err.text);
    return book;
}

static void every_cell_is_text(void **state)
{
    (void)state;
    struct workbook book = open_book();
    struct err err = {0};
    struct buf bytes = {0};
    assert_int_equal(workbook_sheet(&book, "名单", &err), 0);
    workbook_width(&book, 2, 22);
    assert_int_equal(workbook_cell(&book, 1, "姓名", WORKBOOK_TITLE, &err), 0);
    assert_int_equal(workbook_cell(&book, 2, "身份证号", WORKBOOK_TITLE, &err), 0);
    workbook_next(&book);
    workbook_next(&book);
    workbook_cell(&book, 1, "张三", WORKBOOK_PLAIN, &err);
    workbook_cell(&book, 2, "330482199003079978", WORKBOOK_FAULT, &err);
    workbook_cell(&book, 3, "", WORKBOOK_FAULT, &err);
    workbook_cell(&book, 4, "=1+1", WORKBOOK_ADVICE, &err);
    assert_int_equal(workbook_finish(&book, &bytes, &err), 0);
    struct seen seen = {0};
    read_back(&bytes, &seen);
    assert_string_equal(
        buf_text(&seen.rows), "[名单]\n1: 姓名|身份证号\n3: 张三|330482199003079978||=1+1\n");
    seen_release(&seen);
    buf_release(&bytes);
}

/* The part `name` of the workbook in `bytes`. */
static void read_part(const struct buf *bytes, const char *name, struct buf *text)
{
    zip_source_t *source = zip_source_buffer_create(bytes->data, bytes->len, 0, NULL);
    zip_t *zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
    assert_non_null(zip);
    zip_stat_t stat;
    assert_int_equal(zip_stat(zip, name, 0, &stat), 0);
    zip_file_t *file = zip_fopen(zip, name, 0);
    buf_reserve(text, stat.size);
    assert_int_equal(zip_fread(file, text->data, stat.size), stat.size);
    text->len = stat.size;
    text->data[text->len] = '\0';
    zip_fclose(file);
    zip_discard(zip);
}

static void each_column_has_one_width_and_takes_text(void **state)
{
    (void)state;
    struct workbook book = open_book();
    struct err err = {0};
    struct buf bytes = {0}, sheet = {0}, styles = {0};
    workbook_sheet(&book, "S", &err);
    workbook_width(&book, 2, 20);
    workbook_width(&book, 3, 30);
    workbook_cell(&book, 5, "x", WORKBOOK_PLAIN, &err);
    assert_int_equal(workbook_finish(&book, &bytes, &err), 0);
    read_part(&bytes, "xl/worksheets/sheet1.xml", &sheet);
    read_part(&bytes, "xl/styles.xml", &styles);
    assert_non_null(strstr(sheet.data, "<cols><col min=\"1\" max=\"1\""));
    assert_non_null(
        strstr(sheet.data, "<col min=\"2\" max=\"2\" width=\"20.7109375\" style=\"1\""));
    assert_non_null(
        strstr(sheet.data, "<col min=\"3\" max=\"3\" width=\"30.7109375\" style=\"1\""));
    assert_non_null(strstr(sheet.data, "<col min=\"4\" max=\"5\" width=\"9.140625\" style=\"1\""));
    const char *plain = strstr(strstr(styles.data, "<cellXfs"), "/><xf "); // style 1, after 0
    assert_int_equal(strncmp(plain, "/><xf numFmtId=\"49\"", 18), 0);
    buf_release(&styles);
    buf_release(&sheet);
    buf_release(&bytes);
}

static void wrapped_lines_have_room(void **state)
{
    (void)state;
    struct workbook book = open_book();
    struct err err = {0};
    struct buf bytes = {0}, sheet = {0};
    workbook_sheet(&book, "S", &err);
    for (int lines = 1; lines <= 3; lines += 2) {
        workbook_height(&book, lines);
        workbook_cell(&book, 1, "x", WORKBOOK_ADVICE, &err);
        workbook_next(&book);
    }
    assert_int_equal(workbook_finish(&book, &bytes, &err), 0);
    read_part(&bytes, "xl/worksheets/sheet1.xml", &sheet);
    assert_non_null(strstr(sheet.data, "<row r=\"1\"><c "));
    assert_non_null(strstr(sheet.data, "<row r=\"2\" ht=\"45\" customHeight=\"1\"><c "));
    buf_release(&sheet);
    buf_release(&bytes);
}

static void odd_characters_come_back_as_they_were(void **state)
{
    (void)state;
    static const char *const texts[] = {" two  spaces ", "a<b>&\"c\"", "line\nline\ttab", "_x0041_",
        "_x005F_", "\x01\x1f", "𠮷\xEF\xBF\xBD", "_x", "_x004", "'", "__x000D__"};
    struct workbook book = open_book();
    struct err err = {0};
    struct buf bytes = {0}, expected = {0};
    workbook_sheet(&book, "S", &err);
    buf_add_text(&expected, "[S]\n1: ");
    for (int i = 0; i < (int)(sizeof texts / sizeof *texts); i++) {
        assert_int_equal(workbook_cell(&book, i + 1, texts[i], WORKBOOK_PLAIN, &err), 0);
        buf_printf(&expected, "%s%s", i ? "|" : "", texts[i]);
    }
    buf_add_char(&expected, '\n');
    assert_int_equal(workbook_finish(&book, &bytes, &err), 0);
    struct seen seen = {0};
    read_back(&bytes, &seen);
    assert_string_equal(buf_text(&seen.rows), expected.data);
    seen_release(&seen);
    buf_release(&expected);
    buf_release(&bytes);
}

static void noncharacters_are_replaced(void **state)
{
    (void)state;
    struct workbook book = open_book();
    struct err err = {0};
    struct buf bytes = {0};
    workbook_sheet(&book, "S", &err);
    workbook_cell(&book, 1, "a\xEF\xBF\xBE\xEF\xBF\xBF", WORKBOOK_PLAIN, &err);
    assert_int_equal(workbook_finish(&book, &bytes, &err), 0);
    struct seen seen = {0};
    read_back(&bytes, &seen);
    assert_string_equal(buf_text(&seen.rows), "[S]\n1: a\xEF\xBF\xBD\xEF\xBF\xBD\n");
    seen_release(&seen);
    buf_release(&bytes);
}

static void names_of_sheets_are_those_that_excel_takes(void **state)
{
    (void)state;
    static const char *const names[] = {"恒信", "恒信", "a/b[1]:*?\\", "'", "", "",
        "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二",
        "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一三"};
    struct workbook book = open_book();
    struct err err = {0};
    struct buf bytes = {0};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_int_equal(workbook_sheet(&book, names[i], &err), 0);
        workbook_cell(&book, 1, "x", WORKBOOK_PLAIN, &err);
    }
    assert_int_equal(workbook_finish(&book, &bytes, &err), 0);
    struct seen seen = {0};
    read_back(&bytes, &seen);
    assert_string_equal(buf_text(&seen.rows),
        "[恒信]\n1: x\n[恒信 (2)]\n1: x\n[a b 1     ]\n1: x\n[ ]\n1: x\n[Sheet]\n1: x\n"
        "[Sheet (2)]\n1: x\n"
        "[一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一]\n1: x\n"
        "[一二三四五六七八九十一二三四五六七八九十一二三四五六七 (2)]\n1: x\n");
    seen_release(&seen);
    buf_release(&bytes);
}

static void text_is_cut_where_excel_would(void **state)
{
    (void)state;
    struct buf text = {0}, bytes = {0};
    for (int i = 0; i < 20000; i++)
        buf_add_text(&text, "𠮷"); // two UTF-16 units
    struct workbook book = open_book();
    struct err err = {0};
    workbook_sheet(&book, "S", &err);
    assert_int_equal(workbook_cell(&book, 1, text.data, WORKBOOK_PLAIN, &err), 0);
    assert_int_equal(workbook_finish(&book, &bytes, &err), 0);
    struct seen seen = {0};
    read_back(&bytes, &seen);
    assert_int_equal(strlen(seen.rows.data), strlen("[S]\n1: \n") + 4 * (32767 / 2));
    seen_release(&seen);
    buf_release(&text);
    buf_release(&bytes);
}

static void what_a_sheet_cannot_hold_is_refused(void **state)
{
    (void)state;
    struct workbook book = open_book();
    struct err err = {0};
    workbook_sheet(&book, "S", &err);
    assert_int_equal(workbook_cell(&book, 16384, "x", WORKBOOK_PLAIN, &err), 0);
    assert_int_equal(workbook_cell(&book, 16385, "x", WORKBOOK_PLAIN, &err), -1);
    assert_string_equal(err.code, "workbook.size");
    assert_int_equal(err.status, STATUS_CREATE);
    book.row = 1048576;
    assert_int_equal(workbook_cell(&book, 1, "x", WORKBOOK_PLAIN, &err), -1);
    workbook_release(&book);
    workbook_release(&book);
}

static void make_one(struct buf *bytes)
{
    struct workbook book = open_book();
    struct err err = {0};
    workbook_sheet(&book, "S", &err);
    workbook_cell(&book, 1, "张三", WORKBOOK_FAULT, &err);
    assert_int_equal(workbook_finish(&book, bytes, &err), 0);
}

static void the_same_cells_give_the_same_bytes(void **state)
{
    (void)state;
    struct buf one = {0}, other = {0};
    make_one(&one);
    usleep(2100000); // ZIP archives and properties count in seconds, or two
    make_one(&other);
    assert_int_equal(one.len, other.len);
    assert_memory_equal(one.data, other.data, one.len);
    buf_release(&one);
    buf_release(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_is_text),
        cmocka_unit_test(each_column_has_one_width_and_takes_text),
        cmocka_unit_test(wrapped_lines_have_room),
        cmocka_unit_test(odd_characters_come_back_as_they_were),
        cmocka_unit_test(noncharacters_are_replaced),
        cmocka_unit_test(names_of_sheets_are_those_that_excel_takes),
        cmocka_unit_test(text_is_cut_where_excel_would),
        cmocka_unit_test(what_a_sheet_cannot_hold_is_refused),
        cmocka_unit_test(the_same_cells_give_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
