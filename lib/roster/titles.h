/* A row that may be a header: its cells, folded and kept. */
#ifndef ROSTER_TITLES_H
#define ROSTER_TITLES_H
#include "table/table.h"
#include <stdbool.h>

enum { TITLES_KEPT = 256 }; // what lies further right is no roster column

struct titles {
    char **texts; // owns both; "" for an empty cell
    size_t count;
    long row; // from 1
};

void titles_read(struct titles *titles, const struct row *row);
void titles_release(struct titles *titles);

const char *titles_at(const struct titles *titles, size_t column); // from 0; "" beyond the last
size_t titles_filled(const struct titles *titles);                 // cells that are not empty

/* The cell of `top` that stands over a cell of `bottom`: its own, or that of a group to the left
 * whose cells to the right are merged with it; "" when there is none. */
const char *titles_over(const struct titles *top, const struct titles *bottom, size_t column);

/* Whether the row's cells are these, and there are any. */
bool titles_same(const struct titles *titles, const struct titles *other);

/* Whether a text holds a digit outside brackets, as the cells of people do. */
bool titles_has_digit(const char *text);
#endif
