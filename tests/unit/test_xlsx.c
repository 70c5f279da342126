#include "unit.h"

#include "archive.h"
#include "table/styles.h"
#include <xlsxwriter.h>

static void workbooks_of_a_spreadsheet_program(void **state)
{
    (void)state;
    fresh_path();
    lxw_workbook *workbook = workbook_new(path);
    lxw_worksheet *first = workbook_add_worksheet(workbook, "名单");
    lxw_worksheet *second = workbook_add_worksheet(workbook, "汇总");
    worksheet_hide(second);
    worksheet_activate(first);
    lxw_format *bold = workbook_add_format(workbook), *date = workbook_add_format(workbook);
    format_set_bold(bold);
    format_set_num_format(date, "yyyy\"年\"m\"月\"d\"日\"");
    lxw_rich_string_tuple red = {bold, "欧阳"}, plain = {NULL, "娜娜"};
    lxw_rich_string_tuple *runs[] = {&red, &plain, NULL};
    worksheet_merge_range(first, 0, 0, 0, 3, "夜班名单", NULL);
    worksheet_write_rich_string(first, 2, 0, runs, NULL);
    worksheet_write_string(first, 2, 1, "330482199003079978", NULL);
    worksheet_write_number(first, 2, 2, 330482199003079978.0, NULL);
    worksheet_write_number(first, 2, 4, 13800138000.0, NULL);
    worksheet_write_number(first, 3, 0, 32939, date);
    worksheet_write_boolean(first, 3, 1, 1, NULL);
    worksheet_write_formula_str(first, 3, 2, "=A1&\"x\"", NULL, "formula");
    worksheet_write_string(first, 3, 3, " a<b>&\"c\"\n𠮷 ", NULL);
    worksheet_write_blank(first, 3, 9, bold);
    worksheet_write_string(second, 0, 0, "合计", NULL);
    assert_int_equal(workbook_close(workbook), 0);

    struct seen seen = {0};
    struct err err = {0};
    assert_int_equal(read_back(&seen, &err), 0);
    assert_string_equal(buf_text(&seen.rows),
        "[名单]\n1: 夜班名单\n"
        "3: 欧阳娜娜|330482199003079978|#3.3048219900308E+17||#13800138000\n"
        "4: @1990-03-07|?TRUE|formula| a<b>&\"c\"\n𠮷 \n"
        "[汇总]\n1: 合计\n");
    seen_release(&seen);
}

static void cells_of_every_kind(void **state)
{
    (void)state;
    static const struct {
        const char *what, *sheet, *rows;
    } cases[] = {
        {"types",
            SHEET("<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"C3\" t=\"str\"><f>X</f>"
                  "<v>y</v></c><c r=\"D3\" t=\"b\"><v>0</v></c><c r=\"E3\" t=\"e\">"
                  "<v>#N/A</v></c><c r=\"F3\"><v>1.50</v></c></row>"),
            "3: 二||y|?FALSE|!#N/A|#1.50\n"},
        {"no places",
            SHEET("<row><c t=\"s\"><v>0</v></c><c><v>7</v></c></row><row/><row><c/><c>"
                  "<v>8</v></c></row>"),
            "1: 一|#7\n3: |#8\n"},
        {"places that go on",
            SHEET("<row r=\"5\"><c r=\"B5\"><v>1</v></c><c><v>2</v></c></row><row>"
                  "<c><v>3</v></c></row>"),
            "5: |#1|#2\n6: #3\n"},
        {"prefixes",
            HEAD "<x:worksheet xmlns:x=\"u\"><x:sheetData><x:row x:r=\"2\"><x:c r=\"AB2\" "
                 "t=\"s\"><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>",
            "2: |||||||||||||||||||||||||||一\n"},
        {"inline runs without furigana",
            SHEET(
                "<row><c t=\"inlineStr\"><is><r><rPr/><t>东</t></r><rPh sb=\"0\" eb=\"1\"><t>ひ</t>"
                "</rPh><r><t>方</t></r></is></c></row>"),
            "1: 东方\n"},
        {"escaped characters",
            SHEET("<row><c t=\"str\"><v>a_x000D_b_x005F_x0041__x4E00__xD83D_</v>"
                  "</c></row>"),
            "1: a\rb_x0041_一_xD83D_\n"},
        {"dates",
            SHEET("<row><c s=\"1\"><v>46337</v></c><c s=\"1\"><v>46337.25</v></c><c s=\"1\">"
                  "<v>0.5</v></c><c s=\"1\"><v>1</v></c><c s=\"1\"><v>60</v></c><c s=\"1\">"
                  "<v>3.3048219900307098E+17</v></c><c t=\"d\"><v>2026-11-11T00:00:00</v></c>"
                  "<c t=\"d\"><v>2026-11-11T05:40:00Z</v></c><c s=\"99\"><v>5</v></c></row>"),
            "1: @2026-11-11|@2026-11-11 06:00:00|@12:00:00|@1900-01-01|#60|"
            "#3.3048219900307098E+17|@2026-11-11|@2026-11-11 05:40:00|#5\n"},
        {"text where a number should be", SHEET("<row><c><v>abc</v></c><c><v>-</v></c></row>"),
            "1: abc|-\n"},
        {"rows without text",
            SHEET("<row r=\"1\"><c s=\"1\"/></row><row r=\"2\"><c t=\"str\"><v> "
                  "</v></c></row><row r=\"9\"><c><v>1</v></c></row>"),
            "9: #1\n"},
        {"merged downwards",
            HEAD "<worksheet><sheetData><row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"C1\"><v>9</v>"
                 "</c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row><row r=\"3\"/><row r=\"4\">"
                 "<c r=\"A4\"><v>4</v></c><c r=\"B4\"><v>5</v></c></row><row r=\"5\"><c r=\"A5\">"
                 "<v>6</v></c></row><row r=\"6\"><c r=\"A6\"><v>7</v></c></row></sheetData>"
                 "<mergeCells><mergeCell ref=\"B1:C5\"/></mergeCells></worksheet>",
            "1: |#1|#9\n2: #2|#1\n4: #4|#5\n5: #6|#1\n6: #7\n"},
        {"merged with a prefix, and a text that reads like a merge",
            HEAD "<x:worksheet><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row><x:row><x:c/>"
                 "<x:c t=\"str\"><x:v>mergeCells &lt;mergeCells></x:v></x:c></x:row></x:sheetData>"
                 "<x:mergeCells><x:mergeCell ref=\"$A$1:$A$2\"/></x:mergeCells></x:worksheet>",
            "1: #1\n2: #1|mergeCells <mergeCells>\n"},
        {"merges over one another, and those that are none",
            HEAD
            "<worksheet><sheetData><row><c><v>1</v></c><c><v>8</v></c></row><row><c><v>2</v></c>"
            "<c><v>9</v></c></row><row><c/><c><v>9</v></c></row><row><c/><c><v>9</v></c></row>"
            "</sheetData><mergeCells><mergeCell ref=\"A1:A9\"/><mergeCell ref=\"A2:A3\"/>"
            "<mergeCell ref=\"A2:B2\"/><mergeCell ref=\"A4\"/><mergeCell ref=\"x:y\"/>"
            "<mergeCell/></mergeCells></worksheet>",
            "1: #1|#8\n2: #2|#9\n3: #2|#9\n4: |#9\n"},
        {"rows out of order, cells twice and out of order",
            SHEET(
                "<row r=\"5\"><c r=\"C5\"><v>3</v></c><c r=\"A5\"><v>1</v></c><c><v>2</v></c></row>"
                "<row r=\"2\"><c r=\"A2\"><v>4</v></c><c r=\"A2\"><v>5</v></c></row>"),
            "5: #1|#2|#3\n2: #5\n"},
        {"what else is in a sheet",
            HEAD "<worksheet><sheetViews><row><c><v>9</v></c></row>"
                 "</sheetViews><sheetData><row><c><f>2</f><v>1</v></c></row>"
                 "</sheetData><c><v>3</v></c></worksheet>",
            "1: #1\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct seen seen = {0};
        struct err err = {0};
        write_sheet(cases[i].sheet, 0);
        int failed = read_back(&seen, &err);
        if (failed || strncmp(buf_text(&seen.rows), "[S]\n", 4) ||
            strcmp(seen.rows.data + 4, cases[i].rows))
            fail_msg("%s: %s\n%s", cases[i].what, err.code, buf_text(&seen.rows));
        seen_release(&seen);
    }
}

static void what_is_hidden_or_unknown_is_said(void **state)
{
    (void)state;
    static const struct {
        const char *sheet, *said;
    } cases[] = {
        {SHEET("<row hidden=\"0\" ht=\"15\"><c><v>1</v></c></row>"), ""},
        {SHEET("<row><c><v>1</v></c></row><row hidden=\"true\"><c><v>1</v></c></row>"
               "<row ht=\"0.0\"><c><v>1</v></c></row><row hidden=\"1\"/>"),
            "sheet.rows: 2 hidden rows were read too, the first is row 2;"},
        {HEAD
            "<worksheet><cols><col min=\"2\" max=\"16384\" hidden=\"1\"/><col min=\"0\" max=\"9\" "
            "hidden=\"1\"/><col min=\"9\" max=\"3\" hidden=\"1\"/></cols><sheetData><row>"
            "<c><v>1</v></c><c/><c><v>3</v></c></row></sheetData></worksheet>",
            "sheet.columns: 1 hidden column was read too, C;"},
        {SHEET(
             "<row r=\"3\"><c><v>1</v></c><c><f>A1</f></c><c><f>A1</f><v/></c><c><f>A1</f></c></row>"),
            "!B3: sheet.formula: 2 cells hold a formula without its result"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct seen seen = {0};
        struct err err = {0};
        write_sheet(cases[i].sheet, 0);
        if (read_back(&seen, &err) || !strstr(buf_text(&seen.said), cases[i].said) ||
            (!*cases[i].said && seen.said.len))
            fail_msg("case %zu: %s %s", i, err.code, buf_text(&seen.said));
        seen_release(&seen);
    }
}

static int skip_sheet(void *context, const char *name, struct err *err)
{
    (void)context, (void)name, (void)err;
    return TABLE_SKIP;
}

static void a_sheet_that_is_skipped_may_be_broken(void **state)
{
    (void)state;
    struct seen seen = {0};
    struct err err = {0};
    const struct table_sink sink = {&seen, skip_sheet, see_row, see_say};
    write_sheet("broken", 0);
    assert_int_equal(table_read(path, NULL, &sink, &err), 0);
    assert_string_equal(buf_text(&seen.rows), "");
    unlink(path);
    seen_release(&seen);
}

static void number_formats_that_are_dates(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        bool date;
    } cases[] = {
        {"yyyy-mm-dd", true},
        {"[$-804]yyyy\"年\"m\"月\";@", true},
        {"h:mm AM/PM", true},
        {"General", false},
        {"G/通用格式", false},
        {"0.00E+00", false},
        {"#,##0.00_);[Red]\\(#,##0\\)", false},
        {"0\"days\"", false},
        {"@", false},
        {"0_d", false},
        {"\"open", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (styles_code_is_date(cases[i].code) != cases[i].date)
            fail_msg("%s", cases[i].code);
}

static void days_are_those_of_the_spreadsheet(void **state)
{
    (void)state;
    static const struct {
        bool from_1904;
        const char *number, *date;
    } cases[] = {
        {false, "59", "1900-02-28"},
        {false, "61", "1900-03-01"},
        {false, "25569", "1970-01-01"},
        {false, "2958465", "9999-12-31"},
        {false, "2958466", ""},
        {false, "-1", ""},
        {false, "4.1666666666666664E-2", "01:00:00"},
        {false, "46337.999999999", "2026-11-12"},
        {true, "0", "1904-01-01"},
        {true, "44875", "2026-11-11"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = {0};
        struct styles styles = {.from_1904 = cases[i].from_1904};
        bool written = styles_write_date(&styles, cases[i].number, &out);
        assert_string_equal(buf_text(&out), cases[i].date);
        assert_int_equal(written, *cases[i].date != '\0');
        buf_release(&out);
    }
}

static void parts_are_found_by_their_relations(void **state)
{
    (void)state;
    static const char sheet[] = SHEET("<row><c><v>1</v></c></row>");
    static const struct part cases[][PARTS] = {
        {{"_rels/.rels", ROOT_RELS, 0}, {"xl/workbook.xml", WORKBOOK, 0},
            {"xl/_rels/workbook.xml.rels", RELS("/xl/other/a.xml"), 0},
            {"xl/other/a.xml", sheet, 0}},
        {{"xl/workbook.xml", WORKBOOK, 0}, {"xl/_rels/workbook.xml.rels", RELS("../a.xml"), 0},
            {"a.xml", sheet, 0}},
        {{"_rels/.rels",
             HEAD "<Relationships><Relationship Id=\"x\" Type=\"http://purl.oclc.org/ooxml/"
                  "officeDocument/relationships/officeDocument\" Target=\"/book.xml\"/>"
                  "</Relationships>",
             0},
            {"book.xml", WORKBOOK, 0}, {"_rels/book.xml.rels", RELS("./Sheets/A.xml"), 0},
            {"sheets/a.xml", sheet, 0}},
        {{"_rels\\.rels", ROOT_RELS, 0}, {"/XL\\workbook.xml", WORKBOOK, 0},
            {"xl\\_rels\\workbook.xml.rels", RELS("/xl/other/a.xml"), 0},
            {"xl\\other\\a.xml", sheet, 0}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct seen seen = {0};
        struct err err = {0};
        write_archive(cases[i]);
        if (read_back(&seen, &err) || strcmp(buf_text(&seen.rows), "[S]\n1: #1\n"))
            fail_msg("case %zu: %s %s", i, err.code, buf_text(&seen.rows));
        seen_release(&seen);
    }
}

static void archives_that_are_no_workbook_say_what_to_do(void **state)
{
    (void)state;
    static const struct {
        struct part parts[PARTS];
        const char *code, *cure;
    } cases[] = {
        {{{"a.csv", "a,b", 0}}, "table.kind", "unpack it"},
        {{{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", 0}}, "table.kind",
            "save it as .xlsx"},
        {{{"_rels/.rels", ROOT_RELS, 0}, {"xl/workbook.xml", "<document/>", 0}}, "table.kind",
            "no workbook"},
        {{{"_rels/.rels", ROOT_RELS, 0}}, "xlsx.part", "xl/workbook.xml"},
        {{{"_rels/.rels",
             HEAD "<Relationships><Relationship Id=\"a\" Type=\"" TYPE
                  "officeDocument\" Target=\"xl/workbook.bin\"/></Relationships>",
             0}},
            "table.kind", "xlsb"},
        {{{"xl/workbook.xml", WORKBOOK, 0}}, "xlsx.part", "xl/_rels/workbook.xml.rels"},
        {{{"xl/workbook.xml", WORKBOOK, 0}, {"xl/_rels/workbook.xml.rels", RELS("a.xml"), 0}},
            "xlsx.part", "xl/a.xml"},
        {{{"xl/workbook.xml", WORKBOOK, 0}, {"xl/_rels/workbook.xml.rels", "<Relationships/>", 0}},
            "xlsx.part", "does not hold it"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct seen seen = {0};
        struct err err = {0};
        write_archive(cases[i].parts);
        if (!read_back(&seen, &err) || strcmp(err.code, cases[i].code) ||
            !strstr(err.text, cases[i].cure) || strcmp(err.place.file, path))
            fail_msg("case %zu: %s: %s", i, err.code, err.text);
        seen_release(&seen);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(workbooks_of_a_spreadsheet_program),
        cmocka_unit_test(cells_of_every_kind),
        cmocka_unit_test(what_is_hidden_or_unknown_is_said),
        cmocka_unit_test(a_sheet_that_is_skipped_may_be_broken),
        cmocka_unit_test(number_formats_that_are_dates),
        cmocka_unit_test(days_are_those_of_the_spreadsheet),
        cmocka_unit_test(parts_are_found_by_their_relations),
        cmocka_unit_test(archives_that_are_no_workbook_say_what_to_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
