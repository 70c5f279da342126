/* Why a run ends early, as the sentence for the user. */
#ifndef CHECK_STOP_H
#define CHECK_STOP_H
#include "base/err.h"
#include "profile/profile.h"

enum stop {
    STOP_NONE,
    STOP_SIGNAL,
    STOP_AUTH,
    STOP_TOKEN,
    STOP_FUNDS,
    STOP_QUOTA,
    STOP_BUDGET, // has its own sentence
    STOP_UNAVAILABLE,
    STOP_TLS, // our certificate, its key or the CA
    STOP_THROTTLED,
    STOP_REDIRECT,
    STOP_RULES,
    STOP_ERROR, // reading, printing or the ledger failed; they have their own sentence
};

/* `reason`: what the network said, or NULL. */
void stop_explain(
    enum stop stop, const struct profile *profile, const char *reason, struct err *err);

/* The outcome of those who are not asked because of it. */
enum outcome stop_outcome(enum stop stop);

/* The cause in an endpoint's answer that ends a run. */
enum stop stop_of(enum outcome outcome);
#endif
