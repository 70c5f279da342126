/* What all requests and replies of a profile have in common, for the files of this layer; others
 * use profile.h, token.h, batch.h and poll.h. */
#ifndef PROFILE_EXCHANGE_H
#define PROFILE_EXCHANGE_H
#include "profile/profile.h"

/* What placeholders stand for in one request, with what the profile itself adds. `= {0}` is empty;
 * the caller puts person and moment into `inputs`. */
struct exchange {
    struct inputs inputs;
    struct field_texts texts; // owns
};

/* Adds secrets and fields. Errors: those of fields_fill. */
int exchange_prepare(struct exchange *exchange, const struct profile *profile, struct err *err);
void exchange_release(struct exchange *exchange); // wipes

/* Fills a call, signs and closes it. Errors: those of profile_request. */
int exchange_request(const struct profile *profile, const struct call *call, const char *base,
    const struct inputs *inputs, struct request *request, struct err *err);
#endif
