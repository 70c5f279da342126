/* What was answered under each idempotency key, kept while the endpoint runs. */
#ifndef ENDPOINT_ANSWERS_H
#define ENDPOINT_ANSWERS_H
#include "base/digest.h"
#include "base/index.h"
#include "record/verdict.h"
#include <stdbool.h>
#include <stddef.h>

enum {
    ANSWERS_KEY_MAX = 64,  // bytes of a key
    ANSWERS_MAX = 1000000, // keys; about 200 MiB
};

struct answer {
    char key[ANSWERS_KEY_MAX + 1];
    unsigned char payload[DIGEST_BYTES]; // of what the key was first used for
    long request;                        // the number of the request that settled it
    int tries;                           // rehearsed failures so far
    enum outcome outcome;                // OUTCOME_NONE until it is settled
};

struct answers {
    struct answer *items; // owns
    size_t count, capacity;
    struct index index; // by key
    size_t limit;       // keys; 0: ANSWERS_MAX
};

enum claim {
    CLAIM_NEW,    // first use of the key
    CLAIM_REPEAT, // the same key for the same payload
    CLAIM_REUSED, // the key belongs to another payload
    CLAIM_FULL,   // a new key, and no room for it
};

/* Whether it may be a key: up to ANSWERS_KEY_MAX letters, digits, - and _. */
bool answers_key_valid(const char *key);

/* Looks the key up, and adds it when it is new. `*answer` is borrowed until the next claim; NULL
 * for CLAIM_REUSED and CLAIM_FULL. A key longer than ANSWERS_KEY_MAX is the caller's mistake. */
enum claim answers_claim(struct answers *answers, const char *key,
    const unsigned char payload[DIGEST_BYTES], struct answer **answer);
void answers_release(struct answers *answers);
#endif
