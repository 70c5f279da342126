/* Cells that reach over several rows: what stands in the first row is filled into those below it,
 * inside the merge and nowhere else. */
#ifndef TABLE_SPAN_H
#define TABLE_SPAN_H
#include "table/row.h"

/* How much text may be filled in: a long cell that reaches over a million rows fills any memory. */
enum { SPAN_FILLED_MAX = 1 << 27 };

struct span;

struct spans {
    struct span *columns; // owns
    size_t count, capacity;
    long last_row; // that any reaches
    size_t filled; // bytes of text, in all rows
};

/* The cell holds also for the rows up to `last_row`; column from 0. Copies the text. */
void span_open(struct spans *spans, size_t column, long last_row, const struct cell *cell);

/* The cell that reaches into this row and column, or NULL. Borrowed until the next span_open. */
const struct cell *span_at(const struct spans *spans, size_t column, long row);

/* Puts what reaches into the row where its own cells are empty; a row without any text of its own
 * is left alone. */
void span_fill(struct spans *spans, struct row_cells *cells, long row);

void span_release(struct spans *spans);
#endif
