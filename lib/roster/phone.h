/* A phone number as an agency typed it, made canonical. */
#ifndef ROSTER_PHONE_H
#define ROSTER_PHONE_H
#include "base/buf.h"
#include <stdbool.h>

/* Whether these bytes are a mainland mobile or landline number as it should be: digits only. */
bool phone_has_shape(const char *text, size_t len);

/* Appends the phone: folded, without spaces, hyphens and the country code 86; a number cell's
 * "1.38E+10" written out. Returns whether it has the shape of a mainland mobile or landline number.
 */
bool phone_clean(struct buf *out, const char *text);
#endif
