/* The rows of one sheet of an .xls workbook ([MS-XLS] 2.1.7.20.5). */
#ifndef TABLE_XLS_SHEET_H
#define TABLE_XLS_SHEET_H
#include "table/biff.h"
#include "table/strings.h"
#include "table/styles.h"
#include "table/table.h"

/* What a sheet needs of its workbook; borrows all of it. */
struct xls_sheet {
    struct biff *biff; // stands before the sheet's first record
    const struct strings *strings;
    const struct styles *styles;
    const char *name, *path; // of the sheet and the workbook, as the user sees them
};

/* Hands the rows to the sink, merged cells filled down. What is hidden is said. Errors without a
 * place: `xls.damaged`, `xls.rows`. */
int xls_sheet_read(const struct xls_sheet *sheet, const struct table_sink *sink, struct err *err);

/* Why a workbook cannot be read to its end: `xls.damaged`. Returns -1. */
int xls_fail_damaged(struct err *err);
#endif
