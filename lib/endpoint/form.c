#include "endpoint/form.h"

#include "base/text.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

static int hex_digit(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *found = c ? strchr(digits, tolower((unsigned char)c)) : NULL;
    return found ? (int)(found - digits) : -1;
}

static bool is_text(const char *text, size_t len)
{
    return !memchr(text, 0, len) && text_valid_len(text, len) == len;
}

bool form_unescape(const char *text, size_t len, bool plus, struct buf *out)
{
    size_t before = out->len;
    bool good = true;
    for (size_t i = 0; good && i < len; i++) {
        char c = text[i];
        if (c == '%') {
            int high = i + 2 < len ? hex_digit(text[i + 1]) : -1;
            int low = i + 2 < len ? hex_digit(text[i + 2]) : -1;
            good = high >= 0 && low >= 0;
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus) {
            c = ' ';
        }
        if (good)
            buf_add_char(out, c);
    }
    good = good && is_text(buf_text(out) + before, out->len - before);
    if (!good)
        buf_cut(out, before);
    return good;
}

static bool read_pair(const char *text, size_t len, struct params *params)
{
    const char *equals = memchr(text, '=', len);
    size_t name_len = equals ? (size_t)(equals - text) : len;
    struct buf name = {0}, value = {0};
    bool good = form_unescape(text, name_len, true, &name) &&
                (!equals || form_unescape(equals + 1, len - name_len - 1, true, &value));
    if (good)
        params_add(params, buf_text(&name), buf_text(&value));
    buf_release(&name);
    buf_release(&value);
    return good;
}

bool form_read(const char *text, size_t len, struct params *params)
{
    const char *end = text + len;
    while (text < end) {
        const char *amp = memchr(text, '&', (size_t)(end - text));
        size_t pair = (size_t)((amp ? amp : end) - text);
        if (pair && !read_pair(text, pair, params))
            return false;
        text += pair + 1;
    }
    return true;
}

/* Appends the line end and "--BOUNDARY". */
static bool read_boundary(const char *type, struct buf *out)
{
    static const char kind[] = "multipart/form-data", name[] = "boundary=";
    const char *found = type && !strncasecmp(type, kind, strlen(kind)) ? strstr(type, name) : NULL;
    if (!found)
        return false;
    found += strlen(name);
    bool quoted = *found == '"';
    size_t len = strcspn(found + quoted, quoted ? "\"" : "; ");
    buf_add_text(out, "\r\n--");
    buf_add(out, found + quoted, len);
    return len > 0;
}

/* The name in a part's Content-Disposition. */
static bool read_name(const char *head, size_t len, struct buf *out)
{
    static const char sign[] = "; name=\"";
    const char *found = memmem(head, len, sign, strlen(sign));
    if (!found)
        return false;
    found += strlen(sign);
    const char *quote = memchr(found, '"', (size_t)(head + len - found));
    if (!quote || !is_text(found, (size_t)(quote - found)))
        return false;
    buf_add(out, found, (size_t)(quote - found));
    return true;
}

static bool read_part(const char *part, size_t len, struct params *params)
{
    static const char blank[] = "\r\n\r\n";
    const char *text = memmem(part, len, blank, strlen(blank));
    struct buf name = {0}, value = {0};
    bool good = text && read_name(part, (size_t)(text - part), &name);
    if (good) {
        text += strlen(blank);
        size_t text_len = len - (size_t)(text - part);
        good = is_text(text, text_len);
        if (good) {
            buf_add(&value, text, text_len);
            params_add(params, buf_text(&name), buf_text(&value));
        }
    }
    buf_release(&name);
    buf_release(&value);
    return good;
}

/* The parts behind the first boundary, which stands at the start of a line like every other. */
static bool read_parts(
    const char *line, size_t line_len, const char *body, size_t len, struct params *params)
{
    const char *end = body + len;
    const char *boundary = line + 2;
    size_t boundary_len = line_len - 2;
    if (len < boundary_len || memcmp(body, boundary, boundary_len))
        return false;
    body += boundary_len;
    while (end - body >= 2 && !memcmp(body, "\r\n", 2)) {
        const char *next = memmem(body, (size_t)(end - body), line, line_len);
        if (!next || !read_part(body, (size_t)(next - body), params))
            return false;
        body = next + line_len;
    }
    return end - body >= 2 && !memcmp(body, "--", 2);
}

bool form_read_parts(const char *type, const char *body, size_t len, struct params *params)
{
    struct buf line = {0};
    bool good = read_boundary(type, &line) && read_parts(line.data, line.len, body, len, params);
    buf_release(&line);
    return good;
}
