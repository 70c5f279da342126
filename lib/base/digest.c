#include "base/digest.h"

#include "base/mem.h"
#include <endian.h>
#include <errno.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

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

/* libcrypto looks for an algorithm longer than it takes to run it, so each is found once, for the
 * life of the process, and whoever comes in the meantime waits. */
static struct {
    pthread_mutex_t lock;
    EVP_MD *plain[DIGEST_HMAC_MD5];
    EVP_MAC_CTX *keyed[DIGEST_HMAC_MD5];
} found = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* The caller holds the lock; NULL: there is none. */
static EVP_MD *find_plain(enum digest digest)
{
    EVP_MD **plain = &found.plain[digest];
    if (!*plain)
        *plain = EVP_MD_fetch(NULL, functions[digest].function, NULL);
    return *plain;
}

static EVP_MAC_CTX *make_keyed(const char *function)
{
    char name[8];
    snprintf(name, sizeof name, "%s", function);
    const OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
        OSSL_PARAM_construct_end(),
    };
    EVP_MAC *hmac = EVP_MAC_fetch(NULL, OSSL_MAC_NAME_HMAC, NULL);
    EVP_MAC_CTX *context = hmac ? EVP_MAC_CTX_new(hmac) : NULL;
    EVP_MAC_free(hmac);
    if (context && EVP_MAC_CTX_set_params(context, params))
        return context;
    EVP_MAC_CTX_free(context);
    return NULL;
}

/* The same, ready for what the key is to sign. */
static EVP_MAC_CTX *find_keyed(enum digest digest, const void *key, size_t key_len)
{
    size_t function = digest - DIGEST_HMAC_MD5;
    EVP_MAC_CTX **keyed = &found.keyed[function];
    if (!*keyed)
        *keyed = make_keyed(functions[function].function);
    bool ready = *keyed && EVP_MAC_init(*keyed, key_len ? key : (const void *)"", key_len, NULL);
    return ready ? *keyed : NULL;
}

/* The key that signed last is not prepared again. */
static struct {
    EVP_MAC_CTX *context;
    unsigned char key[DIGEST_BYTES];
    bool ready;
} last;

static EVP_MAC_CTX *find_last(const unsigned char key[DIGEST_BYTES])
{
    if (last.ready && !memcmp(last.key, key, DIGEST_BYTES))
        return EVP_MAC_init(last.context, NULL, 0, NULL) ? last.context : NULL;
    if (!last.context)
        last.context = make_keyed(functions[DIGEST_SHA256].function);
    last.ready = last.context && EVP_MAC_init(last.context, key, DIGEST_BYTES, NULL);
    memcpy(last.key, key, DIGEST_BYTES);
    return last.ready ? last.context : NULL;
}

/* Short parts go to libcrypto at once: a call of it takes as long as what it does with them. */
struct parts {
    EVP_MAC_CTX *hmac;
    size_t len;
    bool good;
    unsigned char bytes[256];
};

static void sign_waiting(struct parts *parts)
{
    parts->good = parts->good && EVP_MAC_update(parts->hmac, parts->bytes, parts->len);
    parts->len = 0;
}

static void sign_bytes(struct parts *parts, const void *bytes, size_t len)
{
    if (parts->len + len > sizeof parts->bytes)
        sign_waiting(parts);
    if (len > sizeof parts->bytes) {
        parts->good = parts->good && EVP_MAC_update(parts->hmac, bytes, len);
        return;
    }
    memcpy(parts->bytes + parts->len, bytes, len);
    parts->len += len;
}

static bool sign_parts(EVP_MAC_CTX *hmac, const char *const *texts, size_t count)
{
    struct parts parts;
    parts.hmac = hmac;
    parts.len = 0;
    parts.good = hmac != NULL;
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(texts[i]);
        uint64_t big_endian = htobe64(len);
        sign_bytes(&parts, &big_endian, sizeof big_endian);
        sign_bytes(&parts, texts[i], len);
    }
    sign_waiting(&parts);
    explicit_bzero(parts.bytes, sizeof parts.bytes);
    return parts.good;
}

void digest_hmac(const void *key, size_t key_len, const char *const *parts, size_t count,
    unsigned char digest[DIGEST_BYTES])
{
    size_t written = 0;
    pthread_mutex_lock(&found.lock);
    EVP_MAC_CTX *hmac =
        key_len == DIGEST_BYTES ? find_last(key) : find_keyed(DIGEST_HMAC_SHA256, key, key_len);
    bool done =
        sign_parts(hmac, parts, count) && EVP_MAC_final(hmac, digest, &written, DIGEST_BYTES);
    pthread_mutex_unlock(&found.lock);
    if (!done)
        mem_out();
}

struct digest_seal {
    EVP_MAC_CTX *context;
};

struct digest_seal *digest_seal_new(const void *key, size_t key_len)
{
    struct digest_seal *seal = mem_alloc(sizeof *seal);
    seal->context = make_keyed(functions[DIGEST_SHA256].function);
    if (!seal->context || !EVP_MAC_init(seal->context, key, key_len, NULL))
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

int digest_of(enum digest digest, const void *key, size_t key_len, const void *bytes, size_t len,
    unsigned char out[DIGEST_BYTES])
{
    size_t written = 0;
    bool done;
    pthread_mutex_lock(&found.lock);
    if (digest_keyed(digest)) {
        EVP_MAC_CTX *hmac = find_keyed(digest, key, key_len);
        done = hmac && EVP_MAC_update(hmac, bytes, len) &&
               EVP_MAC_final(hmac, out, &written, DIGEST_BYTES);
    } else {
        unsigned int size = 0;
        EVP_MD *plain = find_plain(digest);
        done = plain && EVP_Digest(bytes, len, out, &size, plain, NULL);
        written = size;
    }
    pthread_mutex_unlock(&found.lock);
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
