/* What the readers of the formats share: the cells of the row that is being read. */
#ifndef TABLE_ROW_H
#define TABLE_ROW_H
#include "base/mem.h"
#include "table/table.h"
#include <stdbool.h>

struct row_cells {
    struct cell *cells; // owns the array, borrows the texts
    size_t count, capacity;
};

static inline void row_add(
    struct row_cells *cells, const char *text, size_t len, enum cell_type type)
{
    if (cells->count == cells->capacity)
        cells->cells = mem_grow(cells->cells, cells->count, &cells->capacity, sizeof *cells->cells);
    cells->cells[cells->count++] = cell_make(text, len, type);
}

void row_release(struct row_cells *cells);

/* Whether no cell has text besides white space. */
bool row_is_blank(const struct row_cells *cells);

/* Starts a sheet at the sink, if that wants to know: 0, TABLE_SKIP, or -1. */
int row_start_sheet(const struct table_sink *sink, const char *name, struct err *err);

/* Hands the row to the sink unless it is blank. `*rows` counts those that were handed over. */
int row_send(const struct row_cells *cells, long number, long *rows, const struct table_sink *sink,
    struct err *err);
#endif
