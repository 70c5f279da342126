/* Finds the header of a sheet, one row or two, row by row. */
#ifndef ROSTER_HEADER_H
#define ROSTER_HEADER_H
#include "roster/columns.h"

enum { HEADER_ROWS = 50 }; // a sheet without one in so many rows is no roster

struct header {
    struct titles lines[2]; // the header once it is found; before, the row above
    size_t line_count;      // of the header; 0: not found
    size_t above;           // rows that were looked at and are no header
    size_t people_above;    // those of them that hold a document number
    struct titles likely;   // of them the one with the most words and no digits
    bool waiting;           // lines[0] is one, the next row may belong to it
};

enum header_step {
    HEADER_NONE,  // the row is none, or perhaps its first row
    HEADER_READ,  // the row is the header's last, or a remark below it
    HEADER_ABOVE, // the header ended above this row, which is somebody's
};

/* Looks at the next row. From HEADER_READ and HEADER_ABOVE on `tables` are those of the header; the
 * caller does not ask again. */
enum header_step header_look(struct header *header, const struct naming *naming,
    const struct row *row, struct tables *tables);

/* After the last row: false when there was no header. */
bool header_end(struct header *header, const struct naming *naming, struct tables *tables);

/* Whether the row is one of the header's again, as above each page; or another header, which is
 * taken over then. */
bool header_again(struct header *header, const struct naming *naming, const struct row *row,
    struct tables *tables);

long header_row(const struct header *header); // its last row, from 1; 0: there is none

void header_release(struct header *header); // to start with another sheet
#endif
