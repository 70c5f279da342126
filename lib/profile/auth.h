/* How a request shows who sends it. Each kind that computes a signature has a file of its own. */
#ifndef PROFILE_AUTH_H
#define PROFILE_AUTH_H
#include "profile/cloud.h"
#include "profile/command.h"
#include "profile/secret.h"
#include "profile/sign.h"
#include "profile/token.h"

enum auth_kind {
    AUTH_NONE,
    AUTH_BEARER,
    AUTH_HEADER,
    AUTH_BASIC,
    AUTH_QUERY,
    AUTH_TOKEN,
    AUTH_EXEC,
    AUTH_SIGN,
    AUTH_TC3,
    AUTH_ACS3,
    AUTH_SDK_HMAC,
};

struct auth {
    enum auth_kind kind;
    const char *name;       // of the header or of the query's field
    const char *prefix;     // AUTH_HEADER: stands before the secret ("APPCODE "); "" for none
    struct template user;   // AUTH_BASIC
    const char *reference;  // env:NAME or file:PATH
    bool optional;          // no secret there: go without
    char *secret;           // owns, wiped; NULL until auth_unlock
    struct token token;     // AUTH_TOKEN
    struct command command; // AUTH_EXEC: the caller runs it on the closed request
    struct sign sign;       // AUTH_SIGN
    struct cloud cloud;     // AUTH_TC3, AUTH_ACS3, AUTH_SDK_HMAC
    char *id;               // of these three: owns, wiped; NULL until auth_unlock
};

/* Reads `auth:`; none is AUTH_NONE. On failure auth_release is still the caller's. Errors:
 * STATUS_CONFIG with the line: `profile.auth`, `profile.secret`, `profile.header`, `profile.path`,
 * those of token_parse, command_parse, sign_parse and cloud_parse, `config.*`. */
int auth_parse(struct auth *auth, const struct yaml *yaml, const struct vocabulary *vocabulary,
    struct err *err);
void auth_release(struct auth *auth);

/* Reads the secret, if there is one; `beside` and `missing` as in secret_need. Errors: those of
 * secret_read. */
int auth_unlock(struct auth *auth, const char *beside, struct missing *missing, struct err *err);

/* Whether what it adds has this input in it, so that it may be missing. */
bool auth_uses(const struct auth *auth, enum input input);

/* Adds what it takes to a filled request and closes it: always the same for the same request,
 * inputs and secrets. The inputs hold the moment. Errors: STATUS_CREDENTIALS: `profile.sign` when
 * it cannot be signed, `secret.missing` before auth_unlock. */
int auth_apply(
    const struct auth *auth, const struct inputs *inputs, struct request *request, struct err *err);
#endif
