/* What a file is, told from its bytes: the tables that are read, and what is sent in their place.
 */
#ifndef TABLE_KIND_H
#define TABLE_KIND_H
#include "base/buf.h"
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>

enum kind {
    KIND_TEXT, // anything else: decoded and looked at again
    KIND_XLS,  // a compound file with a workbook in it
    KIND_XLSX, // a ZIP archive that may hold one
};

/* Tells the kind of a file's bytes, before they are decoded. Errors: STATUS_INPUT `table.kind` with
 * how to save or send it so that it can be read, `xls.password`, `xls.damaged`, all without a
 * place. */
int kind_of_bytes(const void *bytes, size_t len, enum kind *kind, struct err *err);

enum kind_markup {
    MARKUP_NONE,          // no markup: lines with separators
    MARKUP_HTML,          // a web page, which many systems export under the name .xls
    MARKUP_SPREADSHEETML, // Excel's "XML Spreadsheet 2003"
};

/* Tells the kind of decoded text. Errors: STATUS_INPUT `table.kind` for other XML, shortcuts and
 * mails. */
int kind_of_text(const char *text, size_t len, enum kind_markup *kind, struct err *err);

/* The Chinese encoding (GB2312, GBK, GB18030, BIG5) that a web page or XML file names on its top;
 * false when it names none or the text is no markup. */
bool kind_declared_encoding(const char *bytes, size_t len, char encoding[32]);
#endif
