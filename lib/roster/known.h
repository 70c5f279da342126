/* People found again: by document number (15 digits or 18 of one resident), by the key that stands
 * for it after the check, or, when one of the two records has no number, by name, date of birth,
 * kind of document and its last four characters. */
#ifndef ROSTER_KNOWN_H
#define ROSTER_KNOWN_H
#include "base/buf.h"
#include "base/index.h"
#include "record/worker.h"

struct known_key;

struct known {
    struct index index;
    struct buf texts;
    struct known_key *keys; // owns
    size_t key_count, key_capacity;
};

/* Remembers a person as `item`, a number of the caller's. */
void known_add(struct known *known, const struct worker *worker, uint32_t item);

/* The first item that is this person; INDEX_NONE: unknown. */
uint32_t known_find(struct known *known, const struct worker *worker);
void known_release(struct known *known);
#endif
