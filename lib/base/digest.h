/* Keyed hashes (libcrypto). */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H
#include "base/buf.h"
#include <stddef.h>

enum { DIGEST_BYTES = 32, DIGEST_HEX = 64 };

/* HMAC-SHA256 (RFC 2104) over the parts in order, each preceded by its length as eight big-endian
 * bytes, so that no two lists of parts give the same input. Ends the process when libcrypto is out
 * of memory. */
void digest_hmac(const void *key, size_t key_len, const char *const *parts, size_t count,
    unsigned char digest[DIGEST_BYTES]);

/* Lower-case hex with a NUL; `hex` holds 2 * len + 1 bytes. */
void digest_hex(const unsigned char *bytes, size_t len, char *hex);

/* Appends RFC 4648's base64 with its padding. */
void digest_base64(const void *bytes, size_t len, struct buf *out);

/* Random bytes fit for keys. Returns -1 when the system has none. */
int digest_random(void *bytes, size_t len);
#endif
