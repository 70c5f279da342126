#include "identity/typed.h"

#include "base/text.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { RESIDENT_LEN = 18 };

static const char digits[] = "0123456789";

static bool looks_like_x(uint32_t c)
{
    static const uint32_t like[] = {
        0x425, 0x445, 0x3A7, 0x3C7, 0xD7, 0x2715, 0x2716, 0x2573, 0x4E42};
    for (size_t i = 0; i < sizeof like / sizeof *like; i++)
        if (like[i] == c)
            return true;
    return false;
}

static bool is_quote(uint32_t c)
{
    return c == '\'' || c == '`' || c == 0x2018 || c == 0x2019 || c == '"';
}

static void copy_folded(const char *text, struct buf *number)
{
    const char *end = text + strlen(text);
    while (text < end) {
        uint32_t c = text_next(&text, end);
        if (c == ' ' || (!number->len && is_quote(c)))
            continue;
        if (number->len == RESIDENT_LEN - 1 && text == end && looks_like_x(c) &&
            strspn(number->data, digits) == number->len)
            c = 'X';
        text_put(number, c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
}

static void drop_trailing_marks(struct buf *number)
{
    static const char *const marks[] = {",", ";", "。", "、"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t len = strlen(marks[i]);
        if (number->len > len && !strcmp(number->data + number->len - len, marks[i]))
            buf_cut(number, number->len - len);
    }
}

/* "330482-19900307-9986" is the same number without its hyphens; other documents may have them. */
static void drop_hyphens(struct buf *number)
{
    size_t digit_count = 0, hyphens = 0;
    for (const char *c = buf_text(number); *c; c++) {
        digit_count += (*c >= '0' && *c <= '9') || (*c == 'X' && !c[1]);
        hyphens += *c == '-';
    }
    if (!hyphens || digit_count != RESIDENT_LEN || digit_count + hyphens != number->len)
        return;
    size_t len = 0;
    for (size_t i = 0; i < number->len; i++)
        if (number->data[i] != '-')
            number->data[len++] = number->data[i];
    buf_cut(number, len);
}

void typed_clean(const char *text, struct buf *number)
{
    struct buf folded = {0};
    text_fold(&folded, text, strlen(text));
    copy_folded(buf_text(&folded), number);
    drop_trailing_marks(number);
    drop_hyphens(number);
    buf_release(&folded);
}

bool typed_is_scientific(const char *text)
{
    size_t mantissa = strspn(text, "0123456789.");
    if (!mantissa || text[mantissa] != 'E')
        return false;
    const char *exponent = text + mantissa + 1;
    bool plus = *exponent == '+';
    if (!plus && !memchr(text, '.', mantissa))
        return false; // "12E3456" may be a passport
    exponent += plus;
    return *exponent && strspn(exponent, digits) == strlen(exponent);
}

bool typed_expand(struct buf *number)
{
    char *end;
    double value = strtod(buf_text(number), &end);
    if (*end)
        return true; // a text after all
    if (!(value < 1e15))
        return false;
    if (value >= 0 && value == (double)(long long)value) {
        buf_clear(number);
        buf_printf(number, "%lld", (long long)value);
    }
    return true;
}
