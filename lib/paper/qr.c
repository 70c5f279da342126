#include "paper/qr.h"

#include "base/i18n.h"
#include "base/mem.h"
#include <errno.h>
#include <qrencode.h>
#include <string.h>

enum { ECI_UTF8 = 26 };

static int is_ascii(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] >= 0x80)
            return 0;
    return 1;
}

int qr_encode(struct qr *qr, const char *text, size_t len, struct err *err)
{
    QRinput *input = QRinput_new2(0, QR_ECLEVEL_M);
    if (!input)
        mem_out();
    int failed = !is_ascii(text, len) && QRinput_appendECIheader(input, ECI_UTF8);
    failed |= len > 4000 || QRinput_append(input, QR_MODE_8, (int)len, (const unsigned char *)text);
    QRcode *code = failed ? NULL : QRcode_encodeInput(input);
    if (!code && errno == ENOMEM)
        mem_out();
    int result = 0;
    if (!code || code->version > QR_VERSION_MAX) {
        result = err_set(err, STATUS_CONFIG, "qr.long",
            _("the QR code would hold %zu bytes, more than a phone reads well at this size (about "
              "213); put fewer contacts into it, or shorten its name"),
            len);
    } else {
        qr->side = code->width;
        for (int i = 0; i < code->width * code->width; i++)
            qr->dark[i] = code->data[i] & 1;
    }
    QRcode_free(code);
    QRinput_free(input);
    return result;
}

double qr_module_mm(const struct qr *qr, double box_mm)
{
    return box_mm / (qr->side + 2 * QR_QUIET);
}
