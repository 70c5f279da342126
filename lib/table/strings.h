/* A workbook's shared strings (ECMA-376 Part 1, 18.4), all in one run of memory. */
#ifndef TABLE_STRINGS_H
#define TABLE_STRINGS_H
#include "base/buf.h"
#include "table/part.h"
#include <stdint.h>

struct strings {
    struct buf text;  // each string with its NUL
    uint32_t *starts; // owns; offsets into `text`
    size_t count, capacity;
};

/* Errors: those of archive_read, `xlsx.cell` (one is too long), `xlsx.strings` (5 million). */
int strings_read(
    struct strings *strings, struct archive *archive, const char *part, struct err *err);
const char *strings_at(const struct strings *strings, size_t index); // borrowed; NULL: none such
void strings_release(struct strings *strings);

/* Follows the elements of a string item, which is text (<t>) in runs, with furigana (<rPh>) that is
 * none: `text` is true where text counts. */
struct rich {
    bool text;
    int phonetic;
};
void rich_start(struct rich *rich, const char *name);
void rich_end(struct rich *rich, const char *name);

/* Turns the `_xHHHH_` of ST_Xstring (22.9.2.19) into characters where they stand; NULs are dropped.
 * Returns the new length. */
size_t strings_unescape(char *text, size_t len);
#endif
