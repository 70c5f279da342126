/* The reference endpoint's protocol, without HTTP: a request's headers and body in, an answer out,
 * a line in the log. muster-endpoint(1) describes it.
 *
 * Not for several threads at once: what is charged and what is logged have one order. */
#ifndef ENDPOINT_SERVICE_H
#define ENDPOINT_SERVICE_H
#include "base/buf.h"
#include "endpoint/answers.h"
#include "endpoint/people.h"
#include <time.h>

enum {
    SERVICE_BODY_MAX = 64 << 10, // bytes of a request's body
    SERVICE_TRIES = 2,           // failures of a `throttled` or `unavailable` person for each key
    SERVICE_RETRY_AFTER_S = 1,
};

struct service {
    const struct people *people; // borrows
    const char *token;           // borrows; NULL: no Authorization is demanded
    int log_fd;                  // borrows; -1: no log
    struct answers answers;
    unsigned char person_key[DIGEST_BYTES]; // random, of this run: hides people in the log
    long requests, charges;
    bool full;           // a key was refused because ANSWERS_MAX are known
    struct err log_fail; // status STATUS_DONE while the log could be written
    time_t logged_s;     // the second that `logged_at` shows
    char logged_at[24];
};

struct ask {
    const char *authorization, *key; // the headers; NULL when absent
    const char *body;
    size_t body_len;
    bool too_large; // the body was cut at SERVICE_BODY_MAX
};

struct reply {
    int status;        // HTTP
    int retry_after_s; // 0: no such header
    struct buf body;   // JSON
};

/* Fails with STATUS_RESOURCE when the system has no random bytes. */
int service_init(struct service *service, const struct people *people, struct err *err);
void service_release(struct service *service);

/* POST /v1/check. Fills `reply`, whose body the caller releases. */
void service_check(struct service *service, const struct ask *ask, struct reply *reply);

/* Any other request: `error` is its stable word. */
void service_refuse(struct service *service, int status, const char *error, struct reply *reply);
#endif
