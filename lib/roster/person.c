#include "roster/person.h"

#include "base/text.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool is_han(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || c >= 0x20000 ||
           (c >= 0xE000 && c <= 0xF8FF);
}

/* What agencies type for the dot of a minority name. */
static bool is_name_dot(uint32_t c)
{
    static const uint32_t dots[] = {0xB7, '.', 0x2022, 0x2027, 0x2219, 0x22C5, 0x30FB, 0x3002,
        0x2024, 0x25CF, 0x16EB, 0x2E31, 0xA78F, 0x387, 0x1427, 0x2E33};
    for (size_t i = 0; i < sizeof dots / sizeof *dots; i++)
        if (dots[i] == c)
            return true;
    return false;
}

bool name_clean(struct buf *out, const char *text)
{
    struct buf folded = {0};
    size_t start = out->len, len = strlen(text);
    if (text_is_folded(text, len) && !strchr(text, '.')) { // nearly every name
        buf_add(out, text, len);
        return false;
    }
    text_fold(&folded, text, len);
    const char *c = buf_text(&folded), *end = c + folded.len;
    uint32_t before = 0;
    while (c < end) {
        uint32_t now = text_next(&c, end);
        const char *peek = c;
        uint32_t after = text_next(&peek, end);
        bool part_ends = is_han(before) || is_name_dot(before);
        bool part_starts = is_han(after) || is_name_dot(after);
        if (now == ' ' && part_ends && part_starts)
            continue;
        bool han_dot = is_name_dot(now) && is_han(before) && (is_han(after) || after == ' ');
        text_put(out, han_dot ? 0xB7 : now);
        before = now;
    }
    buf_release(&folded);
    return strcmp(out->data ? out->data + start : "", text) != 0;
}

bool name_lost_characters(const char *name)
{
    return strchr(name, '?') || strstr(name, "\xEF\xBF\xBD");
}

static bool has_phone_shape(const char *phone)
{
    static const char digits[] = "0123456789";
    size_t len = strlen(phone);
    if (strspn(phone, digits) != len)
        return false;
    bool mobile = len == 11 && phone[0] == '1' && phone[1] >= '3';
    bool landline = phone[0] == '0' && len >= 10 && len <= 12;
    return mobile || landline;
}

bool phone_clean(struct buf *out, const char *text)
{
    size_t start = out->len, text_len = strlen(text);
    struct buf folded = {0};
    if (has_phone_shape(text)) { // nearly every phone
        buf_add(out, text, text_len);
        return true;
    }
    text_fold(&folded, text, text_len);
    if (strchr(buf_text(&folded), 'E') && strspn(folded.data, "0123456789.E+") == folded.len) {
        double number = strtod(folded.data, NULL);
        if (number < 1e15) {
            buf_clear(&folded);
            buf_printf(&folded, "%.0f", number);
        }
    }
    for (const char *c = buf_text(&folded); *c; c++)
        if (!strchr(" -'", *c))
            buf_add_char(out, *c);
    buf_release(&folded);
    if (out->len == start)
        return false;
    char *phone = out->data + start;
    size_t len = out->len - start;
    size_t prefix = phone[0] == '+' ? 1 : 0;
    if (!strncmp(phone + prefix, "86", 2) && len - prefix == 13)
        prefix += 2;
    else
        prefix = 0;
    memmove(phone, phone + prefix, len - prefix + 1);
    out->len -= prefix;
    return has_phone_shape(out->data + start);
}
