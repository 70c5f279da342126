/* Rows written as one text: "姓名|电话" is two cells. */
#ifndef GRID_H
#define GRID_H
#include "table/table.h"
#include <string.h>

enum { GRID_CELLS = 16, GRID_BYTES = 512 };

struct grid_row {
    char text[GRID_BYTES];
    struct cell cells[GRID_CELLS];
    struct row row;
};

static struct row *grid_row(struct grid_row *grid, long number, const char *text)
{
    grid->row = (struct row){number, grid->cells, 0};
    strncpy(grid->text, text, sizeof grid->text - 1);
    char *rest = grid->text, *cell;
    while ((cell = strsep(&rest, "|")) && grid->row.count < GRID_CELLS)
        grid->cells[grid->row.count++] = cell_make(cell, strlen(cell), CELL_TEXT);
    return &grid->row;
}
#endif
