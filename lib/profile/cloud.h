/* The three clouds that sign a request with a pair of an id and a secret: `auth: {kind: tc3, id:
 * env:X, secret: env:Y, service: faceid}`, `kind: acs3` and `kind: sdk-hmac`. */
#ifndef PROFILE_CLOUD_H
#define PROFILE_CLOUD_H
#include "base/yaml.h"
#include "profile/inputs.h"
#include "profile/request.h"

enum cloud_scheme { CLOUD_TC3, CLOUD_ACS3, CLOUD_SDK_HMAC };

/* Borrows from the YAML. */
struct cloud {
    enum cloud_scheme scheme;
    const char *id_reference, *secret_reference; // env:NAME or file:PATH
    const char *service;                         // CLOUD_TC3
};

/* Reads `auth` for the requests of the whole profile. Errors: STATUS_CONFIG with the line:
 * `profile.secret`, `profile.sign`, `profile.header`, `config.*`. */
int cloud_parse(struct cloud *cloud, enum cloud_scheme scheme, const struct yaml *yaml,
    const json_t *auth, struct err *err);

/* Signs a filled request that is not closed. Errors: STATUS_CREDENTIALS `profile.sign`. */
int cloud_apply(const struct cloud *cloud, const char *id, const char *secret,
    const struct inputs *inputs, struct request *request, struct err *err);
#endif
