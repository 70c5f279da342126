/* People in lists that were made earlier: for the same day they are not to be listed again; on
 * other days they are welcome, though not under another name. */
#ifndef ROSTER_PAST_H
#define ROSTER_PAST_H
#include "base/day.h"
#include "base/err.h"
#include "roster/crew.h"
#include "roster/known.h"
#include "roster/likeness.h"

enum { PAST_PEOPLE_MAX = 5000000 };

struct past {
    struct day on;              // the arrival day
    struct past_person *people; // owns; in the order of the lists
    size_t count, capacity;
    struct known today, before; // the items are people
    struct buf texts;
    size_t numberless; // people of the list read last whose records have no document number
};

void past_init(struct past *past, struct day on);

/* Reads the records of one list ("-" is standard input). Those without a document number
 * (muster check takes it out) are counted and found by name, date of birth, kind of
 * document and its last four characters. Errors: those of wire_read, and STATUS_INPUT
 * `against.day`, `against.size` with the place. */
int past_read(struct past *past, const char *path, struct err *err);

/* Fails with `dup.earlier` when a list of the same day has this person. `past` may be NULL. */
int past_refuse(struct past *past, const struct worker *worker, struct err *why);

/* Adds the note name.differs to a member of the crew when a list of another day has the document
 * number under another name. `past` may be NULL. */
void past_note(struct past *past, const struct worker *worker, struct crew *crew, size_t member);

/* After the last row: adds those who have a document number and are not in the crew to it, dropped
 * and with `source` and their number in `past->people` as the row, to be compared with. `is_here`
 * tells who is. `past` may be NULL. */
void past_join(struct past *past, struct crew *crew, struct likeness *likeness, uint32_t source,
    bool (*is_here)(const void *context, const char *number), const void *context);

/* Appends the place of such a person: "yesterday.ndjson:17". */
void past_place(const struct past *past, size_t person, struct buf *out);

void past_release(struct past *past);
#endif
