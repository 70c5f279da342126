#include "table/table.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/publish.h"
#include "base/text.h"
#include "table/csv.h"
#include "table/decode.h"
#include "table/html.h"
#include "table/kind.h"
#include "table/prose.h"
#include "table/spreadsheetml.h"
#include "table/xls.h"
#include "table/xlsx.h"
#include <string.h>

static int fail(const char *name, struct err *err, const char *code, const char *sentence)
{
    err_set(err, STATUS_INPUT, code, "%s", sentence);
    return err_at(err, name, NULL, 0, 0);
}

/* As the user says; else as a web page or XML file says itself, unless it is UTF-8 all the same. */
static const char *encoding_of(
    struct buf *content, const struct table_options *options, char declared[32])
{
    if (options && options->encoding)
        return options->encoding;
    buf_reserve(content, 0);
    content->data[content->len] = '\0';
    bool says = kind_declared_encoding(content->data, content->len, declared);
    return says && text_valid_len(content->data, content->len) < content->len ? declared : NULL;
}

static int read_text(struct buf *content, const char *name, const struct table_options *options,
    const struct table_sink *sink, struct err *err)
{
    struct decoded decoded;
    char declared[32];
    enum kind_markup markup;
    if (decode(content, encoding_of(content, options, declared), name, &decoded, err))
        return -1;
    if (strspn(decoded.text, " \t\r\n") == decoded.len)
        return fail(name, err, "table.empty",
            _("there is nothing in this file; ask the agency to send it again"));
    if (*decoded.encoding && sink->say) {
        struct buf sentence = {0};
        buf_printf(&sentence, _("%s: read as %s"), name, decoded.encoding);
        sink->say(sink->context, sentence.data);
        buf_release(&sentence);
    }
    if (kind_of_text(decoded.text, decoded.len, &markup, err))
        return err_at(err, name, NULL, 0, 0);
    if (markup == MARKUP_HTML)
        return html_read(decoded.text, decoded.len, name, sink, err);
    if (markup == MARKUP_SPREADSHEETML)
        return spreadsheetml_read(decoded.text, decoded.len, name, sink, err);
    if (sink->is_prose && sink->is_prose(sink->context, decoded.text, decoded.len))
        return prose_read(decoded.text, decoded.len, name, sink, err);
    return csv_read(decoded.text, decoded.len, name, sink, err);
}

void table_prepare(const char *encoding)
{
    decode_prepare(encoding);
}

int table_read(const char *path, const struct table_options *options, const struct table_sink *sink,
    struct err *err)
{
    struct buf content = {0};
    enum kind kind;
    const char *name = strcmp(path, "-") ? path : "<stdin>";
    int result = file_read_input(path, TABLE_BYTES_MAX, &content, err);
    if (!result && kind_of_bytes(content.data, content.len, &kind, err))
        result = err_at(err, name, NULL, 0, 0);
    if (!result && kind == KIND_XLSX)
        result = xlsx_read(content.data, content.len, name, sink, err);
    else if (!result && kind == KIND_XLS)
        result = xls_read(content.data, content.len, name, sink, err);
    else if (!result)
        result = read_text(&content, name, options, sink, err);
    buf_release(&content);
    return result;
}
