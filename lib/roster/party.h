/* What people who come together have in common, held once: kind of document, agency, shuttle, grid
 * and enterprise. */
#ifndef ROSTER_PARTY_H
#define ROSTER_PARTY_H
#include "base/buf.h"
#include "base/index.h"
#include "record/worker.h"

struct party {
    char *key; // owns; its texts with their NULs one behind the other, "" where there is none
    size_t len;
    const char *type, *agency, *shuttle, *grid, *enterprise; // in `key`; NULL: none
};

struct parties {
    struct party *items; // owns
    size_t count, capacity;
    struct index index;
    struct buf key; // of the last one that was looked for
};

/* The number of the worker's party, from 0 in order of coming. */
uint32_t party_of(struct parties *parties, const struct worker *worker);

/* Sets what the worker has from the party. Borrows from it until parties_release. */
void party_read(const struct parties *parties, uint32_t party, struct worker *worker);
void parties_release(struct parties *parties);
#endif
