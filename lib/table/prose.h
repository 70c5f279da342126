/* Text without columns: a row of one cell for each line. */
#ifndef TABLE_PROSE_H
#define TABLE_PROSE_H
#include "table/table.h"

/* Reads `text` (valid UTF-8 without NULs, followed by a NUL), cutting it where it stands at LF, CR
 * LF and CR; lines of white space are passed over. `path` is for the error's place. Errors:
 * STATUS_INPUT `prose.line`, `prose.lines` for the limits of table.h. */
int prose_read(
    char *text, size_t len, const char *path, const struct table_sink *sink, struct err *err);
#endif
