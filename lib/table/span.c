#include "table/span.h"

#include "base/mem.h"
#include <stdlib.h>

struct span {
    long last_row; // 0: none
    struct cell cell;
    char *text; // owns
};

void span_open(struct spans *spans, size_t column, long last_row, const struct cell *cell)
{
    while (spans->count <= column) {
        spans->columns =
            mem_grow(spans->columns, spans->count, &spans->capacity, sizeof *spans->columns);
        spans->columns[spans->count++] = (struct span){0};
    }
    if (last_row > spans->last_row)
        spans->last_row = last_row;
    struct span *span = &spans->columns[column];
    free(span->text);
    *span = (struct span){.last_row = last_row, .text = mem_text(cell->text)};
    span->cell = cell_make(span->text, cell->len, cell->type);
}

const struct cell *span_at(const struct spans *spans, size_t column, long row)
{
    if (column >= spans->count || row > spans->columns[column].last_row)
        return NULL;
    return &spans->columns[column].cell;
}

void span_fill(struct spans *spans, struct row_cells *cells, long row)
{
    if (row > spans->last_row || row_is_blank(cells))
        return;
    for (size_t i = 0; i < spans->count; i++) {
        const struct cell *above = span_at(spans, i, row);
        if (!above || !*above->text || (i < cells->count && *cells->cells[i].text))
            continue;
        while (cells->count <= i)
            row_add(cells, "", 0, CELL_EMPTY);
        cells->cells[i] = *above;
        spans->filled += above->len;
    }
}

void span_release(struct spans *spans)
{
    for (size_t i = 0; i < spans->count; i++)
        free(spans->columns[i].text);
    free(spans->columns);
    *spans = (struct spans){0};
}
