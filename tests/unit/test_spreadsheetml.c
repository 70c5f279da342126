#include "scratch.h"

#include "sheet.h"
#include "table/spreadsheetml.h"

#define BOOK(tables)                                                                               \
    "<?xml version=\"1.0\" encoding=\"gb2312\"?><Workbook "                                        \
    "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" "                                      \
    "xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">" tables "</Workbook>"
#define SHEET(rows) BOOK("<Worksheet ss:Name=\"S\"><Table>" rows "</Table></Worksheet>")
#define CELL(type, text) "<Cell><Data ss:Type=\"" type "\">" text "</Data></Cell>"

static int read_text(const char *text, struct seen *seen, struct err *err)
{
    struct table_sink sink = seen_sink(seen);
    return spreadsheetml_read(text, strlen(text), "book.xls", &sink, err);
}

static void workbooks_as_systems_export_them(void **state)
{
    (void)state;
    static const struct {
        const char *book, *rows;
    } cases[] = {
        {SHEET("<Row>" CELL("String", "张三") CELL("Number", "3.30482E+17") CELL("Boolean", "1")
                 CELL("Error", "#N/A") "</Row>"),
            "[S]\n1: 张三|#3.30482E+17|?TRUE|!#N/A\n"},
        {SHEET("<Row>" CELL("DateTime", "1990-03-07T00:00:00.000") CELL("DateTime",
             "1990-03-07T06:30:00.000") CELL("DateTime", "1899-12-31T06:30:00.000") "</Row>"),
            "[S]\n1: @1990-03-07|@1990-03-07 06:30:00|@06:30:00\n"},
        {SHEET(
             "<Row ss:Index=\"5\"><Cell ss:Index=\"3\"><Data ss:Type=\"String\">a</Data></Cell>" CELL(
                 "String", "b") "</Row><Row>" CELL("String", "c") "</Row>"),
            "[S]\n5: ||a|b\n6: c\n"},
        {SHEET("<Row><Cell ss:MergeDown=\"2\"><Data ss:Type=\"String\">a</Data></Cell>" CELL(
             "String",
             "1") "</Row><Row><Cell ss:Index=\"2\"><Data ss:Type=\"String\">2</Data></Cell></Row>"
                  "<Row/><Row>" CELL("String", "3") "</Row>"),
            "[S]\n1: a|1\n2: a|2\n4: 3\n"},
        {SHEET("<Row><Cell ss:MergeAcross=\"2\"><Data ss:Type=\"String\">a</Data></Cell>" CELL(
             "String", "b") "</Row>"),
            "[S]\n1: a|||b\n"},
        {SHEET("<Row ss:Span=\"3\"/><Row>" CELL("String", "a") "</Row>"), "[S]\n5: a\n"},
        {SHEET(
             "<Row><Cell><ss:Data xmlns=\"http://www.w3.org/TR/REC-html40\" ss:Type=\"String\"><B>a"
             "</B><Font>b</Font></ss:Data><Comment><ss:Data>no</ss:Data></Comment></Cell></Row>"),
            "[S]\n1: ab\n"},
        {BOOK("<Worksheet ss:Name=\"A\"><Table><Row>" CELL("String",
             "1") "</Row></Table></Worksheet><Worksheet ss:Name=\"B\"><Table><Row>" CELL("String",
             "2") "</Row></Table></Worksheet>"),
            "[A]\n1: 1\n[B]\n1: 2\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct seen seen = {0};
        struct err err = {0};
        assert_int_equal(read_text(cases[i].book, &seen, &err), 0);
        if (strcmp(buf_text(&seen.rows), cases[i].rows))
            fail_msg("case %zu: %s", i, buf_text(&seen.rows));
        seen_release(&seen);
    }
}

static void what_is_hidden_is_read_and_said(void **state)
{
    (void)state;
    struct seen seen = {0};
    struct err err = {0};
    static const char book[] = BOOK(
        "<Worksheet ss:Name=\"S\"><Table><Column/><Column ss:Hidden=\"1\" ss:Span=\"1\"/><Row>" CELL(
            "String", "a") CELL("String", "b")
            CELL("String", "c") "</Row><Row ss:Hidden=\"1\">" CELL(
                "String", "d") "</Row></Table><WorksheetOptions><Visible>SheetHidden</Visible>"
                               "</WorksheetOptions></Worksheet>");
    assert_int_equal(read_text(book, &seen, &err), 0);
    assert_string_equal(buf_text(&seen.rows), "[S]\n1: a|b|c\n2: d\n");
    assert_non_null(strstr(buf_text(&seen.said), "this sheet is hidden"));
    assert_non_null(strstr(buf_text(&seen.said), "1 hidden row was read too, row 2; "));
    assert_non_null(strstr(buf_text(&seen.said), "2 hidden columns were read too, the first is B"));
    seen_release(&seen);
}

static void workbooks_that_are_none_are_answered(void **state)
{
    (void)state;
    static const struct {
        const char *book, *code;
        long row;
    } cases[] = {
        {"<Workbook><Worksheet", "xmlss.xml", 0},
        {"<!DOCTYPE a [<!ENTITY b \"cccccccc\"><!ENTITY d \"&b;&b;&b;\">]><Workbook>&d;</Workbook>",
            "xmlss.doctype", 0},
        {SHEET("<Row ss:Index=\"0\"/>"), "xmlss.reference", 0},
        {SHEET("<Row/><Row ss:Index=\"1\"/>"), "xmlss.reference", 1},
        {SHEET("<Row ss:Index=\"99999999999\"/>"), "xmlss.reference", 0},
        {SHEET("<Row><Cell ss:Index=\"-1\"/></Row>"), "xmlss.reference", 1},
        {SHEET("<Row><Cell/><Cell ss:Index=\"1\"/></Row>"), "xmlss.reference", 1},
        {SHEET("<Row><Cell ss:Index=\"16385\"/></Row>"), "xmlss.columns", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct seen seen = {0};
        struct err err = {0};
        assert_int_equal(read_text(cases[i].book, &seen, &err), -1);
        if (strcmp(err.code, cases[i].code) || err.place.line != cases[i].row)
            fail_msg("case %zu: %s in row %ld", i, err.code, err.place.line);
        seen_release(&seen);
    }
}

static void nesting_and_long_cells_are_bounded(void **state)
{
    (void)state;
    static const struct {
        const char *head, *piece, *code;
    } cases[] = {
        {"<Workbook>", "<Worksheet>", "xmlss.xml"},
        {"<Workbook><Worksheet><Table><Row><Cell><Data>", "aaaaaaaaaa", "xmlss.xml"},
        {"<Workbook><Worksheet><Table><Row>", "<Cell/>", "xmlss.columns"},
        {"<Workbook><Worksheet a=\"", "aaaaaaaaaa", "xmlss.size"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf book = {0};
        struct seen seen = {0};
        struct err err = {0};
        buf_add_text(&book, cases[i].head);
        for (size_t j = 0; j < 500000; j++)
            buf_add_text(&book, cases[i].piece);
        assert_int_equal(read_text(book.data, &seen, &err), -1);
        assert_string_equal(err.code, cases[i].code);
        seen_release(&seen);
        buf_release(&book);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(workbooks_as_systems_export_them),
        cmocka_unit_test(what_is_hidden_is_read_and_said),
        cmocka_unit_test(workbooks_that_are_none_are_answered),
        cmocka_unit_test(nesting_and_long_cells_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
