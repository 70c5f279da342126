#include "table/kind.h"

#include "base/i18n.h"
#include "base/text.h"
#include "table/cfb.h"
#include "table/decode.h"
#include "table/part.h"
#include <ctype.h>
#include <string.h>

#define PICTURE                                                                                    \
    N_("this is a picture; ask the agency for the table itself: the .xlsx file that the picture "  \
       "was taken of, or its rows copied into a new workbook")
#define UNPACK N_("this is a packed archive; unpack it and name the files that were in it")
#define OLD                                                                                        \
    N_("this is a workbook of an Excel before 1995; open it in Excel or WPS, save it as .xlsx "    \
       "(Save As, Excel workbook) and send it again")

#define OPEN_DOCUMENT                                                                              \
    N_("this is an OpenDocument file (.ods); open it in Excel, WPS or LibreOffice, save it as "    \
       ".xlsx and send it again")

/* What is sent as a roster and is none. `at` is where the bytes stand. */
static const struct magic {
    size_t at;
    const char *bytes;
    size_t len;
    const char *cure;
} magics[] = {
    {0, "%PDF", 4,
        N_("this is a PDF; ask the agency for the table that it was made from, as .xlsx (in WPS: "
           "PDF to Excel, then look at each number)")},
    {0, "\x89PNG", 4, PICTURE},
    {0, "\xFF\xD8\xFF", 3, PICTURE},
    {0, "GIF8", 4, PICTURE},
    {6, "\0\0\0\0\x36\0\0\0", 8, PICTURE}, // BMP
    {8, "WEBPVP8", 7, PICTURE},
    {4, "ftypheic", 8, PICTURE},
    {4, "ftypheix", 8, PICTURE},
    {4, "ftypmif1", 8, PICTURE},
    {4, "ftypavif", 8, PICTURE},
    {0, "II*\0", 4, PICTURE},
    {0, "MM\0*", 4, PICTURE},
    {4, "ftyp", 4, N_("this is a video; ask the agency for the table itself, as .xlsx")},
    {0, "Rar!\x1A\x07", 6, UNPACK},
    {0, "7z\xBC\xAF\x27\x1C", 6, UNPACK},
    {0, "\x1F\x8B\x08", 3, UNPACK},
    {0, "BZh", 3, UNPACK},
    {0,
        "\xFD"
        "7zXZ",
        5, UNPACK},
    {257, "ustar", 5, UNPACK},
    {0, "{\\rtf", 5,
        N_("this is a Word text; copy its table into a new workbook in Excel or WPS, save it as "
           ".xlsx and send that")},
    {0, "\x09\0\x04\0", 4, OLD},
    {0, "\x09\x02\x06\0", 4, OLD},
    {0, "\x09\x04\x06\0", 4, OLD},
    {0, "L\0\0\0\x01\x14\x02\0", 8,
        N_("this is a shortcut to a file on another computer; ask the agency for the file itself")},
    {4, "E-SafeNet", 9,
        N_("the agency's computer has encrypted this file; ask the agency to decrypt it for "
           "sending out")},
};

static int refuse(struct err *err, const char *cure)
{
    return err_set(err, STATUS_INPUT, "table.kind", "%s", cure);
}

static int kind_of_compound(const void *bytes, size_t len, enum kind *kind, struct err *err)
{
    struct cfb cfb;
    int result = 0;
    *kind = KIND_XLS;
    if (cfb_open(&cfb, bytes, len))
        result = err_set(err, STATUS_INPUT, "xls.damaged",
            _("this is an Office file of before 2007 that is damaged or was not copied to its end; "
              "open it in Excel or WPS, save it as .xlsx, or ask the agency to send it again"));
    else if (cfb_has(&cfb, "EncryptedPackage"))
        result = err_set(err, STATUS_INPUT, "xls.password",
            _("the workbook has a password; open it in Excel or WPS, take the password off (File, "
              "Info, Protect Workbook; in WPS: File, Document Encryption), save it and send it "
              "again"));
    else if (cfb_has(&cfb, "WordDocument"))
        result = refuse(err, _("this is a Word or WPS text (.doc, .wps); copy its table into a new "
                               "workbook in Excel or WPS, save it as .xlsx and send that"));
    else if (!cfb_has(&cfb, "Workbook") && !cfb_has(&cfb, "Book"))
        result = refuse(err, _("this is an Office file, but no workbook; copy its table into a new "
                               "workbook in Excel or WPS, save it as .xlsx and send that"));
    cfb_release(&cfb);
    return result;
}

static bool ends_with(const char *name, const char *end)
{
    size_t len = strlen(name), end_len = strlen(end);
    return len >= end_len && !strcasecmp(name + len - end_len, end);
}

/* Appends the names of the archive's tables, or up to three of them. */
static void list_tables(const struct archive *archive, struct buf *names)
{
    static const char *const ends[] = {".xlsx", ".xlsm", ".xls", ".et", ".csv", ".xlsb", ".ods"};
    size_t found = 0;
    const char *name;
    for (size_t i = 0; found < 4 && (name = archive_name(archive, i)); i++) {
        bool table = false;
        for (size_t j = 0; j < sizeof ends / sizeof *ends; j++)
            table |= ends_with(name, ends[j]);
        if (!table || !strncmp(name, "__MACOSX/", 9) || ++found == 4)
            continue;
        struct buf text = {0};
        struct decoded decoded;
        buf_add_text(&text, name);
        buf_add_text(names, names->len ? ", " : "");
        if (text_valid_len(name, strlen(name)) == strlen(name) ||
            decode(&text, "GB18030", "", &decoded, NULL))
            buf_add(names, name, text_valid_len(name, strlen(name)));
        else
            buf_add(names, decoded.text, decoded.len);
        buf_release(&text);
    }
    if (found == 4)
        buf_add_text(names, " ...");
}

/* Archives that hold other things than a workbook's parts. */
static const struct content {
    const char *part, *cure;
} contents[] = {
    {"xl/workbook.bin",
        N_("this is a binary workbook (.xlsb); open it in Excel, save it as .xlsx (Save As, Excel "
           "workbook) and send it again")},
    {"word/document.xml",
        N_("this is a Word text (.docx); copy its table into a new workbook in Excel or WPS, save "
           "it as .xlsx and send that")},
    {"ppt/presentation.xml",
        N_("these are slides (.pptx); copy the table into a new workbook in Excel or WPS, save it "
           "as .xlsx and send that")},
    {"content.xml", OPEN_DOCUMENT},
    {"Index/Document.iwa",
        N_("this is a table of Apple Numbers; export it there (File, Export To, Excel) and send "
           "the .xlsx file")},
    {"Index.zip",
        N_("this is a table of Apple Numbers; export it there (File, Export To, Excel) and send "
           "the .xlsx file")},
    {"OFD.xml",
        N_("this is an OFD document, which is like a PDF; ask the agency for the table that "
           "it was made from, as .xlsx")},
};

static int kind_of_archive(const void *bytes, size_t len, struct err *err)
{
    struct archive *archive = archive_open(bytes, len, err);
    struct buf names = {0};
    if (!archive)
        return -1;
    int result = 0;
    for (size_t i = 0; !result && i < sizeof contents / sizeof *contents; i++)
        if (archive_has(archive, contents[i].part))
            result = refuse(err, _(contents[i].cure));
    if (!result && !archive_has(archive, "[Content_Types].xml") &&
        !archive_has(archive, "_rels/.rels") && !archive_has(archive, "xl/workbook.xml"))
        list_tables(archive, &names);
    if (names.len)
        result = err_set(err, STATUS_INPUT, "table.kind",
            _("this is a ZIP archive with files in it (%s); unpack it and name those files"),
            names.data);
    archive_free(archive);
    buf_release(&names);
    return result;
}

static bool is_archive(const char *bytes, size_t len)
{
    return len >= 4 && (!memcmp(bytes, "PK\3\4", 4) || !memcmp(bytes, "PK\5\6", 4)); // an empty one
}

int kind_of_bytes(const void *bytes, size_t len, enum kind *kind, struct err *err)
{
    *kind = KIND_TEXT;
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (len >= magics[i].at + magics[i].len &&
            !memcmp((const char *)bytes + magics[i].at, magics[i].bytes, magics[i].len))
            return refuse(err, _(magics[i].cure));
    if (cfb_is(bytes, len))
        return kind_of_compound(bytes, len, kind, err);
    if (!is_archive(bytes, len))
        return 0;
    *kind = KIND_XLSX;
    return kind_of_archive(bytes, len, err);
}

/* The text from its first mark on, behind a byte order mark and space. */
static const char *skip_space(const char *text)
{
    if (!strncmp(text, "\xEF\xBB\xBF", 3))
        text += 3;
    return text + strspn(text, " \t\r\n");
}

static bool is_markup(const char *text)
{
    text = skip_space(text);
    return *text == '<' && (text[1] == '?' || text[1] == '!' || isalpha((unsigned char)text[1]));
}

static bool mentions(const char *text, size_t len, const char *word)
{
    size_t word_len = strlen(word);
    for (size_t i = 0; i + word_len <= len; i++)
        if (!strncasecmp(text + i, word, word_len))
            return true;
    return false;
}

int kind_of_text(const char *text, size_t len, enum kind_markup *kind, struct err *err)
{
    enum { TOP = 4096, TOP_HTML = 1 << 16 };
    *kind = MARKUP_NONE;
    const char *start = skip_space(text);
    if (!strncasecmp(start, "MIME-Version:", 13))
        return refuse(err, _("this is a mail or a web page in one file (.mht); open it in Excel or "
                             "WPS, save it as .xlsx and send that"));
    if (!strncasecmp(start, "[InternetShortcut]", 18))
        return refuse(err, _("this is a link to a page, not the table; open it, download the table "
                             "as .xlsx and send that"));
    if (!is_markup(text))
        return 0;
    size_t top = len < TOP ? len : TOP;
    if (mentions(text, top, "<office:document")) // .fods: the same in one XML file
        return refuse(err, _(OPEN_DOCUMENT));
    if (mentions(text, top, "urn:schemas-microsoft-com:office:spreadsheet") &&
        mentions(text, top, "Workbook"))
        *kind = MARKUP_SPREADSHEETML;
    else if (mentions(text, len < TOP_HTML ? len : TOP_HTML, "<html") ||
             mentions(text, len < TOP_HTML ? len : TOP_HTML, "<table"))
        *kind = MARKUP_HTML;
    else
        return refuse(err, _("this is XML or a piece of a web page, but no table; open it in Excel "
                             "or WPS, save it as .xlsx and send it again"));
    return 0;
}

bool kind_declared_encoding(const char *bytes, size_t len, char encoding[32])
{
    enum { TOP = 1024 };
    len = len < TOP ? len : TOP;
    if (!is_markup(bytes))
        return false;
    for (size_t i = 0; i + 10 < len; i++) {
        size_t key = !strncasecmp(bytes + i, "encoding=", 9)  ? 9
                     : !strncasecmp(bytes + i, "charset=", 8) ? 8
                                                              : 0;
        if (!key)
            continue;
        const char *name = bytes + i + key;
        name += *name == '"' || *name == '\'';
        size_t count =
            strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
        if (!count || count > 31 || (strncasecmp(name, "GB", 2) && strncasecmp(name, "BIG5", 4)))
            return false;
        memcpy(encoding, name, count);
        encoding[count] = '\0';
        return true;
    }
    return false;
}
