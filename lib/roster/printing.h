/* The crew's people as records: what many of them share is printed once. */
#ifndef ROSTER_PRINTING_H
#define ROSTER_PRINTING_H
#include "record/wire.h"
#include "roster/intake.h"

struct printing {
    const struct intake *intake; // borrows
    struct buf text;             // the parties' ties, then the sources' origins
    struct wire_part *ties;      // owns; a party each
    struct wire_part *origins;   // owns; a source each
    struct crew_view view;
};

/* After intake_finish. */
void printing_init(struct printing *printing, const struct intake *intake);

/* Appends the rest of a member's record, behind its squad. */
void printing_member(struct printing *printing, size_t member, struct buf *out);
void printing_release(struct printing *printing);
#endif
