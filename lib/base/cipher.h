/* Block ciphers over whole texts (libcrypto): AES (FIPS 197) and SM4 (GB/T 32907-2016), each block
 * alone (ECB) or chained (CBC, SP 800-38A), the last one filled up as PKCS #7 says. */
#ifndef BASE_CIPHER_H
#define BASE_CIPHER_H
#include "base/buf.h"

enum { CIPHER_KEY_MAX = 32, CIPHER_IV_MAX = 16 }; // bytes

enum cipher {
    CIPHER_AES_128_ECB,
    CIPHER_AES_128_CBC,
    CIPHER_AES_256_ECB,
    CIPHER_AES_256_CBC,
    CIPHER_SM4_ECB,
    CIPHER_SM4_CBC,
    CIPHER_COUNT
};

/* As a profile writes them, in the order of the enum: "aes-128-ecb". NULL-terminated. */
extern const char *const cipher_names[CIPHER_COUNT + 1];

int cipher_find(const char *name);          // enum cipher, or -1
size_t cipher_key_size(enum cipher cipher); // bytes, exactly
size_t cipher_iv_size(enum cipher cipher);  // bytes, exactly; 0: it takes none

/* Appends the encrypted bytes: `len` filled up to the next multiple of 16. `key` and `iv` are of
 * exactly the sizes above. Returns -1, having appended nothing, when this system's libcrypto does
 * not offer the cipher. */
int cipher_seal(enum cipher cipher, const void *key, const void *iv, const void *bytes, size_t len,
    struct buf *out);

/* The way back. Returns -1, having appended nothing, also when the bytes are none that this key
 * sealed, as far as the filling tells. */
int cipher_open(enum cipher cipher, const void *key, const void *iv, const void *bytes, size_t len,
    struct buf *out);
#endif
