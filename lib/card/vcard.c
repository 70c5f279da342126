#include "card/vcard.h"

#include <string.h>

static void add_escaped(struct buf *out, const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < 0x20 || c == 0x7F)
            continue;
        if (strchr("\\,;", c))
            buf_add_char(out, '\\');
        buf_add_char(out, (char)c);
    }
}

size_t vcard_write(
    struct buf *out, const char *name, const struct contacts *contacts, const char *grid)
{
    size_t count = 0;
    buf_add_text(out, "BEGIN:VCARD\r\nVERSION:3.0\r\nN:");
    add_escaped(out, name);
    buf_add_text(out, ";;;;\r\nFN:");
    add_escaped(out, name);
    buf_add_text(out, "\r\n");
    for (size_t i = 0; i < contacts->count; i++) {
        const struct contact *contact = &contacts->items[i];
        if (!contact->in_qr || !contact_is_for(contact, grid))
            continue;
        buf_printf(out, "TEL:%s\r\n", contact->dial);
        count++;
    }
    buf_add_text(out, "END:VCARD\r\n");
    return count;
}
