/* A table for people: columns that stand under each other, also where a Han character takes two. */
#ifndef CMD_GRID_H
#define CMD_GRID_H
#include "base/buf.h"

struct grid {
    size_t columns, left; // the first `left` of them start at the left, the others end at the right
    char **cells;         // owns, row by row
    size_t count, capacity;
};

/* The next cell, as for printf. */
void grid_add(struct grid *grid, const char *text, ...) __attribute__((format(printf, 2, 3)));

/* Appends the table, escaped for a terminal; columns that hold nothing below their title are left
 * out, but for the first `left`. */
void grid_print(const struct grid *grid, struct buf *out);
void grid_release(struct grid *grid);
#endif
