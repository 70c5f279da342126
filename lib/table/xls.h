/* An .xls workbook (BIFF8, and BIFF5 of Excel 5 and 95): its worksheets in their order, hidden ones
 * too. Formulas have the value that Excel saved. */
#ifndef TABLE_XLS_H
#define TABLE_XLS_H
#include "table/table.h"

/* Reads the bytes of a compound file with a stream Workbook or Book. `path` is for the error's
 * place. Errors: STATUS_INPUT `xls.damaged`, `xls.password`, `xls.rows` (more cells than any
 * roster has), with the sheet where one is being read. Work and memory stay within a small multiple
 * of `len`. */
int xls_read(const void *bytes, size_t len, const char *path, const struct table_sink *sink,
    struct err *err);
#endif
