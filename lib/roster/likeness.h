/* Who has something in common with others that only shows when everybody is there: a phone that
 * three people and more gave, or a name whose numbers are nearly the same. */
#ifndef ROSTER_LIKENESS_H
#define ROSTER_LIKENESS_H
#include "roster/crew.h"

/* Hashes of what people may have in common, 0: nothing. A single wrong digit, or two that changed
 * places, leaves either the head or the tail of a number as it was. */
enum trait { TRAIT_HEAD, TRAIT_TAIL, TRAIT_PHONE, TRAIT_COUNT };

struct traits {
    uint32_t keys[TRAIT_COUNT];
};

struct likeness {
    struct traits *items; // owns; the crew's members
    size_t count, capacity;
};

/* Appends the place of a member: "a.csv:4". */
typedef void likeness_place(const void *context, size_t member, struct buf *out);

/* Remembers the worker who was just added to the crew; every member in turn. */
void likeness_add(struct likeness *likeness, const struct worker *worker);

/* After the last one, before crew_settle: adds the notes phone.shared and id.near to members.
 *
 * phone.shared: `people` who gave the same phone. id.near: `at` stands the same name with a number
 * in which one character is another one, or two neighbours changed places (a resident's check
 * character aside); one note a person. Dropped members count, too: they may hold the right number
 * of the two, and they answer the same phone. Each is compared with at most LIKENESS_WINDOW others
 * that have the same name and half a number in common.
 */
enum { LIKENESS_WINDOW = 64, LIKENESS_FAMILY = 2 };
void likeness_note(
    const struct likeness *likeness, struct crew *crew, likeness_place *place, const void *context);

void likeness_release(struct likeness *likeness);
#endif
