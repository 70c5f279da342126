/* The reference endpoint's protocol, without HTTP: a request's headers and body in, an answer out,
 * a line in the log. muster-endpoint(1) describes it.
 *
 * Not for several threads at once: what is charged and what is logged have one order. */
#ifndef ENDPOINT_SERVICE_H
#define ENDPOINT_SERVICE_H
#include "endpoint/answers.h"
#include "endpoint/ask.h"
#include "endpoint/journal.h"
#include "endpoint/people.h"

enum { SERVICE_BODY_MAX = 64 << 10 }; // bytes of a request's body

struct service {
    const struct people *people; // borrows
    const char *token;           // borrows; NULL: no Authorization is demanded
    struct journal *journal;     // borrows
    struct answers answers;
    bool full; // a key was refused because ANSWERS_MAX are known
};

void service_init(struct service *service, const struct people *people, struct journal *journal);
void service_release(struct service *service);

/* The service as the one who answers; borrows it. */
struct handler service_handler(struct service *service);
#endif
