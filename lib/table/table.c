#include "table/table.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/publish.h"
#include "table/csv.h"
#include "table/decode.h"
#include "table/xlsx.h"
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* Files that are sent as rosters and are none. */
static const struct kind {
    const char *magic;
    size_t len;
    const char *cure;
} kinds[] = {
    {"\xD0\xCF\x11\xE0", 4,
        N_("this is an old .xls file, or a workbook with a password; open it, save it as .xlsx "
           "without a password and send it again")},
    {"%PDF", 4, N_("this is a PDF; ask the agency for the table itself, as .xlsx or .csv")},
    {"\x89PNG", 4, N_("this is a picture; ask the agency for the table itself, as .xlsx or .csv")},
    {"\xFF\xD8\xFF", 3,
        N_("this is a picture; ask the agency for the table itself, as .xlsx or .csv")},
    {"Rar!", 4, N_("this is a RAR archive; unpack it and name the files that were in it")},
    {"7z\xBC\xAF", 4, N_("this is a 7z archive; unpack it and name the files that were in it")},
    {"\x1F\x8B", 2, N_("this is a gzip archive; unpack it and name the file that was in it")},
    {"{\\rtf", 5, N_("this is a Word text; save its table as .xlsx or .csv and send it again")},
};

static int fail(const char *name, struct err *err, const char *code, const char *sentence)
{
    err_set(err, STATUS_INPUT, code, "%s", sentence);
    return err_at(err, name, NULL, 0, 0);
}

static int refuse_kind(const struct buf *content, const char *name, struct err *err)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (content->len >= kinds[i].len && !memcmp(content->data, kinds[i].magic, kinds[i].len))
            return fail(name, err, "table.kind", _(kinds[i].cure));
    return 0;
}

/* HTML and XML tables, which some systems export under the name .xls. */
static int refuse_markup(const char *text, const char *name, struct err *err)
{
    if (!strncmp(text, "\xEF\xBB\xBF", 3))
        text += 3;
    text += strspn(text, " \t\r\n");
    if (*text != '<' || (text[1] != '?' && text[1] != '!' && !isalpha((unsigned char)text[1])))
        return 0;
    return fail(name, err, "table.kind",
        _("this is a web page or XML under another name; open it in Excel or WPS, save it as .xlsx "
          "and send it again"));
}

static int read_text(struct buf *content, const char *name, const struct table_options *options,
    const struct table_sink *sink, struct err *err)
{
    struct decoded decoded;
    if (refuse_markup(content->data, name, err) ||
        decode(content, options ? options->encoding : NULL, name, &decoded, err) ||
        refuse_markup(decoded.text, name, err))
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
    return csv_read(decoded.text, decoded.len, name, sink, err);
}

static bool is_zip(const struct buf *content)
{
    return content->len >= 4 && (!memcmp(content->data, "PK\3\4", 4) ||
                                    !memcmp(content->data, "PK\5\6", 4)); // an empty one
}

int table_read(const char *path, const struct table_options *options, const struct table_sink *sink,
    struct err *err)
{
    struct buf content = {0};
    const char *name = strcmp(path, "-") ? path : "<stdin>";
    int result = file_read_input(path, TABLE_BYTES_MAX, &content, err);
    if (!result)
        result = refuse_kind(&content, name, err);
    if (!result && is_zip(&content))
        result = xlsx_read(content.data, content.len, name, sink, err);
    else if (!result)
        result = read_text(&content, name, options, sink, err);
    buf_release(&content);
    return result;
}
