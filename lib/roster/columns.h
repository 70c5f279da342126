/* Which column of a sheet holds what: read from its header row by the names that agencies use
 * (headers.tsv). */
#ifndef ROSTER_COLUMNS_H
#define ROSTER_COLUMNS_H
#include "base/index.h"
#include "table/table.h"
#include <stdbool.h>

enum field {
    FIELD_EXTRA, // travels under its own header text
    FIELD_NAME,
    FIELD_NUMBER,
    FIELD_TYPE, // kind of document
    FIELD_SEX,
    FIELD_BIRTH,
    FIELD_PHONE,
    FIELD_AGENCY,
    FIELD_PLATE,
    FIELD_BUS,
    FIELD_GRID,
    FIELD_ENTERPRISE,
    FIELD_AGE,
    FIELD_LEADER,  // marks the leaders of squads
    FIELD_SILENT,  // row numbers: said elsewhere
    FIELD_PRIVATE, // nobody on the way needs it: dropped and named
    FIELD_OWN,     // what muster added to a file of rejects
    FIELD_COUNT
};

/* The header names, ready to be looked up. */
struct headers {
    struct index index;
    char **names; // owns; folded, in the order of the table
    size_t count;
    char *leader; // owns; the name of the leaders' column, folded; NULL: there is none
};

/* Names the leaders' column as the user does. */
void headers_lead(struct headers *headers, const char *title);

void headers_init(struct headers *headers);
void headers_release(struct headers *headers);

/* The field that a title means; a remark in brackets at its end may be left away: "身份证号(必填)".
 */
enum field headers_field(const struct headers *headers, const char *title);

struct columns {
    enum field *fields; // owns; a column each
    char **titles;      // owns; the header's own text, folded, made unique; "" is never one
    size_t count;
    size_t where[FIELD_COUNT]; // column of the first such field, from 1; 0: none
    bool cut; // muster's own columns at the right end (of a file of rejects) were left away
};

/* Takes `row` as the header if it names a person column and a number or phone column; else returns
 * false. */
bool columns_read(struct columns *columns, const struct headers *headers, const struct row *row);
void columns_release(struct columns *columns);

/* The row without muster's own columns at its right end. Borrows from the row. */
struct row columns_row(const struct columns *columns, const struct row *row);
#endif
