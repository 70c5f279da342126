/* Which sheets of the workbooks are read: those that the user named, or all. */
#ifndef ROSTER_SHEETS_H
#define ROSTER_SHEETS_H
#include "base/buf.h"
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>

struct sheets {
    const char *const *wanted; // borrows; names, or places from 1
    size_t wanted_count;       // 0: all
    bool *found;               // owns; in any file, for each that is wanted
    size_t place, taken;       // of the file that is read: its sheets so far, those that are read
    struct buf names;          // of its sheets
};

void sheets_init(struct sheets *sheets, const char *const *wanted, size_t count);
void sheets_release(struct sheets *sheets);

/* Whether the file's next sheet is read. A number is the place of a sheet whose own name is no
 * number. NULL is all of a file that has no sheets: always. */
bool sheets_take(struct sheets *sheets, const char *name);

/* Ends a file: `usage.sheet`, naming the sheets it has, when it has some and none is wanted. */
int sheets_end_file(struct sheets *sheets, const char *path, struct err *err);

/* Ends the last file: `usage.sheet` when one that is wanted was in none. */
int sheets_end(const struct sheets *sheets, struct err *err);
#endif
