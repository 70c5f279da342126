#include "roster/phone.h"

#include "base/text.h"
#include <stdlib.h>
#include <string.h>

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
