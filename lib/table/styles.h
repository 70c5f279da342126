/* Which cells of a workbook are dates (ECMA-376 Part 1, 18.8), and what day a number is. */
#ifndef TABLE_STYLES_H
#define TABLE_STYLES_H
#include "base/buf.h"
#include "table/part.h"

struct styles {
    bool *dates; // owns; by cell format index
    size_t count, capacity;
    bool from_1904; // days count from 1904-01-01 (workbookPr date1904)
};

int styles_read(struct styles *styles, struct archive *archive, const char *part, struct err *err);
bool styles_is_date(const struct styles *styles, size_t format); // formats not there are none
void styles_release(struct styles *styles);

/* Whether a number format shows a date: y, m, d, h or s outside quotes, brackets and escapes. */
bool styles_code_is_date(const char *code);

/* The number formats 14 to 58 that show a date, also in the Chinese versions (18.8.30). */
bool styles_builtin_is_date(long id);

/* Appends the day of a stored number: YYYY-MM-DD, with " HH:MM:SS" when it has a time; HH:MM:SS
 * when it is a time only. False, nothing appended, when the text is no number of a day from 1900 to
 * 9999. */
bool styles_write_date(const struct styles *styles, const char *number, struct buf *out);
#endif
