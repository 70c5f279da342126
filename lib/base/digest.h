/* Digests, plain and keyed, and random bytes (libcrypto). */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H
#include "base/buf.h"
#include <stdbool.h>
#include <stddef.h>

enum { DIGEST_BYTES = 32, DIGEST_HEX = 64 }; // of SHA-256 and SM3, the longest here

/* HMAC-SHA256 (RFC 2104) over the parts in order, each preceded by its length as eight big-endian
 * bytes, so that no two lists of parts give the same input. Ends the process when libcrypto is out
 * of memory. */
void digest_hmac(const void *key, size_t key_len, const char *const *parts, size_t count,
    unsigned char digest[DIGEST_BYTES]);

/* The same HMAC with one key over many short messages: faster than digest_hmac. Ends the
 * process when libcrypto is out of memory. digest_seal_free takes NULL too. */
struct digest_seal;
struct digest_seal *digest_seal_new(const void *key, size_t key_len);
void digest_seal_free(struct digest_seal *seal);
void digest_seal(
    struct digest_seal *seal, const void *bytes, size_t len, unsigned char digest[DIGEST_BYTES]);

/* MD5 (RFC 1321), SHA-1 and SHA-256 (FIPS 180-4), SM3 (GB/T 32905-2016), and HMAC (RFC 2104) with
 * each of them. */
enum digest {
    DIGEST_MD5,
    DIGEST_SHA1,
    DIGEST_SHA256,
    DIGEST_SM3,
    DIGEST_HMAC_MD5,
    DIGEST_HMAC_SHA1,
    DIGEST_HMAC_SHA256,
    DIGEST_HMAC_SM3,
    DIGEST_COUNT
};

/* As a profile writes them, in the order of the enum: "md5", "hmac-sha256". NULL-terminated. */
extern const char *const digest_names[DIGEST_COUNT + 1];

int digest_find(const char *name); // enum digest, or -1
bool digest_keyed(enum digest digest);
size_t digest_size(enum digest digest); // bytes

/* Writes the digest of exactly these bytes; the key counts only for a keyed one and may be empty.
 * Returns -1 when this system's libcrypto does not offer it, as where MD5 is switched off. */
int digest_of(enum digest digest, const void *key, size_t key_len, const void *bytes, size_t len,
    unsigned char out[DIGEST_BYTES]);

/* Lower-case hex with a NUL; `hex` holds 2 * len + 1 bytes. */
void digest_hex(const unsigned char *bytes, size_t len, char *hex);

/* Appends RFC 4648's base64 with its padding. */
void digest_base64(const void *bytes, size_t len, struct buf *out);

/* From here on libcrypto's memory is there, or the process ends as in mem.h: it crashes without.
 * Before anything else of it. */
void digest_use_mem(void);

/* Random bytes fit for keys. Returns -1 when the system has none. */
int digest_random(void *bytes, size_t len);
#endif
