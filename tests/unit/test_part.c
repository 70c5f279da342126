#include "unit.h"

#include "archive.h"
#include "table/xlsx.h"
#include <string.h>

static void an_archive_with_a_password_says_so(void **state)
{
    (void)state;
    fresh_path();
    zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    zip_source_t *source = zip_source_buffer(zip, WORKBOOK, strlen(WORKBOOK), 0);
    zip_int64_t index = zip_file_add(zip, "xl/workbook.xml", source, 0);
    assert_int_equal(
        zip_file_set_encryption(zip, (zip_uint64_t)index, ZIP_EM_AES_256, "secret"), 0);
    assert_int_equal(zip_close(zip), 0);
    struct seen seen = {0};
    struct err err = {0};
    assert_int_equal(read_back(&seen, &err), -1);
    assert_string_equal(err.code, "xlsx.password");
    seen_release(&seen);
}

static void sheets_that_are_wrong_are_refused_with_their_place(void **state)
{
    (void)state;
    static const struct {
        const char *sheet, *code;
        long row;
        int column;
    } cases[] = {
        {"<worksheet><sheetData><row r=\"2\"><c>", "xlsx.xml", 2, 0},
        {"not XML", "xlsx.xml", 0, 0},
        {"<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet/>", "xlsx.doctype", 0, 0},
        {"<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
         "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]><worksheet>&c;</worksheet>",
            "xlsx.doctype", 0, 0},
        {SHEET("<row r=\"7\"><c r=\"B7\" t=\"s\"><v>2</v></c></row>"), "xlsx.string", 7, 2},
        {SHEET("<row r=\"7\"><c t=\"s\"><v>-1</v></c></row>"), "xlsx.string", 7, 1},
        {SHEET("<row r=\"7\"><c r=\"XFE7\"><v>2</v></c></row>"), "xlsx.reference", 7, 1},
        {SHEET("<row r=\"7\"><c r=\"7\"><v>2</v></c></row>"), "xlsx.reference", 7, 1},
        {SHEET("<row r=\"0\"/>"), "xlsx.reference", 0, 1},
        {SHEET("<row r=\"99999999999999999999\"/>"), "xlsx.reference", 0, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct seen seen = {0};
        struct err err = {0};
        write_sheet(cases[i].sheet, 0);
        if (!read_back(&seen, &err) || strcmp(err.code, cases[i].code))
            fail_msg("case %zu: %s", i, err.code);
        assert_string_equal(err.place.sheet, "S");
        assert_int_equal(err.place.line, cases[i].row);
        assert_int_equal(err.place.column, cases[i].column);
        assert_int_equal(err.status, STATUS_INPUT);
        seen_release(&seen);
    }
}

static int pass_row(void *context, const struct row *row, struct err *err)
{
    (void)context, (void)row, (void)err;
    return 0;
}

/* `head`, then `unit` until `size` bytes are there, then `tail`: what a hostile file unpacks to. */
static void files_that_would_grow_without_bound_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *head, *unit;
        size_t size;
        const char *tail, *code;
    } cases[] = {
        {HEAD "<worksheet><sheetData>", " ", 200 << 20, "", "xlsx.size"},
        {HEAD, " ", 64 << 20, "", "xlsx.size"},
        {HEAD "<worksheet a=\"", "x", 30 << 20, "", "xlsx.size"},
        {HEAD "<worksheet>", "<a>", 1 << 16, "", "xlsx.xml"},
        {HEAD "<worksheet><sheetData><row><c t=\"str\"><v>", "x", 2 << 20,
            "</v></c></row></sheetData></worksheet>", "xlsx.cell"},
        {HEAD "<worksheet><sheetData><row>", "<c><v>1</v></c>", 1 << 20, "", "xlsx.columns"},
        {HEAD "<worksheet><sheetData>", "<row><c r=\"XFD1\"><v>1</v></c></row>", 1 << 20, "",
            "xlsx.rows"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf sheet = {0}, units = {0};
        struct err err = {0};
        while (units.len < 1 << 12)
            buf_add_text(&units, cases[i].unit);
        buf_add_text(&sheet, cases[i].head);
        while (sheet.len < cases[i].size)
            buf_add(&sheet, units.data, units.len);
        buf_release(&units);
        buf_add_text(&sheet, cases[i].tail);
        write_sheet(sheet.data, sheet.len);
        buf_release(&sheet);
        const struct table_sink sink = {.row = pass_row};
        if (!table_read(path, NULL, &sink, &err) || strcmp(err.code, cases[i].code))
            fail_msg("case %zu: %s", i, err.code);
        unlink(path);
    }
}

/* Each part stays below what is looked at, as those do that share their packed bytes. */
static void parts_that_grow_together_are_refused(void **state)
{
    (void)state;
    struct buf strings = {0};
    struct err err = {0};
    buf_add_text(&strings, HEAD "<sst>");
    while (strings.len < 30 << 20)
        buf_add_text(&strings, "                                                              ");
    buf_add_text(&strings, "</sst>");
    const struct part parts[PARTS] = {
        {"xl/workbook.xml", WORKBOOK, 0},
        {"xl/_rels/workbook.xml.rels", RELS("sharedStrings.xml"), 0},
        {"xl/sharedStrings.xml", strings.data, strings.len},
    };
    write_archive(parts);
    buf_release(&strings);
    const struct table_sink sink = {.row = pass_row};
    assert_int_equal(table_read(path, NULL, &sink, &err), -1);
    assert_string_equal(err.code, "xlsx.size");
    unlink(path);
}

static void a_directory_without_end_is_not_read(void **state)
{
    (void)state;
    static const char archive[] = "PK\3\4.......................... PK\5\6\0\0\0\0\1\0\1\0";
    struct buf bytes = {0};
    struct err err = {0};
    buf_add(&bytes, archive, sizeof archive - 1);
    buf_add(&bytes, "\0\0\0\1\0\0\0\0\0\0", 10); // 16 MiB
    const struct table_sink sink = {.row = pass_row};
    assert_int_equal(xlsx_read(bytes.data, bytes.len, "a.xlsx", &sink, &err), -1);
    assert_string_equal(err.code, "xlsx.size");
    buf_release(&bytes);
}

static void a_cut_or_changed_file_is_refused(void **state)
{
    (void)state;
    write_sheet(SHEET("<row><c><v>1</v></c></row>"), 0);
    struct buf whole = {0};
    FILE *file = fopen(path, "r");
    for (int c; (c = getc(file)) != EOF;)
        buf_add_char(&whole, (char)c);
    fclose(file);
    unlink(path);
    for (size_t len = 4; len < whole.len; len += 13) {
        struct seen seen = {0};
        struct err err = {0};
        fresh_path();
        file = fopen(path, "w");
        fwrite(whole.data, 1, len, file);
        fclose(file);
        assert_int_equal(read_back(&seen, &err), -1);
        assert_string_equal(err.code, "xlsx.zip");
        assert_string_equal(err.place.file, path);
        seen_release(&seen);
    }
    for (size_t at = 4; at < whole.len; at++) { // anything but a crash
        struct seen seen = {0};
        struct err err = {0};
        fresh_path();
        file = fopen(path, "w");
        whole.data[at] ^= 0x55;
        fwrite(whole.data, 1, whole.len, file);
        whole.data[at] ^= 0x55;
        fclose(file);
        if (read_back(&seen, &err))
            assert_int_equal(err.status, STATUS_INPUT);
        else
            assert_non_null(strstr(buf_text(&seen.rows), "#1\n"));
        seen_release(&seen);
    }
    buf_release(&whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_archive_with_a_password_says_so),
        cmocka_unit_test(sheets_that_are_wrong_are_refused_with_their_place),
        cmocka_unit_test(files_that_would_grow_without_bound_are_refused),
        cmocka_unit_test(parts_that_grow_together_are_refused),
        cmocka_unit_test(a_directory_without_end_is_not_read),
        cmocka_unit_test(a_cut_or_changed_file_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
