/* An .xlsx workbook for people to correct and send back: every cell is text, and so is what is
 * typed into an empty one, so that Excel keeps document numbers as they are. The only file that
 * knows libxlsxwriter.
 *
 * The rows go to unnamed temporary files of the system as they come; the workbook itself is made
 * in memory. The same calls give the same bytes on any day. */
#ifndef TABLE_WORKBOOK_H
#define TABLE_WORKBOOK_H
#include "base/buf.h"
#include "base/err.h"
#include <stddef.h>

enum workbook_look {
    WORKBOOK_PLAIN,
    WORKBOOK_TITLE,  // bold: a header row
    WORKBOOK_FAULT,  // filled red: the cell to correct
    WORKBOOK_ADVICE, // filled yellow, lines wrapped: what to do
};
enum { WORKBOOK_LOOKS = WORKBOOK_ADVICE + 1 };

struct workbook {
    int fd;                                   // in memory
    struct lxw_workbook *book;                // owns
    struct lxw_worksheet *sheet;              // borrows from book
    struct lxw_format *looks[WORKBOOK_LOOKS]; // borrows from book
    size_t sheets;
    long row;             // from 0
    int columns, widened; // the last one used, the last one that has its width; from 1
    struct buf text;
};

/* Starts an empty workbook. Errors: STATUS_RESOURCE `workbook.open`. */
int workbook_open(struct workbook *workbook, struct err *err);

/* Starts a sheet at its first row, which stays in sight when the others scroll. The name is made
 * one that Excel takes: at most 31 UTF-16 units, without []:*?/\ and not that of an earlier sheet.
 */
int workbook_sheet(struct workbook *workbook, const char *name, struct err *err);

/* How wide a column is (from 1), in digits of the usual font; a Han character takes two. Columns
 * come in ascending order; those left out have Excel's own width. */
void workbook_width(struct workbook *workbook, int column, double digits);

/* Sets a cell (column from 1) of the present row; "" leaves an empty one of that look. Text beyond
 * Excel's 32,767 UTF-16 units is cut. Errors: STATUS_CREATE `workbook.size` past row 1,048,576 or
 * column 16,384. */
int workbook_cell(struct workbook *workbook, int column, const char *text, enum workbook_look look,
    struct err *err);

/* How many lines high the present row is: not every program makes room for wrapped text. */
void workbook_height(struct workbook *workbook, int lines);

/* Goes on to the next row. */
void workbook_next(struct workbook *workbook);

/* Appends the finished file to `bytes` and releases the workbook, on failure too. A workbook has at
 * least one sheet. Errors: STATUS_IO `workbook.write`. */
int workbook_finish(struct workbook *workbook, struct buf *bytes, struct err *err);

/* Drops it unfinished; safe after workbook_finish and on `{0}`. */
void workbook_release(struct workbook *workbook);
#endif
