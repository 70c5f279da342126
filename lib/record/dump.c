#include "record/dump.h"

#include "base/mem.h"
#include "record/put.h"

enum { REAL_MAX = 40 }; // bytes

static void dump_bytes(struct buf *out, const char *text, size_t len)
{
    buf_reserve(out, len * PUT_ESCAPED_MAX + 2);
    char *end = put_string(out->data + out->len, text, len);
    buf_extend(out, (size_t)(end - out->data) - out->len);
}

void dump_text(struct buf *out, const char *text)
{
    dump_bytes(out, text, strlen(text));
}

void dump_number(struct buf *out, long number)
{
    buf_reserve(out, PUT_NUMBER_MAX);
    char *end = put_number(out->data + out->len, number);
    buf_extend(out, (size_t)(end - out->data) - out->len);
}

static void dump_object(struct buf *out, const json_t *object)
{
    const char *key;
    json_t *member;
    char before = '{';
    json_object_foreach((json_t *)object, key, member)
    {
        buf_add_char(out, before);
        dump_text(out, key);
        buf_add_char(out, ':');
        dump_json(out, member);
        before = ',';
    }
    buf_add_text(out, before == '{' ? "{}" : "}");
}

static void dump_array(struct buf *out, const json_t *array)
{
    size_t i;
    json_t *member;
    buf_add_char(out, '[');
    json_array_foreach(array, i, member)
    {
        if (i)
            buf_add_char(out, ',');
        dump_json(out, member);
    }
    buf_add_char(out, ']');
}

static void dump_real(struct buf *out, const json_t *real)
{
    buf_reserve(out, REAL_MAX);
    size_t len = json_dumpb(real, out->data + out->len, REAL_MAX, JSON_ENCODE_ANY);
    if (!len || len > REAL_MAX)
        mem_out();
    buf_extend(out, len);
}

void dump_json(struct buf *out, const json_t *json)
{
    switch (json_typeof(json)) {
    case JSON_OBJECT:
        dump_object(out, json);
        break;
    case JSON_ARRAY:
        dump_array(out, json);
        break;
    case JSON_STRING:
        dump_bytes(out, json_string_value(json), json_string_length(json));
        break;
    case JSON_INTEGER:
        dump_number(out, (long)json_integer_value(json));
        break;
    case JSON_REAL:
        dump_real(out, json);
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        buf_add_text(out, json_is_true(json) ? "true" : "false");
        break;
    case JSON_NULL:
        buf_add_text(out, "null");
        break;
    }
}
