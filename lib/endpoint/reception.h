/* What the kinds of requests that a dialect knows have in common, for its files. */
#ifndef ENDPOINT_RECEPTION_H
#define ENDPOINT_RECEPTION_H
#include "endpoint/forge.h"
#include "endpoint/subject.h"
#include "endpoint/visit.h"

/* Says a sentence, unless it was said before. */
void reception_say(struct dialect *dialect, const char *text, ...)
    __attribute__((format(printf, 2, 3)));

/* Says that there is no example of a reply, or of a batch's result, with this outcome. */
void reception_lack(struct dialect *dialect, enum example_kind kind, enum outcome outcome);

/* The same for all outcomes that somebody in the register is to get and nothing can say. */
void reception_foresee(struct dialect *dialect, const struct people *people);

/* Fills `tell` with the first example of this kind and outcome, with the reference of this request;
 * for want of one with forge_plain. `extra`, unless NULL, is one more mark. */
void reception_tell(struct dialect *dialect, enum example_kind kind, enum outcome outcome,
    const struct inputs *inputs, const struct mark *extra, struct tell *tell);

/* Refuses the request: its `where` is wrong. OUTCOME_AUTH or OUTCOME_BAD_INPUT; for a token's it is
 * always OUTCOME_AUTH, as there is nothing but credentials in it. */
void reception_refuse(
    struct dialect *dialect, const struct visit *visit, enum outcome outcome, struct tell *tell);

/* These answer a request that is right in all but, perhaps, in a batch's items. */
void reception_check(struct dialect *dialect, struct visit *visit, struct tell *tell);
void reception_poll(struct dialect *dialect, struct visit *visit, struct tell *tell);
void reception_batch(struct dialect *dialect, struct visit *visit, struct tell *tell);
#endif
