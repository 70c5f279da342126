#include "base/digest.h"

#include "base/mem.h"
#include <errno.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/params.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

void digest_hmac(const void *key, size_t key_len, const char *const *parts, size_t count,
    unsigned char digest[DIGEST_BYTES])
{
    struct buf message = {0};
    for (size_t i = 0; i < count; i++) {
        uint64_t len = strlen(parts[i]);
        for (int shift = 56; shift >= 0; shift -= 8)
            buf_add_char(&message, (char)(len >> shift));
        buf_add(&message, parts[i], len);
    }
    unsigned int written = DIGEST_BYTES;
    if (!HMAC(EVP_sha256(), key, (int)key_len, (const unsigned char *)buf_text(&message),
            message.len, digest, &written))
        mem_out();
    buf_wipe(&message);
}

struct digest_seal {
    EVP_MAC_CTX *context;
};

struct digest_seal *digest_seal_new(const void *key, size_t key_len)
{
    struct digest_seal *seal = mem_alloc(sizeof *seal);
    char function[] = "SHA256";
    const OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, function, 0),
        OSSL_PARAM_construct_end()};
    EVP_MAC *hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    seal->context = EVP_MAC_CTX_new(hmac);
    EVP_MAC_free(hmac);
    if (!seal->context || !EVP_MAC_init(seal->context, key, key_len, params))
        mem_out();
    return seal;
}

void digest_seal_free(struct digest_seal *seal)
{
    if (seal)
        EVP_MAC_CTX_free(seal->context);
    free(seal);
}

void digest_seal(
    struct digest_seal *seal, const void *bytes, size_t len, unsigned char digest[DIGEST_BYTES])
{
    size_t written;
    if (!EVP_MAC_init(seal->context, NULL, 0, NULL) || !EVP_MAC_update(seal->context, bytes, len) ||
        !EVP_MAC_final(seal->context, digest, &written, DIGEST_BYTES))
        mem_out();
}

const char *const digest_names[DIGEST_COUNT + 1] = {
    "md5", "sha1", "sha256", "sm3", "hmac-md5", "hmac-sha1", "hmac-sha256", "hmac-sm3", NULL};

static const struct {
    const char *function; // libcrypto's name
    size_t size;
} functions[DIGEST_HMAC_MD5] = {{"MD5", 16}, {"SHA1", 20}, {"SHA256", 32}, {"SM3", 32}};

int digest_find(const char *name)
{
    for (int i = 0; i < DIGEST_COUNT; i++)
        if (!strcmp(digest_names[i], name))
            return i;
    return -1;
}

bool digest_keyed(enum digest digest)
{
    return digest >= DIGEST_HMAC_MD5;
}

size_t digest_size(enum digest digest)
{
    return functions[digest % DIGEST_HMAC_MD5].size;
}

int digest_of(enum digest digest, const void *key, size_t key_len, const void *bytes, size_t len,
    unsigned char out[DIGEST_BYTES])
{
    const char *function = functions[digest % DIGEST_HMAC_MD5].function;
    size_t written = 0;
    bool done = digest_keyed(digest)
                    ? EVP_Q_mac(NULL, "HMAC", NULL, function, NULL, key_len ? key : "", key_len,
                          bytes, len, out, DIGEST_BYTES, &written) != NULL
                    : EVP_Q_digest(NULL, function, NULL, bytes, len, out, &written) == 1;
    return done && written == digest_size(digest) ? 0 : -1;
}

void digest_hex(const unsigned char *bytes, size_t len, char *hex)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < len; i++) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    hex[2 * len] = '\0';
}

void digest_base64(const void *bytes, size_t len, struct buf *out)
{
    size_t encoded = (len + 2) / 3 * 4, at = out->len;
    buf_extend(out, encoded + 1); // EVP_EncodeBlock writes a NUL
    EVP_EncodeBlock((unsigned char *)out->data + at, bytes, (int)len);
    buf_cut(out, at + encoded);
}

static void *give(size_t size, const char *file, int line)
{
    (void)file, (void)line;
    return mem_bytes(size);
}

static void *resize(void *old, size_t size, const char *file, int line)
{
    (void)file, (void)line;
    if (size)
        return mem_resize(old, size, 1);
    free(old);
    return NULL;
}

static void take_back(void *memory, const char *file, int line)
{
    (void)file, (void)line;
    free(memory);
}

void digest_use_mem(void)
{
    CRYPTO_set_mem_functions(give, resize, take_back);
}

int digest_random(void *bytes, size_t len)
{
    for (size_t got = 0; got < len;) {
        ssize_t more = getrandom((char *)bytes + got, len - got, 0);
        if (more < 0 && errno != EINTR)
            return -1;
        got += more < 0 ? 0 : (size_t)more;
    }
    return 0;
}
