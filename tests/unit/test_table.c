#include "scratch.h"

#include "sheet.h"
#include <stdlib.h>
#include <unistd.h>

/* Reads a file with these bytes; `rows` of `seen` is what came out of it. */
static int read_bytes(const char *bytes, size_t len, struct seen *seen, struct err *err)
{
    struct scratch file = scratch_file(bytes, len);
    struct table_sink sink = seen_sink(seen);
    int result = table_read(file.path, NULL, &sink, err);
    unlink(file.path);
    return result;
}

static void content_decides_what_a_file_is(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
        const char *code, *cure;
    } cases[] = {
        {"", 0, "table.empty", "send it again"},
        {"\xEF\xBB\xBF\r\n", 5, "table.empty", "send it again"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, "xls.damaged", "save it as .xlsx"},
        {"%PDF-1.7\n", 9, "table.kind", "as .xlsx"},
        {"\x89PNG\r\n\x1A\n", 8, "table.kind", "picture"},
        {"\xFF\xD8\xFF\xE0", 4, "table.kind", "picture"},
        {"GIF89a", 6, "table.kind", "picture"},
        {"BM\x10\0\0\0\0\0\0\0\x36\0\0\0", 14, "table.kind", "picture"},
        {"RIFF\0\0\0\0WEBPVP8 ", 16, "table.kind", "picture"},
        {"\0\0\0\x18"
         "ftypheic",
            12, "table.kind", "picture"},
        {"\0\0\0\x18"
         "ftypmp42",
            12, "table.kind", "video"},
        {"Rar!\x1A\x07\0", 7, "table.kind", "unpack"},
        {"7z\xBC\xAF\x27\x1C", 6, "table.kind", "unpack"},
        {"\x1F\x8B\x08\0", 4, "table.kind", "unpack"},
        {"{\\rtf1", 6, "table.kind", "Word text"},
        {"\x09\0\x04\0\x02\0", 6, "table.kind", "before 1995"},
        {"b\x14#e"
         "E-SafeNet",
            13, "table.kind", "decrypt"},
        {"[InternetShortcut]\r\nURL=https://docs.example/1", 46, "table.kind", "link"},
        {"MIME-Version: 1.0\r\n", 19, "table.kind", ".mht"},
        {"<?xml version=\"1.0\"?><Liste/>", 29, "table.kind", "no table"},
        {"<html><body>1</body></html>", 27, "html.table", "without a table"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct seen seen = {0};
        struct err err = {0};
        int result = read_bytes(cases[i].bytes, cases[i].len, &seen, &err);
        if (result != -1 || strcmp(err.code, cases[i].code))
            fail_msg("case %zu: %s", i, err.code);
        assert_non_null(strstr(err.text, cases[i].cure));
        assert_int_equal(err.status, STATUS_INPUT);
        assert_non_null(strstr(err.place.file, "muster_test"));
        seen_release(&seen);
    }
}

static void text_is_read_and_its_encoding_told(void **state)
{
    (void)state;
    struct seen seen = {0};
    struct err err = {0};
    static const char text[] = "\xD0\xD5\xC3\xFB,\xB5\xE7\xBB\xB0\n\xD5\xC5\xC8\xFD,1\n";
    assert_int_equal(read_bytes(text, sizeof text - 1, &seen, &err), 0);
    assert_string_equal(buf_text(&seen.rows), "1: 姓名|电话\n2: 张三|1\n");
    assert_non_null(strstr(buf_text(&seen.said), ": read as GB18030"));
    seen_release(&seen);
    assert_int_equal(read_bytes("<5,b\n", 5, &seen, &err), 0);
    assert_string_equal(buf_text(&seen.rows), "1: <5|b\n");
    assert_string_equal(buf_text(&seen.said), "");
    seen_release(&seen);
}

static void what_was_decided_about_columns_and_encoding_is_said(void **state)
{
    (void)state;
    struct seen seen = {0};
    struct err err = {0};
    assert_int_equal(read_bytes("名，号\n张，1\n", 18, &seen, &err), 0);
    assert_non_null(strstr(buf_text(&seen.said), "full-width comma"));
    seen_release(&seen);
    struct table_sink sink = seen_sink(&seen);
    struct scratch file = scratch_file("\xB4\xFA\xB8\xD5,1\n", 7);
    assert_int_equal(table_read(file.path, &(struct table_options){"BIG5"}, &sink, &err), 0);
    unlink(file.path);
    assert_string_equal(buf_text(&seen.rows), "1: 測試|1\n");
    assert_non_null(strstr(buf_text(&seen.said), ": read as BIG5"));
    seen_release(&seen);
}

static void dash_is_standard_input(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "a,b\n1,\"2", 8), 8);
    close(ends[1]);
    int kept = dup(STDIN_FILENO);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    struct seen seen = {0};
    struct err err = {0};
    struct table_sink sink = seen_sink(&seen);
    assert_int_equal(table_read("-", NULL, &sink, &err), -1);
    assert_string_equal(buf_text(&seen.rows), "1: a|b\n");
    assert_string_equal(err.place.file, "<stdin>");
    dup2(kept, STDIN_FILENO);
    close(kept);
    seen_release(&seen);
}

static void what_is_no_file_is_no_input(void **state)
{
    (void)state;
    static const struct {
        const char *path, *code;
    } cases[] = {{"/nowhere/a.xlsx", "file.open"}, {"/tmp", "file.folder"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct seen seen = {0};
        struct err err = {0};
        struct table_sink sink = seen_sink(&seen);
        assert_int_equal(table_read(cases[i].path, NULL, &sink, &err), -1);
        assert_int_equal(err.status, STATUS_NO_INPUT);
        assert_string_equal(err.code, cases[i].code);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(content_decides_what_a_file_is),
        cmocka_unit_test(text_is_read_and_its_encoding_told),
        cmocka_unit_test(what_was_decided_about_columns_and_encoding_is_said),
        cmocka_unit_test(dash_is_standard_input),
        cmocka_unit_test(what_is_no_file_is_no_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
