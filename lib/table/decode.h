/* The bytes of a text file to UTF-8.
 *
 * Without a name the encoding is found out: byte order mark; UTF-16 by the pattern of its zero
 * bytes; strict UTF-8; strict GB18030 when most of its Han are common ones (GB 2312 level 1) and a
 * word of a roster's header is in it. Everything else is asked for: a wrong guess would change
 * names. */
#ifndef TABLE_DECODE_H
#define TABLE_DECODE_H
#include "base/buf.h"
#include "base/err.h"

struct decoded {
    char *text; // valid UTF-8 without byte order mark and NULs, followed by a NUL; in `content`
    size_t len; // bytes
    char encoding[32]; // "GB18030"; "" for UTF-8, "UTF-8" where another one was named
};

/* Decodes `content`, which holds the converted text afterwards. `encoding` is a name that iconv
 * knows, or NULL; GB2312, GBK and CP936 are decoded as GB18030, which contains them. What is
 * valid UTF-8 with a header word in it is UTF-8 whatever was named. `path` is for
 * the error's place. Errors: STATUS_INPUT `decode.encoding` (cannot be found out), `decode.bytes`
 * (wrong bytes), `decode.nul` (zero bytes) with the physical line; STATUS_USAGE `decode.name`. */
int decode(struct buf *content, const char *encoding, const char *path, struct decoded *decoded,
    struct err *err);

/* Loads the converters that decode may need, also that for `encoding` (which may be NULL), so that
 * no file has to be opened for them later. They stay for the life of the process. */
void decode_prepare(const char *encoding);

/* Line ends in `text`: LF, CR, and CR LF as one. */
long decode_line_ends(const char *text, size_t len);
#endif
