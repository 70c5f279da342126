#include "roster/phone.h"

#include "base/text.h"
#include "base/word.h"
#include <stdlib.h>
#include <string.h>

bool phone_has_shape(const char *text, size_t len)
{
    bool mobile = len == 11 && text[0] == '1' && text[1] >= '3';
    bool landline = len >= 10 && len <= 12 && text[0] == '0';
    return (mobile || landline) && word_is_digits(word_load(text)) &&
           word_is_digits(word_load(text + len - 8)); // the middle twice
}

bool phone_clean(struct buf *out, const char *text)
{
    size_t start = out->len, text_len = strlen(text);
    struct buf folded = {0};
    if (phone_has_shape(text, text_len)) { // nearly every phone
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
    return phone_has_shape(out->data + start, out->len - start);
}
