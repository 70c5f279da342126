#include "base/jsontext.h"

#include "base/text.h"
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { LEVELS_MAX = 16, DIGITS_MAX = 18 }; // as many digits fit into 64 bits

/* What is left of a text that may be plain. */
struct rest {
    const char *at, *end;
};

static json_t *read_value(struct rest *rest, int levels);

static void skip_space(struct rest *rest)
{
    while (rest->at < rest->end &&
           (*rest->at == ' ' || *rest->at == '\n' || *rest->at == '\r' || *rest->at == '\t'))
        rest->at++;
}

/* Moves behind this sign and the space around it. */
static bool take_sign(struct rest *rest, char sign)
{
    skip_space(rest);
    if (rest->at == rest->end || *rest->at != sign)
        return false;
    rest->at++;
    skip_space(rest);
    return true;
}

/* At a quotation mark: the bytes up to the next one, and moves behind it. NULL: not plain. */
static const char *take_string(struct rest *rest, size_t *len)
{
    if (rest->at == rest->end || *rest->at != '"')
        return NULL;
    const char *start = rest->at + 1, *at = start;
    while (at < rest->end && *at != '"' && *at != '\\' && (unsigned char)*at >= 0x20)
        at++;
    if (at == rest->end || *at != '"')
        return NULL;
    *len = (size_t)(at - start);
    rest->at = at + 1;
    return start;
}

static json_t *read_string(struct rest *rest)
{
    size_t len;
    const char *text = take_string(rest, &len);
    return text ? json_stringn_nocheck(text, len) : NULL;
}

static json_t *read_integer(struct rest *rest)
{
    bool negative = *rest->at == '-';
    const char *at = rest->at + negative, *first = at;
    int64_t value = 0;
    while (at < rest->end && *at >= '0' && *at <= '9' && at - first < DIGITS_MAX)
        value = value * 10 + (*at++ - '0');
    bool exact = at > first && (*first != '0' || at - first == 1);
    bool ends = at == rest->end || !memchr(".eE0123456789", *at, 13);
    rest->at = at;
    return exact && ends ? json_integer(negative ? -value : value) : NULL;
}

static json_t *read_word(struct rest *rest, const char *word, json_t *value)
{
    size_t len = strlen(word);
    if ((size_t)(rest->end - rest->at) < len || memcmp(rest->at, word, len) != 0)
        return NULL;
    rest->at += len;
    return value;
}

/* False as well for a name that was there before. */
static bool read_member(struct rest *rest, json_t *object, int levels)
{
    size_t len, before = json_object_size(object);
    const char *name = take_string(rest, &len);
    json_t *value = name && take_sign(rest, ':') ? read_value(rest, levels) : NULL;
    return value && !json_object_setn_new_nocheck(object, name, len, value) &&
           json_object_size(object) > before;
}

static json_t *read_object(struct rest *rest, int levels)
{
    json_t *object = json_object();
    if (take_sign(rest, '{') && take_sign(rest, '}'))
        return object;
    bool good;
    do
        good = read_member(rest, object, levels);
    while (good && take_sign(rest, ','));
    if (good && take_sign(rest, '}'))
        return object;
    json_decref(object);
    return NULL;
}

static json_t *read_array(struct rest *rest, int levels)
{
    json_t *array = json_array();
    if (take_sign(rest, '[') && take_sign(rest, ']'))
        return array;
    bool good;
    do
        good = !json_array_append_new(array, read_value(rest, levels));
    while (good && take_sign(rest, ','));
    if (good && take_sign(rest, ']'))
        return array;
    json_decref(array);
    return NULL;
}

static json_t *read_value(struct rest *rest, int levels)
{
    if (rest->at == rest->end || !levels)
        return NULL;
    switch (*rest->at) {
    case '{':
        return read_object(rest, levels - 1);
    case '[':
        return read_array(rest, levels - 1);
    case '"':
        return read_string(rest);
    case 't':
        return read_word(rest, "true", json_true());
    case 'f':
        return read_word(rest, "false", json_false());
    case 'n':
        return read_word(rest, "null", json_null());
    default:
        return read_integer(rest);
    }
}

static json_t *read_plain(const char *text, size_t len)
{
    struct rest rest = {text, text + len};
    skip_space(&rest);
    bool container = rest.at < rest.end && (*rest.at == '{' || *rest.at == '[');
    if (!container || text_valid_len(text, len) < len)
        return NULL;
    json_t *json = read_value(&rest, LEVELS_MAX);
    skip_space(&rest);
    if (rest.at == rest.end)
        return json;
    json_decref(json);
    return NULL;
}

json_t *jsontext_read(const char *text, size_t len)
{
    json_t *json = read_plain(text, len);
    return json ? json : json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
}
