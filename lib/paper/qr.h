/* A QR code: text in a symbol of ISO/IEC 18004. */
#ifndef PAPER_QR_H
#define PAPER_QR_H
#include "base/err.h"
#include <stddef.h>

enum { QR_VERSION_MAX = 10, QR_QUIET = 4, QR_SIDE_MAX = 17 + 4 * QR_VERSION_MAX }; // modules

#define QR_MODULE_LEAST_MM 0.33 /* below it, phones and office printers fail */
#define QR_MODULE_GOOD_MM 0.4

struct qr {
    int side;                                      // modules, without the quiet zone
    unsigned char dark[QR_SIDE_MAX * QR_SIDE_MAX]; // 1: dark; row by row
};

/* Encodes UTF-8 text: byte mode, with an ECI 26 header when it is not plain ASCII, level M, the
 * smallest version. Error: STATUS_CONFIG `qr.long` above version 10 (213 bytes). */
int qr_encode(struct qr *qr, const char *text, size_t len, struct err *err);

/* The width of a module when the code fills a box together with its quiet zone. */
double qr_module_mm(const struct qr *qr, double box_mm);
#endif
