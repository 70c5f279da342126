/* One request to an endpoint that a profile describes, as it is looked at. */
#ifndef ENDPOINT_VISIT_H
#define ENDPOINT_VISIT_H
#include "endpoint/lookup.h"
#include "endpoint/sketch.h"

enum { VISIT_SKEW_S = 900 }; // how far a request's clock may be off

/* `= {.ask = ...}` is a new one. */
struct visit {
    const struct ask *ask;       // borrows
    const struct sketch *sketch; // borrows; the call that it is; NULL: none
    struct reading reading;
    struct inputs inputs; // all that is known of what it was made of; borrows from here
    struct moment moment; // the forms of its time that it does not carry
    struct field_texts fields;
    struct buf items; // a batch's array, as it came
    struct buf where; // what is wrong with it, see compare.h
};

void visit_release(struct visit *visit);

/* Takes the request apart by the call that fits best, of `count`. Errors: none; the fit. */
enum fit visit_read(struct visit *visit, const struct sketch *const *sketches, size_t count,
    const struct inputs *known);

/* Computes the fields; what came of one that has no way back stands as it came. */
void visit_fields(const struct lookup *lookup, const struct gleanings *gleanings,
    struct inputs *inputs, struct field_texts *texts);

/* Completes the inputs and makes the request again, with the profile's own secrets, to see whether
 * it comes out the same. OUTCOME_NONE: it does. OUTCOME_AUTH: it was made with another secret or
 * token, or at another time; OUTCOME_BAD_INPUT: something else differs; `where` says what.
 * `applies`: the profile's auth belongs to this call. */
enum outcome visit_verify(struct visit *visit, const struct lookup *lookup, bool applies);
#endif
