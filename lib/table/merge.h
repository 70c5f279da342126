/* Merged cells (ECMA-376 Part 1, 18.3.1.55): Excel keeps their value in the first cell only, and a
 * shuttle or agency written once beside ten people belongs to each of them. */
#ifndef TABLE_MERGE_H
#define TABLE_MERGE_H
#include "table/part.h"
#include "table/span.h"
#include <stdint.h>

struct merge {
    uint32_t first, last; // rows, from 1
    uint16_t column;      // the first one, from 0
};

struct merges {
    struct merge *items; // owns; only those of several rows, by their first row
    size_t count, capacity;
    size_t next; // the first that no row has reached
};

/* Finds them behind the rows of a worksheet's part, before its rows are read. Errors: those of
 * archive_read_element, and STATUS_INPUT `xlsx.merges` for more than a million. */
int merges_read(struct merges *merges, struct archive *archive, const char *part, struct err *err);

/* One by one, in any order, and merges_sort after the last. */
void merges_add(struct merges *merges, struct merge merge);
void merges_sort(struct merges *merges);
void merges_release(struct merges *merges);

/* Opens a span for each merge whose first cell has text in this row: downwards in that cell's
 * column only, since a title merged across several columns is no value of each. Rows come in
 * ascending order; those that do not open nothing. */
void merges_open(
    struct merges *merges, struct spans *spans, const struct row_cells *cells, long row);
#endif
