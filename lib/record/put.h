/* JSON's strings and numbers, put where there is room for them: each function writes at `to`,
 * without a NUL, and returns where it ended. They are here because a million records pass through
 * them. */
#ifndef RECORD_PUT_H
#define RECORD_PUT_H
#include "base/word.h"
#include <stdint.h>
#include <string.h>

enum {
    PUT_WORD = sizeof(uint64_t),
    PUT_ESCAPED_MAX = 6, // bytes that one may become
    PUT_NUMBER_MAX = 24, // characters
};

/* Whether one of eight bytes is a control character, a quote or a backslash: bytes below `n` borrow
 * their highest bit in x - n, and x ^ c is below 1 where x is c. A quote is taken for one that is
 * just above the control characters. */
static inline bool put_is_special(const char *text)
{
    uint64_t x = word_load(text);
    uint64_t low = x ^ WORD_ONES * ('"' ^ 0x20), backslash = x ^ WORD_ONES * '\\';
    return (((low - WORD_ONES * 0x21) | (backslash - WORD_ONES)) & ~x) & WORD_HIGHEST;
}

static inline bool put_is_plain(const char *text, size_t len)
{
    if (len < PUT_WORD) {
        for (size_t i = 0; i < len; i++)
            if ((unsigned char)text[i] < 0x20 || text[i] == '"' || text[i] == '\\')
                return false;
        return true;
    }
    for (size_t at = 0; at + PUT_WORD < len; at += PUT_WORD)
        if (put_is_special(text + at))
            return false;
    return !put_is_special(text + len - PUT_WORD);
}

/* In place of mempcpy, which the compiler does not open up for a literal. */
static inline char *put(char *to, const void *bytes, size_t len)
{
    return (char *)memcpy(to, bytes, len) + len;
}

/* At most PUT_ESCAPED_MAX bytes a character. */
static inline char *put_escaped(char *to, const char *text)
{
    static const char digits[] = "0123456789abcdef";
    for (; *text; text++) {
        char c = *text;
        if (c == '"' || c == '\\' || c == '\n') {
            *to++ = '\\';
            *to++ = c == '\n' ? 'n' : c;
        } else if ((unsigned char)c < 0x20) {
            to = put(to, "\\u00", 4);
            *to++ = digits[c >> 4];
            *to++ = digits[c & 15];
        } else {
            *to++ = c;
        }
    }
    return to;
}

/* A text of `len` bytes and its quotes: at most PUT_ESCAPED_MAX bytes for each, and two. */
static inline char *put_string(char *to, const char *text, size_t len)
{
    *to++ = '"';
    to = put_is_plain(text, len) ? put(to, text, len) : put_escaped(to, text);
    *to++ = '"';
    return to;
}

/* There is room for PUT_NUMBER_MAX characters, however few it has. */
static inline char *put_number(char *to, long number)
{
    static const char pairs[] = "00010203040506070809101112131415161718192021222324"
                                "25262728293031323334353637383940414243444546474849"
                                "50515253545556575859606162636465666768697071727374"
                                "75767778798081828384858687888990919293949596979899";
    char digits[2 * PUT_NUMBER_MAX], *at = digits + PUT_NUMBER_MAX;
    unsigned long rest = number < 0 ? 0UL - (unsigned long)number : (unsigned long)number;
    for (; rest >= 100; rest /= 100)
        memcpy(at -= 2, pairs + rest % 100 * 2, 2);
    memcpy(at -= 2, pairs + rest * 2, 2);
    at += rest < 10;
    if (number < 0)
        *--at = '-';
    memcpy(
        to, at, PUT_NUMBER_MAX); // of a fixed length: what is behind the number counts for nothing
    return to + (digits + PUT_NUMBER_MAX - at);
}
#endif
