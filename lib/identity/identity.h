/* Who somebody is by their document: what can be read from its number. */
#ifndef IDENTITY_IDENTITY_H
#define IDENTITY_IDENTITY_H
#include "base/day.h"
#include <stdbool.h>
#include <stddef.h>

enum { IDENTITY_NUMBER_MAX = 32, IDENTITY_NAME_MAX = 39, IDENTITY_NOTES_MAX = 6 }; // bytes; notes

/* Something that a person may want to know, with at most one parameter. */
struct identity_note {
    const char *code; // static
    const char *name; // of the parameter; NULL: none
    const char *text; // its value, borrowed from what was read; NULL: `number` counts
    long number;
};

struct identity {
    const char *type;                     // muster-record(5) lists them; static
    char number[IDENTITY_NUMBER_MAX + 1]; // canonical: ASCII, upper case, no spaces
    char sex;                             // 'M', 'F'; 0 when the document does not tell
    struct day birth;                     // zero when the document does not tell
    char name[IDENTITY_NAME_MAX + 1];     // Latin, of a machine-readable zone; "" when not told
    char country[4];                      // letters of a machine-readable zone: "UTO"; or ""
    char until[11];                       // the document's last day, YYYY-MM-DD; "" when not told
    struct identity_note notes[IDENTITY_NOTES_MAX];
    size_t note_count;
};

/* What the roster's own columns say of the person. */
struct stated {
    char sex;         // 'M', 'F'; 0: nothing
    struct day birth; // month or day may be 0 alone: not said; all 0: nothing
};

/* Whether the day is the stated one, as far as that was said. */
bool stated_birth_agrees(const struct stated *stated, struct day birth);

/* Forgets everything: text is empty, notes there are none. */
static inline void identity_clear(struct identity *identity)
{
    identity->type = NULL;
    identity->number[0] = identity->name[0] = identity->country[0] = identity->until[0] = '\0';
    identity->sex = 0;
    identity->birth = (struct day){0};
    identity->note_count = 0;
}

/* Adds a note and returns it; the last one is replaced when there are too many. */
struct identity_note *identity_note(struct identity *identity, const char *code);

/* Reads `count` digits. */
static inline int identity_digits(const char *text, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++)
        value = value * 10 + (text[i] - '0');
    return value;
}
#endif
