/* The parts of a workbook file (ECMA-376 Part 2): XML in a ZIP archive, read as a stream of
 * elements. The only file that knows libzip.
 *
 * Bounded against files that were made to hurt: the size of the directory, inflated bytes a part
 * and in total, how far they may inflate, and what xml.h bounds. */
#ifndef TABLE_PART_H
#define TABLE_PART_H
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>

struct archive;

/* What the reader calls. Names come without their namespace prefix. A callback that returns
 * non-zero has filled `err` and stops the reading. */
struct part_events {
    void *context;
    /* `attributes` are names and values in turn, NULL at the end. */
    int (*start)(void *context, const char *name, const char *const *attributes, struct err *err);
    int (*end)(void *context, const char *name, struct err *err); // may be NULL
    void (*text)(void *context, const char *text, size_t len);    // in pieces; may be NULL
};

/* Borrows the bytes until archive_free. Fails with STATUS_INPUT `xlsx.zip` (damaged) or `xlsx.size`
 * (more parts than a workbook can have); NULL. */
struct archive *archive_open(const void *bytes, size_t len, struct err *err);
void archive_free(struct archive *archive);

/* Part names have no leading slash; case does not count, nor which way slashes lean. */
bool archive_has(const struct archive *archive, const char *part);

/* The name of the archive's part `index`, from 0, in the bytes that stand there (agencies' archives
 * have GB18030 ones); NULL after the last. Borrowed until archive_free. */
const char *archive_name(const struct archive *archive, size_t index);

/* Reads a part of at most `limit` inflated bytes to its end. Errors: STATUS_INPUT `xlsx.part` (not
 * there), `xlsx.zip` (damaged), `xlsx.password`, `xlsx.xml`, `xlsx.doctype`, `xlsx.size`, all
 * without a place. */
int archive_read(struct archive *archive, const char *part, size_t limit,
    const struct part_events *events, struct err *err);

/* Reads only the first element of that name (whatever its prefix), as if it were all of the part;
 * nothing when there is none. What stands before it is inflated and not parsed, and a part below 32
 * MiB is kept for the next reading: this is cheap. */
int archive_read_element(struct archive *archive, const char *part, const char *name,
    const struct part_events *events, struct err *err);

/* The value of the attribute, whatever its prefix, or NULL. */
const char *part_attribute(const char *const *attributes, const char *name);
#endif
