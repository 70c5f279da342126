/* A person's name as an agency typed it, made canonical: what the endpoints compare with. */
#ifndef IDENTITY_NAME_H
#define IDENTITY_NAME_H
#include "base/buf.h"
#include <stdbool.h>

enum {
    NAME_CHARACTERS_MAX = 100,
    NAME_TYPED_MAX = 400
}; // of a name; of what may stand in its cell

/* What name_clean found. All but the first two leave the character where it is: a person has to
 * ask. */
enum {
    NAME_CHANGED = 1 << 0, // something was made canonical
    NAME_REMARK = 1 << 1,  // a remark in brackets was taken off
    NAME_DIGITS = 1 << 2,
    NAME_PRIVATE = 1 << 3, // a private-use character that no table explains
    NAME_SYMBOL = 1 << 4,  // no letter, and no sign that stands in names
    NAME_MIXED = 1 << 5,   // Han and Latin letters: perhaps two spellings of one name
    NAME_PARTS = 1 << 6,   // parts of two and more Han characters stood apart
    NAME_SHORT = 1 << 7,   // a single character
};

/* Whether it is what nearly every name is: two or more ideographs U+4000 to U+9FFF, perhaps with
 * single dots between them. name_clean leaves it as it is and finds nothing. */
bool name_is_ordinary(const char *text);

/* Appends the name: look-alikes, compatibility forms and NFC; the padding of Han names removed ("张
 * 三"); the dot between Han parts always U+00B7 and without spaces; "<" of a passport's machine
 * lines a space; remarks in brackets taken off, unless nothing would be left. Returns what was
 * found, of the flags above. Most names cost one look at their bytes. */
unsigned name_clean(struct buf *out, const char *text);

/* Whether an encoding that lacks a character has left "?" or U+FFFD in its place. */
bool name_lost_characters(const char *name);

/* Whether it has no letter of any script: "12", "-". */
bool name_is_none(const char *name);

/* The code of the note for one of the flags: "name.digits". */
const char *name_note(unsigned flag);
#endif
