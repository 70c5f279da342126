/* The rows of one worksheet (ECMA-376 Part 1, 18.3), read as a stream. */
#ifndef TABLE_WORKSHEET_H
#define TABLE_WORKSHEET_H
#include "table/part.h"
#include "table/strings.h"
#include "table/styles.h"
#include "table/table.h"

/* What a worksheet needs of its workbook; borrows all of it. */
struct worksheet_source {
    struct archive *archive;
    const struct strings *strings;
    const struct styles *styles;
    const char *part; // "xl/worksheets/sheet1.xml"
    const char *name; // as the user sees it
    const char *path; // of the workbook, as the user named it
    bool hidden;      // the user does not see it
};

/* Hands the rows to the sink, unless its `sheet` skips them; merged cells filled down. What is
 * hidden, and formulas without a result, are said. Cells without text at a row's end are left out.
 * Errors: those of archive_read, and STATUS_INPUT `xlsx.cell`, `xlsx.columns`, `xlsx.rows` (limits
 * of table.h), `xlsx.reference` (a place that is none), `xlsx.string` (a shared string that is not
 * there), with sheet and row. */
int worksheet_read(
    const struct worksheet_source *source, const struct table_sink *sink, struct err *err);
#endif
