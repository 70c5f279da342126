/* Text with separators (RFC 4180): comma, semicolon, tab or full-width comma, told from the first
 * lines or a line `sep=;` on top; LF, CR LF and CR; quotes with anything inside.
 *
 * What Excel users write to keep a number a text is taken off: ="330482..." and '330482..., and so
 * is the apostrophe with which csv_write_cell defuses a formula. */
#ifndef TABLE_CSV_H
#define TABLE_CSV_H
#include "base/buf.h"
#include "table/table.h"

/* Reads `text` (valid UTF-8 without NULs, followed by a NUL), cutting it into cells where it
 * stands. `path` is for the error's place. Errors: STATUS_INPUT `csv.quote` at the line where the
 * quote opens, `csv.cell`, `csv.columns`, `csv.rows` for the limits of table.h. */
int csv_read(
    char *text, size_t len, const char *path, const struct table_sink *sink, struct err *err);

/* Appends one cell for Excel's eyes: quoted where RFC 4180 asks for it, what would run as a formula
 * (= + - @) defused with an apostrophe, a long number or one with zeros in front kept a text.
 * csv_read gives the same text back. */
void csv_write_cell(struct buf *out, const char *text);
#endif
