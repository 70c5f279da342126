/* What stands between the cells of a text table. */
#ifndef TABLE_SEPARATOR_H
#define TABLE_SEPARATOR_H
#include <stdbool.h>
#include <stddef.h>

#define SEPARATOR_WIDE "，"
#define SEPARATOR_NONE '\xFF' // never in UTF-8

struct separator {
    char byte; // ',', ';', tab, or SEPARATOR_NONE
    bool wide; // the full-width comma ends a cell, too
};

/* Tells it from the first lines of a text that a NUL follows: what most of them hold equally often,
 * outside quotes. A full-width comma is punctuation while another one serves; both commas are
 * taken when more lines agree on the two together than on either. */
void separator_find(const char *text, size_t len, struct separator *separator);

/* Reads Excel's own mark on top of a file, `sep=;`. Returns the bytes of its line; 0 when there is
 * none. */
size_t separator_read_mark(const char *text, size_t len, struct separator *separator);
#endif
