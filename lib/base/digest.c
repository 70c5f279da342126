#include "base/digest.h"

#include "base/buf.h"
#include "base/mem.h"
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <stdint.h>
#include <string.h>

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
    OPENSSL_cleanse(message.data, message.capacity);
    buf_release(&message);
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

int digest_random(void *bytes, size_t len)
{
    return RAND_bytes(bytes, (int)len) == 1 ? 0 : -1;
}
