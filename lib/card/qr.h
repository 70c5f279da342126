/* The QR code with the contacts: a vCard 3.0 (RFC 2426) in a symbol of ISO/IEC 18004. */
#ifndef CARD_QR_H
#define CARD_QR_H
#include "base/buf.h"
#include "base/err.h"
#include "card/contacts.h"

enum { QR_VERSION_MAX = 10, QR_QUIET = 4, QR_SIDE_MAX = 17 + 4 * QR_VERSION_MAX }; // modules

#define QR_MODULE_LEAST_MM 0.33 /* below it, phones and office printers fail */
#define QR_MODULE_GOOD_MM 0.4

struct qr {
    int side;                                      // modules, without the quiet zone
    unsigned char dark[QR_SIDE_MAX * QR_SIDE_MAX]; // 1: dark; row by row
};

/* Appends a vCard with `name` as FN and a TEL for each contact in the code that is for `grid`
 * (NULL: none). Lines end with CR LF; values are escaped as RFC 2426 section 5 says; control
 * characters are left out. Returns the number of contacts in it. */
size_t qr_vcard(
    struct buf *out, const char *name, const struct contacts *contacts, const char *grid);

/* Encodes UTF-8 text: byte mode, with an ECI 26 header when it is not plain ASCII, level M, the
 * smallest version. Error: STATUS_CONFIG `qr.long` above version 10 (213 bytes). */
int qr_encode(struct qr *qr, const char *text, size_t len, struct err *err);

/* The width of a module when the code fills a box together with its quiet zone. */
double qr_module_mm(const struct qr *qr, double box_mm);
#endif
