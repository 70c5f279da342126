/* Any file with rows, as a user has it: rows of cells with their places, one after the other.
 *
 * What a file is, is decided by its content: a ZIP archive with a workbook in it is read as .xlsx,
 * a compound file with one as .xls, and everything else as text once it was decoded to UTF-8: a web
 * page, an XML workbook of Excel 2003, or lines with separators (CSV, TSV). What is no table is
 * told by its name, with how to send it. */
#ifndef TABLE_TABLE_H
#define TABLE_TABLE_H
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum cell_type {
    CELL_EMPTY,
    CELL_TEXT,   // all cells of a text file; shared, inline and formula strings of a workbook
    CELL_NUMBER, // `text` is the raw number as stored: "13800138000", "3.3048219900307098E+17"
    CELL_DATE,   // a number under a date format; `text` is YYYY-MM-DD, with " HH:MM:SS" when it has
                 // a time, or HH:MM:SS when it is only that
    CELL_BOOLEAN, // "TRUE" or "FALSE"
    CELL_ERROR,   // "#N/A" and the like
};

struct cell {
    const char *text; // UTF-8 without NULs, "" when empty; as in the file: not trimmed, not folded
    size_t len;       // bytes of it
    enum cell_type type;
};

/* A cell with this text, which it borrows; `type` counts when the text is not empty. */
static inline struct cell cell_make(const char *text, size_t len, enum cell_type type)
{
    return (struct cell){text, len, len ? type : CELL_EMPTY};
}

/* One row. Cells are in column order without gaps: cells[i] is column i + 1. Borrowed for the call.
 */
struct row {
    long number; // from 1: the spreadsheet's row, or the physical line where the record starts
    const struct cell *cells;
    size_t count;
};

enum { TABLE_SKIP = 1 };

/* What the reader calls. A callback that returns -1 has filled `err` and stops the reading.
 */
struct table_sink {
    void *context;
    /* Starts a sheet; `name` is NULL for text files. TABLE_SKIP: its rows are not wanted. May be
     * NULL. */
    int (*sheet)(void *context, const char *name, struct err *err);
    /* Rows without any text are passed over. */
    int (*row)(void *context, const struct row *row, struct err *err);
    /* A decision the user should see ("read as GB18030"), a translated sentence. May be NULL. */
    void (*say)(void *context, const char *sentence);
    /* Whether a text, decoded, is lines to be read as rows of one cell instead of a table. Asked
     * once, before its sheet. May be NULL: it is a table. */
    bool (*is_prose)(void *context, const char *text, size_t len);
};

struct table_options {
    const char *encoding; // NULL: found out
};

enum {
    TABLE_BYTES_MAX = 1 << 27, // of a file: 2 million people, 250 times the largest day
    TABLE_PART_MAX = 1 << 28,  // of one inflated workbook part
    TABLE_CELL_MAX = 1 << 20,  // bytes of one cell
    TABLE_COLUMNS_MAX = 16384, // Excel's own limit
    TABLE_ROWS_MAX = 5000000,  // a sheet
};

/* Loads what table_read may need besides the file, `encoding` (or NULL) included: afterwards it
 * opens the file only. */
void table_prepare(const char *encoding);

/* Reads the whole file; "-" is standard input. `options` may be NULL. Errors carry the place:
 * STATUS_NO_INPUT with `file.*`, or STATUS_INPUT with `table.empty` (nothing in it), `table.kind`
 * (no table), `file.size`, `decode.*`, `csv.*`, `xlsx.*`, `xls.*`, `html.*`, `xmlss.*`;
 * STATUS_USAGE with `decode.name` for an encoding that nobody knows. */
int table_read(const char *path, const struct table_options *options, const struct table_sink *sink,
    struct err *err);
#endif
