/* An "XML Spreadsheet 2003" (SpreadsheetML), which many systems export under the name .xls. */
#ifndef TABLE_SPREADSHEETML_H
#define TABLE_SPREADSHEETML_H
#include "table/table.h"

/* Reads its worksheets from `text`, which is UTF-8 whatever it says itself. `path` is for the
 * error's place. Errors: STATUS_INPUT `xmlss.xml`, `xmlss.doctype`, `xmlss.size`,
 * `xmlss.reference` (a place that no table has), `xmlss.columns`, `xmlss.cell`, `xmlss.rows`
 * (limits of table.h), with sheet and row. */
int spreadsheetml_read(
    const char *text, size_t len, const char *path, const struct table_sink *sink, struct err *err);
#endif
