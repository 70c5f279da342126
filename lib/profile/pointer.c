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

json_t *pointer_get(const json_t *json, const char *pointer)
{
    struct buf name = {0};
    while (json && *pointer == '/') {
        buf_clear(&name);
        for (pointer++; *pointer && *pointer != '/'; pointer++) {
            if (*pointer == '~')
                buf_add_char(&name, *++pointer == '0' ? '~' : '/');
            else
                buf_add_char(&name, *pointer);
        }
        json = json_is_array(json) ? array_member(json, buf_text(&name))
                                   : json_object_get(json, buf_text(&name));
    }
    buf_release(&name);
    return (json_t *)json;
}
