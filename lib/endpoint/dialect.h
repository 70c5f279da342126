/* The rehearsal endpoint in the dialect of any profile: it reads the requests that the profile
 * makes, refuses those that it would have made otherwise, and answers with the profile's own
 * examples. No HTTP here, as in service.h.
 *
 * Not for several threads at once: what is charged and what is logged have one order. */
#ifndef ENDPOINT_DIALECT_H
#define ENDPOINT_DIALECT_H
#include "endpoint/answers.h"
#include "endpoint/jobs.h"
#include "endpoint/journal.h"
#include "endpoint/lookup.h"
#include "endpoint/sketch.h"
#include "endpoint/tokens.h"

enum { DIALECT_REASONS_MAX = 32 }; // that are said

struct dialect {
    const struct profile *profile; // borrows; unlocked
    struct journal *journal;       // borrows
    long polls;                    // how often an accepted question is still pending
    void *context;
    void (*say)(void *context, const char *sentence); // once each; any thread

    struct lookup lookup;
    struct sketch check, token, poll; // the last two only where the profile has them
    struct slots item;                // of a batch
    struct answers answers;
    struct tokens tokens;
    struct jobs jobs;
    char *reasons[DIALECT_REASONS_MAX]; // own; those that were said
    size_t reason_count;
};

struct dialect_plan {
    const struct profile *profile;
    const struct people *people;
    struct journal *journal;
    long polls;
    long token_life; // requests that a token is good for; 0: any number
    void *context;
    void (*say)(void *context, const char *sentence);
};

/* Borrows what the plan points to. Says at once for which outcomes of the register there is no
 * example. Errors: STATUS_CONFIG `dialect.examples` when the profile has no
 * examples to answer with, and those of fields_fill. */
int dialect_init(struct dialect *dialect, const struct dialect_plan *plan, struct err *err);
void dialect_release(struct dialect *dialect);

/* The dialect as the one who answers; borrows it. */
struct handler dialect_handler(struct dialect *dialect);
#endif
