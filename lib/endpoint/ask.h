/* One HTTP request that came and what goes back: all that an endpoint sees of HTTP. */
#ifndef ENDPOINT_ASK_H
#define ENDPOINT_ASK_H
#include "base/buf.h"
#include "profile/params.h"
#include <stdbool.h>

enum { ASK_BODY_MAX = 1 << 20 }; // bytes of a body

/* What came. Borrows. */
struct ask {
    const char *method;
    const char *target;           // path and query as they came, still escaped
    size_t path_len;              // of `target`: what stands before the question mark
    const struct params *query;   // unescaped
    bool query_wrong;             // it cannot be unescaped; `query` holds what came before
    const struct params *headers; // as they came
    const char *body;             // a NUL follows
    size_t body_len;
    bool too_large; // the body was cut at ASK_BODY_MAX
};

enum tell_manner {
    TELL_REPLY,
    TELL_DROP, // the connection ends without a reply
    TELL_HANG, // it stays, and no reply comes
};

/* What goes back. */
struct tell {
    enum tell_manner manner;
    int status;            // HTTP
    const char *type;      // Content-Type; borrows; NULL: application/json
    int retry_after_s;     // 0: no such header
    struct params headers; // more of them
    struct buf body;
};

void tell_release(struct tell *tell);

struct fault;

/* Who answers. Called for one request at a time, whole, in the order in which they came. */
struct handler {
    void *context; // borrows

    /* Fills an empty `tell`. False: nothing more can be answered, time to stop. */
    bool (*handle)(void *context, const struct ask *ask, struct tell *tell);

    /* The same for a request that a bad day spoils. */
    bool (*spoil)(
        void *context, const struct ask *ask, const struct fault *fault, struct tell *tell);
};
#endif
