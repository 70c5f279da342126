/* What the clouds' signatures cover: one text of the method, path, query, signed headers and the
 * body's digest, a line each (as in AWS Signature Version 4, which the others follow). */
#ifndef PROFILE_CANONICAL_H
#define PROFILE_CANONICAL_H
#include "base/digest.h"
#include "profile/inputs.h"
#include "profile/request.h"
#include <stdbool.h>

/* Whose signature it is. Borrows. */
struct access_key {
    const char *id, *secret;
};

/* `= {0}` is an empty one; the caller fills it up to the headers. */
struct canonical {
    bool lowers; // the headers' values are signed in lower case
    struct buf path, query;
    struct params headers; // by canonical_header

    struct buf names;            // "content-type;host", after canonical_close
    char digest[DIGEST_HEX + 1]; // SHA-256 of the whole text, after canonical_close
};

void canonical_release(struct canonical *canonical);

/* The path behind the host with everything but unreserved characters and slashes as %XX, however
 * the profile wrote it. */
void canonical_path(struct canonical *canonical, const struct request *request);

/* The query by name, then by value, encoded. */
void canonical_query(struct canonical *canonical, const struct request *request);

/* Adds a header to the signed ones: its name in lower case, its value without spaces around it. */
void canonical_header(struct canonical *canonical, const char *name, const char *value);

/* Adds the request's Host and, if it has one, its Content-Type. */
void canonical_common(struct canonical *canonical, const struct request *request);

/* Puts the headers into their order and takes the digest of it all. The request's body is closed.
 * Errors: STATUS_CREDENTIALS `profile.sign`, as for the next three. */
int canonical_close(struct canonical *canonical, const struct request *request, struct err *err);

/* SHA-256 as lower-case hex. */
int canonical_hash(const void *bytes, size_t len, char hex[DIGEST_HEX + 1], struct err *err);

/* How a cloud seals the digest. Borrows. */
struct seal {
    const char *algorithm;
    const char *scope; // lines between the algorithm and the digest; NULL: none
    const void *key;   // of the HMAC-SHA256
    size_t key_len;
    const char *who; // "Credential=AKID"
    const char *gap; // between who, the signed headers and the signature
};

/* Adds the Authorization header. The canonical text is closed. */
int canonical_authorize(const struct canonical *canonical, const struct seal *seal,
    struct request *request, struct err *err);

/* The request's moment, INPUT_TIME_S, in UTC as strftime writes it; `size` bytes of `out` hold it.
 */
int canonical_moment(
    const struct inputs *inputs, const char *format, char *out, size_t size, struct err *err);
#endif
