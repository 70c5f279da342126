/* The tables of a web page, which many systems export under the name .xls. */
#ifndef TABLE_HTML_H
#define TABLE_HTML_H
#include "table/table.h"

/* Reads the rows of all tables in `text`, valid UTF-8 whatever it says itself, as one sheet without
 * a name, or as one each where LibreOffice named the sheets that it exported into the page; a table
 * in a cell gives rows of its own. Rows are counted over the page or sheet, from 1, as Excel
 * shows them. The tags need not be closed in order, nor at all but for the last </table>, whose
 * absence tells a page that was cut off. One pass, no nesting. `path` is for the error's place.
 * Errors: STATUS_INPUT `html.table` (there is none), `html.damaged` (cut off), `html.columns`,
 * `html.cell`, `html.rows`. */
int html_read(
    const char *text, size_t len, const char *path, const struct table_sink *sink, struct err *err);
#endif
