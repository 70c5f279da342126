/* What a spreadsheet does not show and a program reads all the same: it is counted, so that the
 * user can look at it. */
#ifndef TABLE_HIDDEN_H
#define TABLE_HIDDEN_H
#include "table/part.h"
#include "table/row.h"

struct hidden {
    bool *columns; // owns; by column from 0
    size_t column_count;
    bool filtered; // the sheet has an autofilter with a condition
    size_t taken;  // ranges of columns
    size_t rows, used_columns;
    long first_row;   // from 1
    int first_column; // from 1
};

/* The columns from `first` to `last`, from 0, are hidden. Of many such ranges the first thousand
 * are taken. */
void hidden_take(struct hidden *hidden, size_t first, size_t last);

/* Takes a <col>, and tells whether a <row> is hidden: also one of no height. */
void hidden_take_columns(struct hidden *hidden, const char *const *attributes);
bool hidden_is_row(const char *const *attributes);

/* Counts what a row that was read has in hidden columns, and itself when it is hidden. */
void hidden_count(struct hidden *hidden, const struct row_cells *cells, long row, bool is_hidden);

/* Says how many there were, and where the first is. Nothing when all was shown. */
void hidden_say(const struct hidden *hidden, const struct table_sink *sink, const char *path,
    const char *sheet);

/* Says that a whole sheet is hidden. */
void hidden_say_sheet(const struct table_sink *sink, const char *path, const char *sheet);
void hidden_release(struct hidden *hidden);
#endif
