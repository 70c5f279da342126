/* What one cell of a worksheet holds: the text that is stored, and what it is by the cell's type
 * and format (ECMA-376 Part 1, 18.3.1.4 and 18.18.11). */
#ifndef TABLE_VALUE_H
#define TABLE_VALUE_H
#include "table/styles.h"
#include "table/table.h"

enum value_kind {
    VALUE_NUMBER, // also a date, by its format
    VALUE_SHARED, // the index of a shared string
    VALUE_STRING,
    VALUE_BOOLEAN,
    VALUE_ERROR,
    VALUE_DATE, // ISO 8601
};

enum value_kind value_kind(const char *type); // a cell's `t`; one that is unknown is a number

/* Replaces the stored text from `start` on by what it says: no VALUE_SHARED. */
enum cell_type value_read(struct buf *text, size_t start, enum value_kind kind, size_t format,
    const struct styles *styles);
#endif
