/* What may have been typed wrong in a number whose check character does not fit. */
#ifndef IDENTITY_CANDIDATES_H
#define IDENTITY_CANDIDATES_H
#include "base/buf.h"
#include "identity/identity.h"

enum { CANDIDATES_SHOWN = 3 };

/* Appends the likeliest single wrong characters and swapped neighbours of 18 characters, joined by
 * "or": those that leave a person of working age from a known place, and first those that agree
 * with what the roster's other columns say. Places and single characters are told, never a whole
 * number; nothing when there are none. `stated` may be NULL. */
void candidates_print(
    const char *number, const struct stated *stated, struct day on, struct buf *out);
#endif
