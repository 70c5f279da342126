/* Who stands in the rosters more than once. */
#ifndef ROSTER_DUPLICATES_H
#define ROSTER_DUPLICATES_H
#include "base/err.h"
#include "base/index.h"
#include "roster/crew.h"

struct duplicates {
    struct index numbers; // of the crew's members
};

/* The member with this document number, or with the same resident's of 15 digits or 18; dropped
 * ones aside. INDEX_NONE: nobody has it. */
uint32_t duplicates_find(
    const struct duplicates *duplicates, const struct crew *crew, const char *number);

/* Told what is likely to be looked up soon, the look-up does not wait for memory. */
void duplicates_expect(const struct duplicates *duplicates, const char *number);

/* Remembers a member that was just added to the crew. */
void duplicates_add(struct duplicates *duplicates, const struct crew *crew, size_t member);

void duplicates_release(struct duplicates *duplicates);
#endif
