/* Which column of a table holds what: read from its header by the names that agencies use
 * (headers.tsv) and by what the user says. */
#ifndef ROSTER_COLUMNS_H
#define ROSTER_COLUMNS_H
#include "roster/field.h"
#include "roster/headers.h"
#include "roster/mapping.h"
#include "roster/titles.h"
#include "table/table.h"
#include <stdbool.h>

/* By what a file's titles are understood; borrows all of it. */
struct naming {
    const struct headers *headers;
    struct mapping *mapping; // rules that are followed are marked
    const char *file;
};

struct columns {
    size_t first;       // columns of the sheet left of this table
    enum field *fields; // owns; a column each
    char **titles;      // owns; the header's own text, folded, made unique; "" is never one
    size_t count;
    size_t extras;             // how many of them are FIELD_EXTRA
    size_t where[FIELD_COUNT]; // column of the first such field, from 1 in this table; 0: none
    size_t spare; // column of a second document number, for rows without a first; 0: none
    bool mapped[FIELD_COUNT]; // it is the user who says so
    bool cut;                 // the row goes on, with another table or what muster added to rejects
};

enum { TABLES_MAX = 8 };

/* The tables of a sheet that stand side by side, each with its own people; nearly always one. */
struct tables {
    struct columns items[TABLES_MAX];
    size_t count;
};

/* Takes a header of one row (`top` NULL) or two, if it names a person column and a number or phone
 * column; else returns false. */
bool tables_read(struct tables *tables, const struct naming *naming, const struct titles *top,
    const struct titles *bottom);

/* Takes the columns that the user named by their letters, for a sheet without a header that muster
 * understands. `titles` may be NULL; `count` is the number of columns. */
void tables_place(
    struct tables *tables, const struct naming *naming, const struct titles *titles, size_t count);

void tables_release(struct tables *tables);

/* The part of a row that lies in this table; borrows from `row`. */
struct row columns_part(const struct columns *columns, const struct row *row);

/* The sheet's column of a field, from 1; 0: none. */
int columns_place(const struct columns *columns, enum field field);
#endif
