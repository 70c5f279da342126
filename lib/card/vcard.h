/* The contacts as a vCard 3.0 (RFC 2426), for the QR code. */
#ifndef CARD_VCARD_H
#define CARD_VCARD_H
#include "base/buf.h"
#include "card/contacts.h"

/* Appends a vCard with `name` as FN and a TEL for each contact in the code that is for `grid`
 * (NULL: none). Lines end with CR LF; values are escaped as RFC 2426 section 5 says; control
 * characters are left out. Returns the number of contacts in it. */
size_t vcard_write(
    struct buf *out, const char *name, const struct contacts *contacts, const char *grid);
#endif
