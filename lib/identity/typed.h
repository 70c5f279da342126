/* A document number as people type it. */
#ifndef IDENTITY_TYPED_H
#define IDENTITY_TYPED_H
#include "base/buf.h"
#include <stdbool.h>

/* Appends the number in upper-case ASCII as far as that is no guess: compatibility forms folded,
 * without spaces, apostrophes in front, commas behind, hyphens that only group digits, and with X
 * for what looks like it (Cyrillic, Greek, a times sign) behind 17 digits. */
void typed_clean(const char *text, struct buf *number);

/* "3.30482E+17": what a spreadsheet shows of a long number. `text` is clean. */
bool typed_is_scientific(const char *text);

/* Replaces the text of a number cell by its digits when it is a whole number that a spreadsheet
 * keeps exactly (up to 15 digits); returns false, and leaves it, when it lost digits. */
bool typed_expand(struct buf *number);
#endif
