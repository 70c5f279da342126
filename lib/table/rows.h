/* The rows of a sheet whose cells come one after the other and may reach over others (XML and HTML
 * tables). */
#ifndef TABLE_ROWS_H
#define TABLE_ROWS_H
#include "base/buf.h"
#include "table/row.h"
#include "table/span.h"

struct rows_slot {
    size_t start; // of its text
    enum cell_type type;
    long last_row; // that it reaches; 0: only its own
};

struct rows {
    const struct table_sink *sink; // borrows
    const char *format;            // borrows; codes of errors start with it: "html"
    long number;                   // of the row, from 1
    size_t column;                 // of the cell, from 0
    struct buf text;               // of the row's cells; the cell's own is added here
    struct rows_slot *slots;       // owns
    size_t count, capacity;
    struct row_cells cells;
    struct spans spans;
    long sent, sent_cells;
};

/* Starts a sheet's rows. `{0}` before the first, rows_release after the last. */
void rows_start_sheet(struct rows *rows);
void rows_start(struct rows *rows, long number);

/* Starts a cell in the next free column, or in `column` (from 0) when that is not negative. Errors:
 * STATUS_INPUT `FORMAT.columns`, without a place. */
int rows_start_cell(struct rows *rows, long column, struct err *err);

/* What was added to `text` since is the cell's: of this type, taking `across` columns more to the
 * right and `down` rows more below. Error: `FORMAT.cell`. */
int rows_end_cell(struct rows *rows, enum cell_type type, long across, long down, struct err *err);
size_t rows_cell_start(const struct rows *rows); // where the cell's text starts in `text`

/* Hands the row to the sink. Error: `FORMAT.rows`. */
int rows_end(struct rows *rows, struct err *err);
void rows_release(struct rows *rows);
#endif
