/* One person that a request asks about, and what they get this time. */
#ifndef ENDPOINT_SUBJECT_H
#define ENDPOINT_SUBJECT_H
#include "endpoint/dialect.h"

struct subject {
    enum outcome outcome;
    const char *key; // a valid idempotency key, borrows; "" for none
    char person[JOURNAL_PERSON];
    unsigned char payload[DIGEST_BYTES];
    bool settled;   // answered and charged before under this key, with this outcome
    long request;   // settled: by which request, or as which job
    bool key_wrong; // it is none, or was used for somebody else
};

/* Finds the person and decides: what the register wants, or else what is true. Each call is one
 * more try of somebody who is `throttled` or `unavailable`. The gleanings are undone, see
 * lookup_undo. */
void subject_find(struct dialect *dialect, struct gleanings *gleanings, struct subject *subject);

/* Remembers the answer for the same key. */
void subject_settle(struct dialect *dialect, const struct subject *subject, long request);
#endif
