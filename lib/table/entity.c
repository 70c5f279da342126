#include "table/entity.h"

#include "base/text.h"
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 12 }; // "&#x0010FFFF;"

/* The character that "&...;" stands for (XML 1.0, 4.1 and 4.6); 0 when it is none. */
static uint32_t meaning(const char *name, size_t len)
{
    static const struct {
        const char *name;
        char character;
    } named[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (strlen(named[i].name) == len && !memcmp(name, named[i].name, len))
            return (unsigned char)named[i].character;
    if (len < 2 || *name != '#')
        return 0;
    bool hex = name[1] == 'x';
    const char *digits = name + 1 + hex;
    char *end;
    if (!strchr("0123456789abcdefABCDEF", *digits))
        return 0;
    unsigned long code = strtoul(digits, &end, hex ? 16 : 10);
    bool good = end == name + len && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    return good ? (uint32_t)code : 0;
}

int entity_read(const char **at, const char *end, struct buf *out)
{
    size_t room = (size_t)(end - *at);
    const char *semicolon = memchr(*at, ';', room < LONGEST ? room : LONGEST);
    if (!semicolon)
        return room < LONGEST ? ENTITY_CUT : -1;
    uint32_t character = meaning(*at + 1, (size_t)(semicolon - *at - 1));
    if (!character)
        return -1;
    text_put(out, character);
    *at = semicolon + 1;
    return 0;
}

bool entity_replace(char *text, char *end)
{
    struct buf character = {0};
    const char *from = text;
    bool good = true;
    while (good && from < end) {
        if (*from != '&') {
            *text++ = *from++;
            continue;
        }
        buf_clear(&character);
        good = entity_read(&from, end, &character) == 0;
        if (good)
            text = (char *)mempcpy(text, character.data, character.len);
    }
    *text = '\0';
    buf_release(&character);
    return good;
}
