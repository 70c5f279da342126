#include "grid.h"

#include "base/mem.h"
#include "base/text.h"
#include <stdbool.h>
#include <stdlib.h>

void grid_add(struct grid *grid, const char *text, ...)
{
    struct buf cell = {0}, escaped = {0};
    va_list args;
    va_start(args, text);
    buf_vprintf(&cell, text, args);
    va_end(args);
    text_escape(&escaped, buf_text(&cell));
    buf_release(&cell);
    grid->cells = mem_grow(grid->cells, grid->count, &grid->capacity, sizeof *grid->cells);
    grid->cells[grid->count++] = buf_take(&escaped);
}

static size_t width_of(const struct grid *grid, size_t column)
{
    size_t widest = 0;
    bool used = column < grid->left;
    for (size_t i = column; i < grid->count; i += grid->columns) {
        size_t width = (size_t)text_width(grid->cells[i]);
        widest = width > widest ? width : widest;
        used |= i >= grid->columns && width;
    }
    return used ? widest : 0;
}

void grid_print(const struct grid *grid, struct buf *out)
{
    size_t *widths = mem_alloc(grid->columns * sizeof *widths);
    for (size_t i = 0; i < grid->columns; i++)
        widths[i] = width_of(grid, i);
    for (size_t i = 0; i < grid->count; i++) {
        size_t column = i % grid->columns, width = widths[column];
        if (width) {
            int space = (int)width - text_width(grid->cells[i]);
            bool left = column < grid->left;
            buf_printf(out, "%s%*s%s%*s", column ? "  " : "", left ? 0 : space, "", grid->cells[i],
                left ? space : 0, "");
        }
        if (column + 1 == grid->columns)
            buf_add_char(out, '\n');
    }
    free(widths);
}

void grid_release(struct grid *grid)
{
    for (size_t i = 0; i < grid->count; i++)
        free(grid->cells[i]);
    free(grid->cells);
    *grid = (struct grid){0};
}
