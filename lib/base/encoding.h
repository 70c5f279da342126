/* Bytes written as text: hex and base64 (RFC 4648). */
#ifndef BASE_ENCODING_H
#define BASE_ENCODING_H
#include "base/buf.h"

enum encoding { ENCODING_HEX, ENCODING_HEX_UPPER, ENCODING_BASE64, ENCODING_COUNT };

/* "hex", "HEX", "base64", in the order of the enum. NULL-terminated. */
extern const char *const encoding_names[ENCODING_COUNT + 1];

int encoding_find(const char *name); // enum encoding, or -1

/* Appends the bytes as text. */
void encoding_add(enum encoding encoding, const void *bytes, size_t len, struct buf *out);

/* Appends the bytes that the text stands for: hex in either case, base64 with its padding and with
 * no bit left over. Returns -1, having appended nothing, when the text is neither. */
int encoding_undo(enum encoding encoding, const char *text, size_t len, struct buf *out);
#endif
