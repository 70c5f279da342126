/* Han words as names: what may be one, and what looks like one. */
#ifndef ROSTER_SURNAME_H
#define ROSTER_SURNAME_H
#include <stddef.h>
#include <stdint.h>

enum name_likeness {
    NAME_NEVER,    // one character, or a shift, sex, people, place or company
    NAME_POSSIBLE, // nothing speaks against it
    NAME_LIKELY,   // two to four characters after a surname, or parts with dots between them
};

/* How much a run of Han characters (and dots between them, U+00B7 and the like) looks like a
 * person's name. The surnames are those of the Hundred Family Surnames and common ones besides. */
enum name_likeness name_likeness(const char *text, size_t len);

/* Ideographs, compatibility and private-use ones among them. */
int is_han_character(uint32_t character);
#endif
