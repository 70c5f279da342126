/* `auth: {kind: sign}`: a digest over texts put one behind the other, as many endpoints want it.
 *
 *     digest: md5             # a name of base/digest.h
 *     secret: env:X           # the key of an hmac-...; the others take none
 *     text: "{secret.s}{sorted}{secret.s}"
 *     sorted: ...             # profile/sorted.h
 *     encode: hex             # or HEX or base64
 *     send: {query: sign}     # or {form: sign} or {header: X-Signature, prefix: "..."} */
#ifndef PROFILE_SIGN_H
#define PROFILE_SIGN_H
#include "base/digest.h"
#include "base/encoding.h"
#include "profile/sorted.h"

/* Borrows from the YAML. */
struct sign {
    enum digest digest;
    enum encoding encoding;
    const char *reference; // where the key is, env:NAME or file:PATH; NULL: it takes none
    struct template text;
    struct sorted sorted;
    enum part part;         // where the signature goes
    const char *name;       // under which name there
    struct template prefix; // before it in a header
};

/* Reads `auth`, whose kind is sign, for the requests of the whole profile. `vocabulary` is the
 * profile's; `text` and `with` may say {body}, {method} and {path} too, `text` also {sorted}. On
 * failure sign_release is still the caller's. Errors: STATUS_CONFIG with the line:
 * `profile.digest`, `profile.secret`, `profile.sign`, `profile.header`, those of template_parse,
 * `config.*`. */
int sign_parse(struct sign *sign, const struct yaml *yaml, const json_t *auth,
    const struct vocabulary *vocabulary, struct err *err);
void sign_release(struct sign *sign);
bool sign_uses(const struct sign *sign, enum input input);

/* Adds the signature to a filled request that is not closed: a function of the request and the
 * inputs. {body} is as it goes out, {path} as well, behind the host. `key` may be NULL. Errors:
 * STATUS_CREDENTIALS `profile.sign`. */
int sign_apply(const struct sign *sign, const char *key, const struct inputs *inputs,
    struct request *request, struct err *err);

/* digest_of with an error: STATUS_CREDENTIALS `profile.sign` when this system does not offer it. */
int sign_digest(enum digest digest, const void *key, size_t key_len, const void *bytes, size_t len,
    unsigned char out[DIGEST_BYTES], struct err *err);
#endif
