#include "base/text.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/word.h"
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { WORD = sizeof(uint64_t) };

/* Length of the valid sequence of several bytes at `s`, 0 when it is not one. */
static size_t sequence_len(const unsigned char *s, size_t left)
{
    if (s[0] < 0xC2 || s[0] > 0xF4)
        return 0;
    size_t len = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    if (left < len)
        return 0;
    unsigned char low = s[0] == 0xE0 ? 0xA0 : s[0] == 0xF0 ? 0x90 : 0x80;
    unsigned char high = s[0] == 0xED ? 0x9F : s[0] == 0xF4 ? 0x8F : 0xBF;
    if (s[1] < low || s[1] > high)
        return 0;
    for (size_t i = 2; i < len; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    return len;
}

/* U+4000 to U+9FFF: nearly all of a Chinese text that is not ASCII. */
static inline bool is_common_han(const unsigned char *s, size_t left)
{
    if (left < 3)
        return false;
    uint16_t two; // continuation bytes
    memcpy(&two, s + 1, sizeof two);
    return (uint32_t)s[0] - 0xE4 <= 0xE9 - 0xE4 && (two & 0xC0C0) == 0x8080;
}

/* Most of the ASCII in front. */
static size_t skip_ascii(const unsigned char *s, size_t len)
{
    for (size_t i = 0;; i += WORD) {
        if (len - i < WORD)
            return i;
        uint64_t others = word_load(s + i) & WORD_HIGHEST;
        if (others)
            return i + word_first(others);
    }
}

size_t text_valid_len(const char *text, size_t len)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t i = 0;
    while (i < len) {
        i += skip_ascii(s + i, len - i);
        while (i < len && s[i] < 0x80)
            i++;
        while (is_common_han(s + i, len - i))
            i += 3;
        if (i < len && s[i] >= 0x80) {
            size_t n = sequence_len(s + i, len - i);
            if (!n)
                return i;
            i += n;
        }
    }
    return i;
}

uint32_t text_next(const char **text, const char *end)
{
    const unsigned char *s = (const unsigned char *)*text;
    if (*text >= end)
        return 0;
    size_t len = s[0] < 0x80 ? 1 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    if ((size_t)(end - *text) < len)
        len = (size_t)(end - *text);
    uint32_t c = len == 1 ? s[0] : s[0] & (0xFFu >> (len + 1));
    for (size_t i = 1; i < len; i++)
        c = c << 6 | (s[i] & 0x3F);
    *text += len;
    return c;
}

void text_put(struct buf *out, uint32_t c)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t len = utf8proc_encode_char((utf8proc_int32_t)c, bytes);
    buf_add(out, bytes, (size_t)len);
}

size_t text_count(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

int text_width(const char *text)
{
    int width = 0;
    const char *end = text + strlen(text);
    while (text < end)
        width += utf8proc_charwidth((utf8proc_int32_t)text_next(&text, end));
    return width;
}

bool text_is_space(uint32_t c)
{
    if (c <= 0x20)
        return c == 0x20 || (c >= 0x09 && c <= 0x0D);
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0x3164 || c == 0xFFA0;
}

static bool is_invisible(uint32_t c)
{
    if (c < 0x20 || c == 0x7F)
        return true;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category == UTF8PROC_CATEGORY_CF || category == UTF8PROC_CATEGORY_CC ||
           (c >= 0xFE00 && c <= 0xFE0F);
}

/* Whether eight bytes are printable ASCII without spaces: what is below `!` borrows its highest
 * bit, DEL gets it by adding one, and what is above has it. */
static bool are_graphic(const void *bytes)
{
    uint64_t x = word_load(bytes);
    return !(((x - WORD_ONES * '!') | (x + WORD_ONES) | x) & WORD_HIGHEST);
}

/* The same of eight bytes and more, the last word overlapping the one before. */
static bool all_graphic(const unsigned char *s, size_t len)
{
    for (size_t i = 0; i + WORD < len; i += WORD)
        if (!are_graphic(s + i))
            return false;
    return are_graphic(s + len - WORD);
}

bool text_is_folded(const char *text, size_t len)
{
    const unsigned char *s = (const unsigned char *)text;
    if (len >= WORD && s[0] < 0x80 && all_graphic(s, len)) // nearly every number
        return true;
    for (size_t i = 0;; i++) {
        while (is_common_han(s + i, len - i))
            i += 3;
        if (i == len)
            return true;
        if (s[i] <= 0x20 || s[i] >= 0x7F)
            return false;
    }
}

void text_fold(struct buf *out, const char *text, size_t len)
{
    if (text_is_folded(text, len)) {
        buf_add(out, text, len);
        return;
    }
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len,
        &folded, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
    if (n == UTF8PROC_ERROR_NOMEM)
        mem_out();
    const char *s = n < 0 ? text : (const char *)folded;
    const char *end = s + (n < 0 ? (size_t)len : (size_t)n);
    size_t start = out->len;
    bool gap = false;
    while (s < end) {
        uint32_t c = text_next(&s, end);
        if (text_is_space(c)) {
            gap = true;
            continue;
        }
        if (is_invisible(c))
            continue;
        if (gap && out->len > start)
            buf_add_char(out, ' ');
        gap = false;
        text_put(out, c);
    }
    free(folded);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes of the number at `text`, its check character X included. */
static size_t number_len(const char *text, size_t *digits)
{
    size_t len = 0;
    *digits = 0;
    while (is_digit(text[len]) || (*digits && text[len] == ' ' && is_digit(text[len + 1])))
        *digits += is_digit(text[len++]);
    return len + (len && (text[len] == 'X' || text[len] == 'x'));
}

void text_mask(struct buf *out, const char *text)
{
    enum { NUMBER_DIGITS = 15, SHOWN = 4 };
    size_t digits, len;
    for (; *text; text += len) {
        len = number_len(text, &digits);
        if (!len)
            len = strcspn(text, "0123456789");
        size_t masked = digits >= NUMBER_DIGITS ? len - SHOWN : 0;
        for (size_t i = 0; i < masked; i++)
            buf_add_char(out, '*');
        buf_add(out, text + masked, len - masked);
    }
}

void text_escape(struct buf *out, const char *text)
{
    const char *end = text + strlen(text);
    while (text < end) {
        uint32_t c = text_next(&text, end);
        if (c < 0x20 || c == 0x7F)
            buf_printf(out, "\\x%02X", c);
        else if (c >= 0x80 && !text_is_space(c) && is_invisible(c))
            buf_printf(out, "\\u{%04X}", c);
        else
            text_put(out, c);
    }
}

enum text_kind text_kind(uint32_t c)
{
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NO:
        return TEXT_DIGIT;
    case UTF8PROC_CATEGORY_CO:
        return TEXT_PRIVATE;
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_NL:
        return TEXT_LETTER;
    default:
        return TEXT_OTHER;
    }
}
