/* What a cell shows in place of a value. Text files hold it as the spreadsheet showed it. */
#ifndef TABLE_CELL_H
#define TABLE_CELL_H
#include "table/table.h"

/* Whether a text is the error of a formula as a spreadsheet shows it: "#N/A", "#VALUE!", "Err:502"
 * of LibreOffice. */
bool cell_shows_error(const char *text);

/* Whether an error stands in the cell, alone. */
static inline bool cell_is_error(const struct cell *cell)
{
    unsigned char first = (unsigned char)cell->text[0];
    bool may_show = first == '#' || first == 'E' || first == 0xE9; // or 错
    return cell->type == CELL_ERROR || (may_show && cell_shows_error(cell->text));
}

/* Fails when no value is there: an error (`cell.error`), or "####" of a column that was too narrow
 * when the file was saved as it is shown (`cell.narrow`). */
int cell_refuse(const struct cell *cell, struct err *err);
#endif
