#include "base/cipher.h"

#include "base/mem.h"
#include <limits.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <stdbool.h>
#include <string.h>

enum { BLOCK = 16 };

const char *const cipher_names[CIPHER_COUNT + 1] = {
    "aes-128-ecb", "aes-128-cbc", "aes-256-ecb", "aes-256-cbc", "sm4-ecb", "sm4-cbc", NULL};

int cipher_find(const char *name)
{
    for (int i = 0; i < CIPHER_COUNT; i++)
        if (!strcmp(cipher_names[i], name))
            return i;
    return -1;
}

size_t cipher_key_size(enum cipher cipher)
{
    return cipher == CIPHER_AES_256_ECB || cipher == CIPHER_AES_256_CBC ? 32 : 16;
}

size_t cipher_iv_size(enum cipher cipher)
{
    return cipher == CIPHER_AES_128_CBC || cipher == CIPHER_AES_256_CBC || cipher == CIPHER_SM4_CBC
               ? BLOCK
               : 0;
}

static int work(enum cipher cipher, bool seal, const void *key, const void *iv, const void *bytes,
    size_t len, struct buf *out)
{
    if (len > INT_MAX / 2)
        return -1;
    EVP_CIPHER *algorithm = EVP_CIPHER_fetch(NULL, cipher_names[cipher], NULL);
    if (!algorithm)
        return -1;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    if (!context)
        mem_out();
    ERR_set_mark(); // what fails here must not be read as a failed connection later
    size_t before = out->len;
    unsigned char *to = (unsigned char *)buf_extend(out, len + BLOCK);
    int first = 0, last = 0;
    bool done = EVP_CipherInit_ex2(context, algorithm, key, iv, seal, NULL) == 1 &&
                EVP_CipherUpdate(context, to, &first, bytes, (int)len) == 1 &&
                EVP_CipherFinal_ex(context, to + first, &last) == 1;
    if (!done)
        explicit_bzero(to, len + BLOCK);
    buf_cut(out, done ? before + (size_t)(first + last) : before);
    ERR_pop_to_mark();
    EVP_CIPHER_CTX_free(context);
    EVP_CIPHER_free(algorithm);
    return done ? 0 : -1;
}

int cipher_seal(enum cipher cipher, const void *key, const void *iv, const void *bytes, size_t len,
    struct buf *out)
{
    return work(cipher, true, key, iv, bytes, len, out);
}

int cipher_open(enum cipher cipher, const void *key, const void *iv, const void *bytes, size_t len,
    struct buf *out)
{
    return work(cipher, false, key, iv, bytes, len, out);
}
