/* A person's name and phone as an agency typed them, made canonical. */
#ifndef ROSTER_PERSON_H
#define ROSTER_PERSON_H
#include "base/buf.h"
#include <stdbool.h>

enum { NAME_CHARACTERS_MAX = 100 };

/* Appends the name: compatibility forms folded, spaces between Han characters removed ("张 三"),
 * the dot between the parts of a minority name always U+00B7. Returns whether anything changed. */
bool name_clean(struct buf *out, const char *text);

/* Whether an encoding that lacks a character has left "?" or U+FFFD in its place. */
bool name_lost_characters(const char *name);

/* Appends the phone: folded, without spaces, hyphens and the country code 86; a number cell's
 * "1.38E+10" written out. Returns whether it has the shape of a mainland mobile or landline number.
 */
bool phone_clean(struct buf *out, const char *text);
#endif
