#include "scratch.h"

#include "sheet.h"
#include "table/xls.h"

enum { SECTOR = 512, ENTRY = 128, SMALL_BELOW = 4096 };
static const unsigned sector_end = 0xFFFFFFFE, sector_table = 0xFFFFFFFD, no_entry = 0xFFFFFFFF;

static void put16(struct buf *out, unsigned value)
{
    buf_add_char(out, (char)value);
    buf_add_char(out, (char)(value >> 8));
}

static void put32(struct buf *out, unsigned value)
{
    put16(out, value);
    put16(out, value >> 16);
}

static void pad(struct buf *out, size_t to, int with)
{
    while (out->len < to)
        buf_add_char(out, (char)with);
}

/* A record whose bytes are given as a literal. */
#define RECORD(out, id, bytes) record(out, id, bytes, sizeof bytes - 1)
static void record(struct buf *out, unsigned id, const void *bytes, size_t len)
{
    put16(out, id);
    put16(out, (unsigned)len);
    buf_add(out, bytes, len);
}

static void put_entry(
    struct buf *out, const char *name, int type, unsigned child, unsigned first, unsigned size)
{
    size_t start = out->len;
    for (const char *c = name; *c; c++)
        put16(out, (unsigned char)*c);
    pad(out, start + 64, 0);
    put16(out, 2 * ((unsigned)strlen(name) + 1));
    buf_add_char(out, (char)type);
    buf_add_char(out, 1);
    put32(out, no_entry);
    put32(out, no_entry);
    put32(out, child);
    pad(out, start + 116, 0);
    put32(out, first);
    put32(out, size);
    pad(out, start + ENTRY, 0);
}

/* A compound file with this one stream: header, the table of sectors, the folder, the stream. */
static void write_compound(struct buf *out, const char *name, const struct buf *stream)
{
    size_t size = stream->len < SMALL_BELOW ? SMALL_BELOW : stream->len;
    unsigned sectors = (unsigned)((size + SECTOR - 1) / SECTOR), tables = (sectors + 4) / 127 + 1;
    buf_add(out, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    pad(out, 24, 0);
    buf_add(out, "\x3E\0\3\0\xFE\xFF\x09\0\x06\0", 10);
    pad(out, 44, 0);
    put32(out, tables);
    put32(out, tables); // the folder's sector
    put32(out, 0);
    put32(out, SMALL_BELOW);
    put32(out, sector_end);
    put32(out, 0);
    put32(out, sector_end);
    put32(out, 0);
    for (unsigned i = 0; i < tables; i++)
        put32(out, i);
    pad(out, SECTOR, 0xFF);
    for (unsigned i = 0; i < tables; i++)
        put32(out, sector_table);
    put32(out, sector_end);
    for (unsigned i = 0; i < sectors; i++)
        put32(out, i + 1 < sectors ? tables + i + 2 : sector_end);
    pad(out, (1 + tables) * SECTOR, 0xFF);
    put_entry(out, "Root Entry", 5, 1, sector_end, 0);
    put_entry(out, name, 2, no_entry, tables + 1, (unsigned)size);
    pad(out, (2 + tables) * SECTOR, 0);
    buf_add(out, stream->data, stream->len);
    pad(out, (2 + tables + sectors) * SECTOR, 0);
}

struct book {
    const char *globals, *sheet; // records
    size_t globals_len, sheet_len;
    int narrow;
};

/* A workbook of one sheet S from the records of both parts. */
static void write_book(struct buf *out, const struct book *book)
{
    struct buf stream = {0};
    const char *bof = book->narrow ? "\0\5\5\0" : "\0\6\5\0";
    record(&stream, 0x809, bof, 4);
    buf_add(&stream, book->globals, book->globals_len);
    put16(&stream, 0x85);
    put16(&stream, book->narrow ? 8 : 9);
    put32(&stream, (unsigned)stream.len + (book->narrow ? 8 : 9) + 4);
    buf_add(&stream, "\0\0\1", 3);
    buf_add(&stream, book->narrow ? "S" : "\0S", book->narrow ? 1 : 2);
    RECORD(&stream, 0x0A, "");
    record(&stream, 0x809, book->narrow ? "\0\5\x10\0" : "\0\6\x10\0", 4);
    buf_add(&stream, book->sheet, book->sheet_len);
    write_compound(out, book->narrow ? "Book" : "Workbook", &stream);
    buf_release(&stream);
}

static int read_book(const struct book *book, struct seen *seen, struct err *err)
{
    struct buf file = {0};
    struct table_sink sink = seen_sink(seen);
    write_book(&file, book);
    int result = xls_read(file.data, file.len, "a.xls", &sink, err);
    buf_release(&file);
    return result;
}

#define END "\x0A\0\0\0"
#define PLACE(row, column, format) row "\0" column "\0" format "\0"
#define FORMULA(place, result) "\6\0\x14\0" place result "\0\0\0\0\0\0"
#define CELLS(globals, cells)                                                                      \
    {                                                                                              \
        globals, cells END, sizeof globals - 1, sizeof cells - 1 + 4, 0                            \
    }

static void cells_of_every_kind_are_read(void **state)
{
    (void)state;
    static const struct {
        struct book book;
        const char *rows, *said;
    } cases[] = {
        {CELLS("", "\x7E\2\x0A\0" PLACE("\0", "\0", "\0") "\x06\0\0\0"), "[S]\n1: #1\n"},
        {CELLS("", "\x7E\2\x0A\0" PLACE("\0", "\1", "\0") "\x07\0\0\0"), "[S]\n1: |#0.01\n"},
        {CELLS("", "\x7E\2\x0A\0" PLACE("\0", "\0", "\0") "\xFA\xFF\xFF\xFF"), "[S]\n1: #-2\n"},
        {CELLS("", "\3\2\x0E\0" PLACE("\2", "\0", "\0") "\0\0\x88\x28\x6B\xB4\x09\x42"),
            "[S]\n3: #13800138001\n"},
        {CELLS("", "\xBD\0\x12\0\0\0\0\0"
                   "\0\0\x06\0\0\0"
                   "\0\0\x0A\0\0\0"
                   "\1\0"),
            "[S]\n1: #1|#2\n"},
        {CELLS("",
             "\5\2\x08\0" PLACE("\0", "\0", "\0") "\1\0"
                                                  "\5\2\x08\0" PLACE("\0", "\1", "\0") "\x2A\1"),
            "[S]\n1: ?TRUE|!#N/A\n"},
        {CELLS("", "\4\2\x0B\0" PLACE("\0", "\0", "\0") "\1\0\1\x20\x5F"), "[S]\n1: 张\n"},
        {CELLS("",
             FORMULA(PLACE("\0", "\0", "\0"), "\0\0\0\0\0\0\xFF\xFF") "\7\2\x05\0\1\0\1\x20\x5F"),
            "[S]\n1: 张\n"},
        {CELLS("", FORMULA(PLACE("\0", "\0", "\0"), "\1\0\1\0\0\0\xFF\xFF")
                       FORMULA(PLACE("\0", "\1", "\0"), "\2\0\7\0\0\0\xFF\xFF")
                           FORMULA(PLACE("\0", "\2", "\0"), "\3\0\0\0\0\0\xFF\xFF")
                               FORMULA(PLACE("\0", "\3", "\0"), "\0\0\0\0\0\0\xF0\x3F")),
            "[S]\n1: ?TRUE|!#DIV/0!||#1\n"},
        // cells in no order, two of them for one place's row
        {CELLS("", "\x7E\2\x0A\0" PLACE("\1", "\1", "\0") "\x0E\0\0\0"
                                                          "\x7E\2\x0A\0" PLACE("\0", "\0",
                                                              "\0") "\x06\0\0\0"
                                                                    "\x7E\2\x0A\0" PLACE("\1", "\0",
                                                                        "\0") "\x0A\0\0\0"),
            "[S]\n1: #1\n2: #2|#3\n"},
        // a shared text that goes on in a record of its own, wide there, with runs of fonts
        {CELLS("\xFC\0\x0F\0\2\0\0\0\2\0\0\0\3\0\x08\1\0ab"
               "\x3C\0\x07\0\1\x20\x5F\0\0\0\0"
               "\x3C\0\x04\0\1\0\0c",
             "\xFD\0\x0A\0" PLACE("\0", "\0", "\0") "\0\0\0\0"
                                                    "\xFD\0\x0A\0" PLACE(
                                                        "\0", "\1", "\0") "\1\0\0\0"),
            "[S]\n1: ab张|c\n"},
        // a merge of three rows in the first column
        {CELLS("", "\4\2\x0A\0" PLACE(
                       "\0", "\0", "\0") "\1\0\0a"
                                         "\4\2\x0A\0" PLACE("\1", "\1",
                                             "\0") "\1\0\0b"
                                                   "\4\2\x0A\0" PLACE("\3", "\1",
                                                       "\0") "\1\0\0c"
                                                             "\xE5\0\x0A\0\1\0\0\0\2\0\0\0\0\0"),
            "[S]\n1: a\n2: a|b\n4: |c\n"},
        // a hidden row and a hidden column are read
        {CELLS("", "\x7D\0\x0C\0\1\0\1\0\0\0\0\0\1\0\0\0"
                   "\x08\2\x10\0\0\0\0\0\0\0\0\0\0\0\0\0\x20\0\0\0"
                   "\4\2\x0A\0" PLACE("\0", "\1", "\0") "\1\0\0a"),
            "[S]\n1: |a\n", "1 hidden row was read too, row 1; "},
        // the records of a chart are not the sheet's
        {CELLS("", "\x09\x08\x04\0\0\6\x20\0"
                   "\4\2\x0A\0" PLACE("\0", "\0", "\0") "\1\0\0a" END "\4\2\x0A\0" PLACE(
                       "\0", "\0", "\0") "\1\0\0b"),
            "[S]\n1: b\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct seen seen = {0};
        struct err err = {0};
        int result = read_book(&cases[i].book, &seen, &err);
        if (result || strcmp(buf_text(&seen.rows), cases[i].rows))
            fail_msg("case %zu: %s%s", i, err.code, buf_text(&seen.rows));
        if (!strstr(buf_text(&seen.said), cases[i].said ? cases[i].said : ""))
            fail_msg("case %zu: %s", i, buf_text(&seen.said));
        seen_release(&seen);
    }
}

static void dates_are_told_by_their_format(void **state)
{
    (void)state;
#define XF(format) "\xE0\0\4\0\0\0" format "\0"
#define TEXT_FORMAT "\x1E\4\x0B\0\xA4\0\6\0\0yyyy/m"
#define DAY "\x7E\2\x0A\0" PLACE("\0", "\0", "\0") "\x12\x0E\2\0" // 33668
    static const struct {
        struct book book;
        const char *rows;
    } cases[] = {
        {CELLS(XF("\0"), DAY), "[S]\n1: #33668\n"},
        {CELLS(XF("\x0E"), DAY), "[S]\n1: @1992-03-05\n"},
        {CELLS(XF("\x39"), DAY), "[S]\n1: @1992-03-05\n"}, // 57: a Chinese one
        {CELLS(XF("\xA4"), DAY), "[S]\n1: #33668\n"},
        {CELLS(TEXT_FORMAT XF("\xA4"), DAY), "[S]\n1: @1992-03-05\n"},
        {CELLS("\x22\0\2\0\1\0" XF("\x0E"), DAY), "[S]\n1: @1996-03-06\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct seen seen = {0};
        struct err err = {0};
        int result = read_book(&cases[i].book, &seen, &err);
        if (result || strcmp(buf_text(&seen.rows), cases[i].rows))
            fail_msg("case %zu: %s%s", i, err.code, buf_text(&seen.rows));
        seen_release(&seen);
    }
}

static void texts_of_excel_95_are_bytes_of_a_code_page(void **state)
{
    (void)state;
    static const char code_page[] = "\x42\0\2\0\xA8\3",
                      cell[] = "\4\2\x0A\0" PLACE("\0", "\0", "\0") "\2\0\xD5\xC5" END;
    struct book book = {code_page, cell, sizeof code_page - 1, sizeof cell - 1, 1};
    struct seen seen = {0};
    struct err err = {0};
    assert_int_equal(read_book(&book, &seen, &err), 0);
    assert_string_equal(buf_text(&seen.rows), "[S]\n1: 张\n");
    seen_release(&seen);
}

static void what_cannot_be_read_is_told(void **state)
{
    (void)state;
#define CUT(globals, cells)                                                                        \
    {                                                                                              \
        globals, cells, sizeof globals - 1, sizeof cells - 1, 0                                    \
    }
    static const struct {
        struct book book;
        const char *code, *sheet;
    } cases[] = {
        {CUT("\x2F\0\4\0\0\0\0\0", END), "xls.password", ""},
        {CUT("", ""), "xls.damaged", "S"},
        {CUT("", "\3\2\x04\0\0\0\0\0"), "xls.damaged", "S"},
        {CUT("", "\3\2\xFF\xFF\0\0\0\0"), "xls.damaged", "S"},
        {CUT("", "\xFD\0\x0A\0" PLACE("\0", "\0", "\0") "\0\0\0\0" END), "xls.damaged", "S"},
        {CUT("\xFC\0\x08\0\1\0\0\0\xFF\xFF\xFF\xFF", END), "xls.damaged", ""},
        {CUT("\xFC\0\x0B\0\1\0\0\0\1\0\0\0\xFF\xFF\0", END), "xls.damaged", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct seen seen = {0};
        struct err err = {0};
        assert_int_equal(read_book(&cases[i].book, &seen, &err), -1);
        if (strcmp(err.code, cases[i].code) || strcmp(err.place.sheet, cases[i].sheet))
            fail_msg("case %zu: %s in %s", i, err.code, err.place.sheet);
        seen_release(&seen);
    }
}

/* Sector chains that are circles or lead nowhere, and a file that ends anywhere. */
static void broken_compound_files_are_told(void **state)
{
    (void)state;
    static const char cell[] = "\4\2\x0A\0" PLACE("\0", "\0", "\0") "\1\0\0a" END;
    static const struct {
        size_t at;
        const char bytes[5];
        size_t len;
    } breaks[] = {{30, "\x1F\0", 2}, {32, "\x1F\0", 2}, {44, "\xFF\xFF\xFF\x7F", 4},
        {48, "\xFF\xFF\xFF\x0F", 4}, {76, "\x70\0\0\0", 4}, {SECTOR + 4, "\1\0\0\0", 4},
        {SECTOR + 12, "\x70\0\0\0", 4}, {2 * SECTOR + 76, "\x70\0\0\0", 4},
        {2 * SECTOR + ENTRY + 116, "\x70\0\0\0", 4},
        {2 * SECTOR + ENTRY + 120, "\xFF\xFF\xFF\x7F", 4}};
    struct book book = {"", cell, 0, sizeof cell - 1, 0};
    struct buf file = {0};
    write_book(&file, &book);
    for (size_t i = 0; i < sizeof breaks / sizeof *breaks + file.len / 64; i++) {
        size_t count = sizeof breaks / sizeof *breaks,
               len = i < count ? file.len : (i - count) * 64;
        char *bytes = malloc(len + 1);
        memcpy(bytes, file.data, len);
        if (i < count)
            memcpy(bytes + breaks[i].at, breaks[i].bytes, breaks[i].len);
        struct seen seen = {0};
        struct err err = {0};
        struct table_sink sink = seen_sink(&seen);
        int result = xls_read(bytes, len, "a.xls", &sink, &err);
        if (result != -1 || strcmp(err.code, "xls.damaged"))
            fail_msg("case %zu: %s", i, err.code);
        seen_release(&seen);
        free(bytes);
    }
    buf_release(&file);
}

/* One text that every cell of a big sheet names would be gigabytes of records. */
static void a_text_that_is_everywhere_is_bounded(void **state)
{
    (void)state;
    struct buf globals = {0}, cells = {0};
    put16(&globals, 0xFC);
    put16(&globals, 8 + 3 + 8000);
    put32(&globals, 1);
    put32(&globals, 1);
    put16(&globals, 8000);
    buf_add_char(&globals, 0);
    pad(&globals, 4 + 8 + 3 + 8000, 'a');
    for (unsigned i = 0; i < 30000; i++) {
        put32(&cells, 0x000A00FD);
        put32(&cells, i);
        put16(&cells, 0);
        put32(&cells, 0);
    }
    put32(&cells, 0x0A);
    struct book book = {globals.data, cells.data, globals.len, cells.len, 0};
    struct seen seen = {0};
    struct err err = {0};
    assert_int_equal(read_book(&book, &seen, &err), -1);
    assert_string_equal(err.code, "xls.rows");
    seen_release(&seen);
    buf_release(&globals);
    buf_release(&cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_of_every_kind_are_read),
        cmocka_unit_test(dates_are_told_by_their_format),
        cmocka_unit_test(texts_of_excel_95_are_bytes_of_a_code_page),
        cmocka_unit_test(what_cannot_be_read_is_told),
        cmocka_unit_test(broken_compound_files_are_told),
        cmocka_unit_test(a_text_that_is_everywhere_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
