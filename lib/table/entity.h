/* What "&...;" stands for in XML (XML 1.0, 4.1 and 4.6): a character by its number, or one of the
 * five that XML names itself. */
#ifndef TABLE_ENTITY_H
#define TABLE_ENTITY_H
#include "base/buf.h"
#include <stdbool.h>

enum { ENTITY_CUT = 1 };

/* Appends the character that the entity at `*at` stands for and moves `*at` behind it. Returns -1
 * when it is none, ENTITY_CUT when its end may lie behind `end`. */
int entity_read(const char **at, const char *end, struct buf *out);

/* Replaces all entities of a text where they stand and ends it with a NUL, at `end` or before.
 * False when one is none. */
bool entity_replace(char *text, char *end);
#endif
