/* What a profile's auth adds to a request that its signature is made of, read back. */
#ifndef ENDPOINT_CREDENTIALS_H
#define ENDPOINT_CREDENTIALS_H
#include "endpoint/glean.h"
#include "profile/auth.h"

/* Gleans token, time and nonce from where this kind of auth sends them. */
void credentials_glean(const struct auth *auth, const struct ask *ask, struct gleanings *gleanings);

/* Whether a place, as compare.h says it, is that of this auth's signature. */
bool credentials_signs(const struct auth *auth, const char *where);
#endif
