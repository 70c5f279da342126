/* The rejects as a file that the agency corrects and sends back: its own columns under its own
 * titles, behind them what to do, the code and the place, under titles that start with "muster:".
 *
 * Read again as it is, it gives the same rejects; read again corrected, the same people as if the
 * roster had been right. So an agency that only the roster's file name told stands in a column. */
#ifndef ROSTER_SENDBACK_H
#define ROSTER_SENDBACK_H
#include "base/publish.h"
#include "roster/reject.h"

/* Whether the name asks for a workbook: it ends with .xlsx. Everything else is CSV. */
bool sendback_is_workbook(const char *path);

/* Writes the rejects, or the first header alone when there are none. A header that differs from the
 * one above stands again above its rows.
 *
 * A workbook has a sheet for each sheet that rows come from; every column is text, the cell to
 * correct is red. CSV is for Excel: byte-order mark, CRLF, cells as csv_write_cell makes them.
 * Takes memory for one row besides the workbook's own. Errors: those of the workbook and of
 * publish_write. */
int sendback_write(
    const struct rejects *rejects, bool workbook, struct publish *file, struct err *err);
#endif
