/* How an outcome is said by an endpoint that has no words of its own for it. */
#ifndef ENDPOINT_MANNER_H
#define ENDPOINT_MANNER_H
#include "endpoint/ask.h"
#include "record/verdict.h"

enum {
    MANNER_TRIES = 2, // failures of a `throttled` or `unavailable` person for each asking
    MANNER_RETRY_AFTER_S = 1,
};

struct manner {
    int status; // HTTP
    bool charged;
    bool passing; // answered MANNER_TRIES times, then what is true
};

const struct manner *manner_of(enum outcome outcome);

/* The word for a failure with this status, such as "throttled"; "fault" when there is none. */
const char *manner_error(int status);
#endif
