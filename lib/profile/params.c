#include "profile/params.h"

#include "base/mem.h"
#include <stdbool.h>
#include <stdlib.h>
#include <strings.h>

void params_clear(struct params *params)
{
    buf_clear(&params->texts);
    params->count = 0;
}

void params_release(struct params *params)
{
    buf_release(&params->texts);
    free(params->items);
    *params = (struct params){0};
}

static size_t keep(struct params *params, const char *text)
{
    size_t at = params->texts.len;
    buf_add(&params->texts, text, strlen(text) + 1);
    return at;
}

void params_add(struct params *params, const char *name, const char *value)
{
    params->items =
        mem_grow(params->items, params->count, &params->capacity, sizeof *params->items);
    struct param param = {.name = keep(params, name)};
    param.value = keep(params, value);
    params->items[params->count++] = param;
}

const char *params_name(const struct params *params, size_t i)
{
    return params->texts.data + params->items[i].name;
}

const char *params_value(const struct params *params, size_t i)
{
    return params->texts.data + params->items[i].value;
}

static const char *find(
    const struct params *params, const char *name, int compare(const char *, const char *))
{
    for (size_t i = 0; i < params->count; i++)
        if (!compare(params_name(params, i), name))
            return params_value(params, i);
    return NULL;
}

const char *params_find(const struct params *params, const char *name)
{
    return find(params, name, strcmp);
}

const char *params_header(const struct params *params, const char *name)
{
    return find(params, name, strcasecmp);
}

static int by_name(const void *a, const void *b, void *texts)
{
    const struct param *one = a, *other = b;
    const char *start = texts;
    int order = strcmp(start + one->name, start + other->name);
    return order ? order : strcmp(start + one->value, start + other->value);
}

void params_sort(struct params *params)
{
    if (params->count)
        qsort_r(params->items, params->count, sizeof *params->items, by_name, params->texts.data);
}

static bool is_unreserved(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

void params_escape(struct buf *out, const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (is_unreserved(c))
            buf_add_char(out, (char)c);
        else
            buf_printf(out, "%%%02X", c);
    }
}

void params_encode(const struct params *params, struct buf *out)
{
    for (size_t i = 0; i < params->count; i++) {
        if (i)
            buf_add_char(out, '&');
        params_escape(out, params_name(params, i));
        buf_add_char(out, '=');
        params_escape(out, params_value(params, i));
    }
}
