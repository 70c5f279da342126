#include "profile/pointer.h"

#include "base/buf.h"
#include <stdlib.h>
#include <string.h>

bool pointer_valid(const char *pointer)
{
    if (*pointer && *pointer != '/')
        return false;
    for (; *pointer; pointer++)
        if (*pointer == '~' && pointer[1] != '0' && pointer[1] != '1')
            return false;
    return true;
}

static json_t *array_member(const json_t *array, const char *name)
{
    size_t digits = strspn(name, "0123456789");
    bool index = digits && digits < 10 && !name[digits] && (name[0] != '0' || digits == 1);
    return index ? json_array_get(array, strtoul(name, NULL, 10)) : NULL;
}

/* Reads the name behind the slash and moves to the next one. */
static const char *next_name(const char *pointer, struct buf *name)
{
    buf_clear(name);
    for (pointer++; *pointer && *pointer != '/'; pointer++) {
        if (*pointer == '~')
            buf_add_char(name, *++pointer == '0' ? '~' : '/');
        else
            buf_add_char(name, *pointer);
    }
    return pointer;
}

static json_t *member(const json_t *json, const char *name)
{
    return json_is_array(json) ? array_member(json, name) : json_object_get(json, name);
}

json_t *pointer_get(const json_t *json, const char *pointer)
{
    struct buf name = {0};
    while (json && *pointer == '/') {
        pointer = next_name(pointer, &name);
        json = member(json, buf_text(&name));
    }
    buf_release(&name);
    return (json_t *)json;
}

static void replace(json_t *parent, const char *name, json_t *value)
{
    if (json_is_array(parent))
        json_array_set(parent, strtoul(name, NULL, 10), value ? value : json_null());
    else if (value)
        json_object_set(parent, name, value);
    else
        json_object_del(parent, name);
}

bool pointer_set(json_t *json, const char *pointer, json_t *value)
{
    struct buf name = {0};
    json_t *parent = NULL;
    while (json && *pointer == '/') {
        pointer = next_name(pointer, &name);
        parent = json;
        json = member(json, buf_text(&name));
    }
    bool found = parent && json;
    if (found)
        replace(parent, buf_text(&name), value);
    json_decref(value);
    buf_release(&name);
    return found;
}
