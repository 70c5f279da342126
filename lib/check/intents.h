/* The intents of a run that stand in rows of many people: what a ledger that is written to knows of
 * its own `intents`. A person is in at most one of them. Nothing here is durable. */
#ifndef CHECK_INTENTS_H
#define CHECK_INTENTS_H
#include "base/buf.h"
#include "base/index.h"
#include "check/ledger.h"
#include <time.h>

enum {
    INTENTS_ROW = 256,  // people in a row
    INTENTS_MAX = 1024, // rows; who finds no place has an intent alone
};

typedef unsigned char intents_key[LEDGER_KEY_BYTES];

/* What they have in common, and who they are. */
struct intents_row {
    long id; // 0: nobody is in it, and it may be used again
    long asking;
    time_t asked_at;
    char *profile;     // owns
    char *version;     // owns; NULL: not known
    intents_key *keys; // owns
    bool *open;        // owns; of each of the keys
    size_t count, capacity, open_count;
    bool written; // it is in the file, ...
    bool changed; // ... and has changed since
};

struct intents {
    struct intents_row *rows; // owns
    size_t count, capacity, last;
    long last_id;
    struct index index; // of keys; row * INTENTS_ROW + place in it
};

void intents_release(struct intents *intents);

/* The row in which this person waits for an answer; NULL: in none. */
struct intents_row *intents_find(struct intents *intents, const unsigned char *key);

/* Adds somebody who is in none; false when there is no place. */
bool intents_add(struct intents *intents, const struct ledger_asking *asking, time_t now);

/* This person's intent is none any more, or stands alone. */
void intents_remove(struct intents *intents, const unsigned char *key);

/* The keys of those who are still in it, one behind the other, instead of what `keys` held. */
void intents_keys(const struct intents_row *row, struct buf *keys);

/* Nobody is in it. */
void intents_clear(struct intents_row *row);
#endif
