#include "unit.h"

#include "sheet.h"
#include "table/styles.h"
#include "table/xlsx.h"
#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include <zip.h>

#define HEAD "<?xml version=\"1.0\"?>"
#define TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define ROOT_RELS                                                                                  \
    HEAD "<Relationships><Relationship Id=\"rId1\" Type=\"" TYPE                                   \
         "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
#define WORKBOOK                                                                                   \
    HEAD "<workbook><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
#define RELS(target)                                                                               \
    HEAD "<Relationships><Relationship Id=\"rId1\" Type=\"" TYPE "worksheet\" Target=\"" target    \
         "\"/><Relationship Id=\"rId2\" Type=\"" TYPE                                              \
         "sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"rId3\" Type=\"" TYPE    \
         "styles\" Target=\"/xl/styles.xml\"/></Relationships>"
#define SHEET(rows) HEAD "<worksheet><sheetData>" rows "</sheetData></worksheet>"

enum { PARTS = 8 };

struct part {
    const char *name, *text;
    size_t len; // 0: strlen
};

static char path[] = "/tmp/test_xlsx.XXXXXX";

static void fresh_path(void)
{
    strcpy(path + strlen(path) - 6, "XXXXXX");
    close(mkstemp(path));
}

static void write_archive(const struct part *parts)
{
    fresh_path();
    zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    for (size_t i = 0; i < PARTS && parts[i].name; i++) {
        size_t len = parts[i].len ? parts[i].len : strlen(parts[i].text);
        zip_source_t *source = zip_source_buffer(zip, parts[i].text, len, 0);
        assert_true(zip_file_add(zip, parts[i].name, source, 0) >= 0);
    }
    assert_int_equal(zip_close(zip), 0);
}

/* Reads what is under `path` and removes it. */
static int read_back(struct seen *seen, struct err *err)
{
    struct table_sink sink = seen_sink(seen);
    int result = table_read(path, NULL, &sink, err);
    unlink(path);
    return result;
}

/* A workbook with one sheet, shared strings 一 and 二, and styles: 1 is a date. */
static void write_sheet(const char *sheet, size_t len)
{
    const struct part parts[PARTS] = {
        {"_rels/.rels", ROOT_RELS, 0},
        {"xl/workbook.xml", WORKBOOK, 0},
        {"xl/_rels/workbook.xml.rels", RELS("worksheets/sheet1.xml"), 0},
        {"xl/sharedStrings.xml", HEAD "<sst><si><t>一</t></si><si><t>二</t></si></sst>", 0},
        {"xl/styles.xml",
            HEAD "<styleSheet><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>"
                 "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>",
            0},
        {"xl/worksheets/sheet1.xml", sheet, len},
    };
    write_archive(parts);
}

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
        cmocka_unit_test(workbooks_of_a_spreadsheet_program),
        cmocka_unit_test(cells_of_every_kind),
        cmocka_unit_test(what_is_hidden_or_unknown_is_said),
        cmocka_unit_test(a_sheet_that_is_skipped_may_be_broken),
        cmocka_unit_test(number_formats_that_are_dates),
        cmocka_unit_test(days_are_those_of_the_spreadsheet),
        cmocka_unit_test(parts_are_found_by_their_relations),
        cmocka_unit_test(archives_that_are_no_workbook_say_what_to_do),
        cmocka_unit_test(an_archive_with_a_password_says_so),
        cmocka_unit_test(sheets_that_are_wrong_are_refused_with_their_place),
        cmocka_unit_test(files_that_would_grow_without_bound_are_refused),
        cmocka_unit_test(parts_that_grow_together_are_refused),
        cmocka_unit_test(a_directory_without_end_is_not_read),
        cmocka_unit_test(a_cut_or_changed_file_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
