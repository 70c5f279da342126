#include "profile/response.h"

#include "base/i18n.h"
#include "base/jsontext.h"
#include "profile/call.h"
#include "profile/pointer.h"
#include <stdio.h>
#include <string.h>

enum { EXACT_DIGITS = 18 }; // as many fit into 64 bits

static size_t span(const char *text, size_t len, const char *accepted)
{
    size_t n = 0;
    while (n < len && text[n] && strchr(accepted, text[n]))
        n++;
    return n;
}

static size_t digits(const char *text, size_t len)
{
    return span(text, len, "0123456789");
}

/* The length of a number as RFC 8259 writes it, 0 when these bytes are none; `*exact` tells whether
 * it is an integer that keeps its value. */
static size_t number_len(const char *text, size_t len, bool *exact)
{
    size_t at = len && text[0] == '-';
    size_t whole = digits(text + at, len - at);
    if (!whole || (whole > 1 && text[at] == '0'))
        return 0;
    *exact = whole <= EXACT_DIGITS;
    at += whole;
    if (at < len && text[at] == '.') {
        size_t fraction = digits(text + at + 1, len - at - 1);
        if (!fraction)
            return 0;
        *exact = false;
        at += 1 + fraction;
    }
    if (at < len && (text[at] == 'e' || text[at] == 'E')) {
        size_t sign = at + 1 < len && (text[at + 1] == '+' || text[at + 1] == '-');
        size_t power = digits(text + at + 1 + sign, len - at - 1 - sign);
        if (!power)
            return 0;
        *exact = false;
        at += 1 + sign + power;
    }
    return at;
}

/* From the opening quotation mark to behind the closing one. */
static size_t string_len(const char *text, size_t len)
{
    size_t at = 1;
    while (at < len && text[at] != '"')
        at += text[at] == '\\' ? 2 : 1;
    return at < len ? at + 1 : len;
}

/* Whether what follows makes the bytes before it a member's name. */
static bool is_name(const char *after, size_t len)
{
    size_t spaces = span(after, len, " \t\r\n");
    return spaces < len && after[spaces] == ':';
}

static void quote_number(struct buf *out, const char *text, size_t *len, size_t rest)
{
    bool exact = true;
    size_t number = number_len(text, rest, &exact);
    *len = number ? number : 1;
    bool quoted = number && !exact && !is_name(text + number, rest - number);
    if (quoted)
        buf_add_char(out, '"');
    buf_add(out, text, *len);
    if (quoted)
        buf_add_char(out, '"');
}

static void quote_numbers(struct buf *out, const char *body, size_t len)
{
    for (size_t at = 0, step; at < len; at += step) {
        const char *text = body + at;
        step = 1;
        if (*text == '-' || (*text >= '0' && *text <= '9')) {
            quote_number(out, text, &step, len - at);
            continue;
        }
        if (*text == '"')
            step = string_len(text, len - at);
        buf_add(out, text, step);
    }
}

json_t *response_json(const struct response *response)
{
    static const char mark[] = "\xEF\xBB\xBF";
    if (!response->body)
        return NULL;
    size_t skip = response->len >= 3 && !memcmp(response->body, mark, 3) ? 3 : 0;
    struct buf body = {0};
    quote_numbers(&body, response->body + skip, response->len - skip);
    json_t *json = jsontext_read(buf_text(&body), body.len);
    buf_release(&body);
    return json;
}

const char *scalar_text(const json_t *value, char space[SCALAR_SPACE])
{
    if (json_is_string(value))
        return json_string_value(value);
    if (json_is_boolean(value))
        return json_is_true(value) ? "true" : "false";
    if (json_is_null(value))
        return "null";
    if (!json_is_integer(value))
        return NULL;
    snprintf(space, SCALAR_SPACE, "%lld", (long long)json_integer_value(value));
    return space;
}

int spot_check(const struct yaml *yaml, const json_t *parent, const char *member,
    const char *pointer, struct err *err)
{
    if (pointer_valid(pointer))
        return 0;
    return yaml_fail(yaml, parent, member, err, "profile.pointer",
        _("`%s` is no JSON Pointer; it starts with a slash, like /data/code"), pointer);
}

int spot_parse(struct spot *spot, const struct yaml *yaml, const json_t *parent, const char *key,
    struct err *err)
{
    static const char *const keys[] = {"header", NULL};
    const json_t *value = json_object_get(parent, key);
    *spot = (struct spot){0};
    if (!json_is_object(value)) {
        if (yaml_string(yaml, parent, key, &spot->pointer, err))
            return -1;
        return spot->pointer ? spot_check(yaml, parent, key, spot->pointer, err) : 0;
    }
    if (yaml_only(yaml, value, keys, err) || yaml_string(yaml, value, "header", &spot->header, err))
        return -1;
    if (spot->header && call_header_valid(spot->header))
        return 0;
    return yaml_fail(yaml, parent, key, err, "profile.header",
        _("write where it stands: a JSON Pointer such as /data/id, or {header: X-Request-Id}"));
}

bool spot_text(
    const struct spot *spot, const struct response *response, const json_t *json, struct buf *text)
{
    char space[SCALAR_SPACE];
    const char *found = NULL;
    if (spot->header && response->headers)
        found = params_header(response->headers, spot->header);
    else if (spot->pointer && !json_is_null(pointer_get(json, spot->pointer)))
        found = scalar_text(pointer_get(json, spot->pointer), space);
    if (found)
        buf_add_text(text, found);
    return found != NULL;
}
