/* The place of a cell as a workbook writes it: "AB12" (ECMA-376 Part 1, 18.18.62). */
#ifndef TABLE_REFERENCE_H
#define TABLE_REFERENCE_H
#include <stdbool.h>

enum { REFERENCE_ROW_MAX = 100000000 };

struct reference {
    long row;    // from 1
    long column; // from 0
};

/* The column of "AB12": 27; -1 when it names none that a sheet can have. What follows the letters
 * is not looked at. */
long reference_column(const char *text);

/* The row's number, of digits only; -1 when it is none that a sheet can have. */
long reference_row(const char *text);

/* Reads "AB12" or "$AB$12", up to its end or a colon. */
bool reference_read(const char *text, struct reference *reference);
#endif
