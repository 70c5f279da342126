/* An .xlsx workbook (ECMA-376): its worksheets in their order, hidden ones too. */
#ifndef TABLE_XLSX_H
#define TABLE_XLSX_H
#include "table/table.h"

/* Reads the bytes of a ZIP archive. `path` is for the error's place. Errors: STATUS_INPUT
 * `table.kind` when it holds no workbook that can be read, those of archive_read and
 * worksheet_read. */
int xlsx_read(const void *bytes, size_t len, const char *path, const struct table_sink *sink,
    struct err *err);
#endif
