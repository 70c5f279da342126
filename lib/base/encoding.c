#include "base/encoding.h"

#include "base/digest.h"
#include <stdint.h>
#include <string.h>

const char *const encoding_names[ENCODING_COUNT + 1] = {"hex", "HEX", "base64", NULL};

int encoding_find(const char *name)
{
    for (int i = 0; i < ENCODING_COUNT; i++)
        if (!strcmp(encoding_names[i], name))
            return i;
    return -1;
}

void encoding_add(enum encoding encoding, const void *bytes, size_t len, struct buf *out)
{
    if (encoding == ENCODING_BASE64) {
        digest_base64(bytes, len, out);
        return;
    }
    const char *digits = encoding == ENCODING_HEX ? "0123456789abcdef" : "0123456789ABCDEF";
    const unsigned char *byte = bytes;
    for (char *to = buf_extend(out, 2 * len); len; len--, byte++) {
        *to++ = digits[*byte >> 4];
        *to++ = digits[*byte & 15];
    }
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static int undo_hex(const char *text, size_t len, struct buf *out)
{
    if (len % 2)
        return -1;
    for (size_t i = 0; i < len; i += 2) {
        int high = hex_value(text[i]), low = hex_value(text[i + 1]);
        if (high < 0 || low < 0)
            return -1;
        buf_add_char(out, (char)(high << 4 | low));
    }
    return 0;
}

static int base64_value(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *found = c ? strchr(digits, c) : NULL;
    return found ? (int)(found - digits) : -1;
}

static int undo_base64(const char *text, size_t len, struct buf *out)
{
    if (len % 4)
        return -1;
    for (int pad = 0; pad < 2 && len && text[len - 1] == '='; pad++)
        len--;
    uint32_t bits = 0;
    int held = 0; // bits not yet appended
    for (size_t i = 0; i < len; i++) {
        int value = base64_value(text[i]);
        if (value < 0)
            return -1;
        bits = bits << 6 | (uint32_t)value;
        held += 6;
        if (held >= 8) {
            held -= 8;
            buf_add_char(out, (char)(bits >> held));
        }
        bits &= (1u << held) - 1;
    }
    return bits ? -1 : 0;
}

int encoding_undo(enum encoding encoding, const char *text, size_t len, struct buf *out)
{
    size_t before = out->len;
    int result =
        encoding == ENCODING_BASE64 ? undo_base64(text, len, out) : undo_hex(text, len, out);
    if (result)
        buf_cut(out, before);
    return result;
}
