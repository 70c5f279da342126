/* One row of a roster, read as a worker. */
#ifndef ROSTER_ENTRY_H
#define ROSTER_ENTRY_H
#include "base/buf.h"
#include "base/day.h"
#include "identity/document.h"
#include "record/worker.h"
#include "roster/columns.h"
#include "roster/statement.h"

enum { ENTRY_NOTES_MAX = 16, ENTRY_EXTRAS_MAX = 256 };

struct entry {
    const char *grid, *enterprise; // where no column says so; borrows; NULL: unknown
    struct worker worker;          // borrows from below and from the row
    struct identity identity;
    struct statement statement;
    struct note notes[ENTRY_NOTES_MAX];
    struct extra extras[ENTRY_EXTRAS_MAX];
    char birth[11];
    const char *texts[FIELD_COUNT]; // by field, folded, NULL when empty; in the row or in `folded`
    unsigned failed;                // by field, a bit each: a formula's error stands there
    struct buf folded[FIELD_COUNT];
    struct buf name, phone, type, titles;
};

/* Folds the row's known columns into `entry->texts`, borrowing from the row. */
void entry_fold(struct entry *entry, const struct columns *columns, const struct row *row);

/* The folded field, NULL when it is empty or a formula failed there. */
const char *entry_field(const struct entry *entry, enum field field);

/* After entry_fold: fills `entry->worker`, but for its squad, from a row of `file`'s `sheet` (may
 * be NULL) for the arrival day `on`. An agency that no column names is the file's name without
 * folder and ending. Fails with the reason to set the row aside, and the field at fault. */
int entry_read(struct entry *entry, const struct columns *columns, const struct row *row,
    struct origin from, struct day on, struct err *why, enum field *fault);

/* Appends the agency of a file whose columns name none: its name without folder and ending; nothing
 * for standard input. */
void entry_agency_by_file(struct buf *agency, const char *file);

void entry_release(struct entry *entry);
#endif
