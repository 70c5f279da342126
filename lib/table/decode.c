#include "table/decode.h"

#include "base/i18n.h"
#include "base/text.h"
#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { SAMPLE = 1 << 18 }; // bytes that a guess looks at

static const char *const header_words[] = {
    "姓名", "名字", "身份证", "证件", "电话", "手机", "联系方式", "性别", "序号"};

static const struct mark {
    const char *bytes;
    size_t len;
    const char *encoding;
} marks[] = {
    {"\xEF\xBB\xBF", 3, "UTF-8"},
    {"\xFF\xFE\0\0", 4, "UTF-32LE"},
    {"\0\0\xFE\xFF", 4, "UTF-32BE"},
    {"\xFF\xFE", 2, "UTF-16LE"},
    {"\xFE\xFF", 2, "UTF-16BE"},
    {"\x84\x31\x95\x33", 4, "GB18030"},
};

enum { PREPARED = 7 };
static const char *const prepared[PREPARED + 1] = {
    "GB18030", "BIG5", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "CP1252", NULL};
static iconv_t kept[PREPARED + 1]; // an open converter keeps its module loaded

long decode_line_ends(const char *text, size_t len)
{
    long ends = 0;
    for (const char *at = text, *end = text + len; at < end; at++)
        ends += *at == '\n' ? at == text || at[-1] != '\r' : *at == '\r';
    return ends;
}

static int fail_at(const char *path, const char *text, size_t before, struct err *err,
    const char *code, const char *sentence)
{
    err_set(err, STATUS_INPUT, code, "%s", sentence);
    return err_at(err, path, NULL, decode_line_ends(text, before) + 1, 0);
}

static int fail_bytes(
    const char *path, const char *text, size_t before, const char *encoding, struct err *err)
{
    err_set(err, STATUS_INPUT, "decode.bytes",
        _("this line has bytes that are not %s; the file is damaged, or was put together from two "
          "files: save it again as CSV UTF-8 or .xlsx, or name its encoding with --encoding NAME"),
        encoding);
    return err_at(err, path, NULL, decode_line_ends(text, before) + 1, 0);
}

static const char *canonical_name(const char *name)
{
    static const char *const contained[] = {"GB2312", "GBK", "CP936", "EUC-CN", "GB18030"};
    for (size_t i = 0; i < sizeof contained / sizeof *contained; i++)
        if (!strcasecmp(name, contained[i]))
            return "GB18030";
    return !strcasecmp(name, "UTF8") || !strcasecmp(name, "UTF-8") ? "UTF-8" : name;
}

/* (iconv_t)-1 when there is no such encoding; a slash would be an option of iconv's. */
static iconv_t open_converter(const char *encoding)
{
    return strchr(encoding, '/') ? (iconv_t)-1 : iconv_open("UTF-8", encoding);
}

/* Appends the UTF-8 of the longest prefix that is valid in the encoding, and tells its length; -1
 * when there is no such encoding. */
static int convert(
    const char *encoding, const char *bytes, size_t len, struct buf *out, size_t *valid)
{
    iconv_t converter = open_converter(encoding);
    if (converter == (iconv_t)-1)
        return -1;
    char *from = (char *)bytes;
    size_t left = len;
    buf_reserve(out, len + len / 2 + 16);
    for (;;) {
        char *to = out->data + out->len;
        size_t room = out->capacity - out->len - 1;
        size_t failed = iconv(converter, &from, &left, &to, &room);
        out->len = (size_t)(to - out->data);
        if (failed != (size_t)-1 || errno != E2BIG)
            break;
        buf_reserve(out, out->capacity);
    }
    out->data[out->len] = '\0';
    iconv_close(converter);
    *valid = len - left;
    return 0;
}

void decode_prepare(const char *encoding)
{
    for (size_t i = 0; prepared[i]; i++)
        kept[i] = iconv_open("UTF-8", prepared[i]);
    if (encoding && !strchr(encoding, '/'))
        kept[PREPARED] = iconv_open("UTF-8", canonical_name(encoding));
}

/* A mark of the encoding may be there, also where the user named it. */
static void skip_mark(struct decoded *decoded)
{
    if (decoded->len >= 3 && !memcmp(decoded->text, "\xEF\xBB\xBF", 3)) {
        decoded->text += 3;
        decoded->len -= 3;
    }
}

static int finish(struct buf *content, const char *encoding, const char *path,
    struct decoded *decoded, struct err *err)
{
    *decoded = (struct decoded){.text = content->data, .len = content->len};
    if (strcmp(encoding, "UTF-8"))
        snprintf(decoded->encoding, sizeof decoded->encoding, "%s", encoding);
    skip_mark(decoded);
    const char *zero = memchr(decoded->text, 0, decoded->len);
    if (zero)
        return fail_at(path, decoded->text, (size_t)(zero - decoded->text), err, "decode.nul",
            _("this line has a zero byte: the file is damaged or is no text; save it again as CSV "
              "UTF-8 or .xlsx and send it again"));
    return 0;
}

static int decode_as(struct buf *content, const char *name, const char *path,
    struct decoded *decoded, struct err *err)
{
    const char *encoding = canonical_name(name);
    if (!strcmp(encoding, "UTF-8")) {
        size_t valid = text_valid_len(content->data, content->len);
        if (valid < content->len)
            return fail_bytes(path, content->data, valid, encoding, err);
        return finish(content, encoding, path, decoded, err);
    }
    struct buf text = {0};
    size_t valid = 0;
    if (convert(encoding, content->data, content->len, &text, &valid))
        return err_set(err, STATUS_USAGE, "decode.name",
            _("`%s` is no encoding that is known here; use one of those that `iconv -l` lists, for "
              "example GB18030, BIG5, UTF-16LE"),
            name);
    if (valid < content->len) {
        fail_bytes(path, text.data, text.len, encoding, err);
        buf_release(&text);
        return -1;
    }
    buf_release(content);
    *content = text;
    return finish(content, encoding, path, decoded, err);
}

static const char *marked_encoding(const struct buf *content)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (content->len >= marks[i].len && !memcmp(content->data, marks[i].bytes, marks[i].len))
            return marks[i].encoding;
    return NULL;
}

/* ASCII characters, of which every table has many, have their zero on one side in UTF-16. */
static const char *encoding_by_zeros(const char *bytes, size_t len)
{
    size_t sample = len < SAMPLE ? len : SAMPLE, zeros[2] = {0, 0};
    for (size_t i = 0; i < sample; i++)
        zeros[i % 2] += !bytes[i];
    if (len % 2 || (zeros[0] + zeros[1]) * 32 < sample)
        return NULL;
    if (zeros[1] > 4 * zeros[0])
        return "UTF-16LE";
    return zeros[0] > 4 * zeros[1] ? "UTF-16BE" : NULL;
}

static bool has_header_word(const char *text, size_t len)
{
    for (size_t i = 0; i < sizeof header_words / sizeof *header_words; i++)
        if (memmem(text, len, header_words[i], strlen(header_words[i])))
            return true;
    return false;
}

/* Of the Han in two bytes, whether most are of GB 2312 level 1 (rows 16 to 55). */
static bool mostly_common_han(const char *bytes, size_t len)
{
    const unsigned char *s = (const unsigned char *)bytes;
    size_t han = 0, common = 0;
    for (size_t i = 0; i + 1 < len; i++) {
        if (s[i] < 0x81)
            continue;
        bool two = s[i + 1] >= 0x40;
        bool symbol = s[i] >= 0xA1 && s[i] <= 0xA9 && s[i + 1] >= 0xA1;
        han += two && !symbol;
        common += s[i] >= 0xB0 && s[i] <= 0xD7 && s[i + 1] >= 0xA1;
        i += two ? 1 : 3;
    }
    return common * 2 > han;
}

/* Whether the first bytes are of a roster in GB18030, told before all of them are converted. */
static bool looks_gb18030(const struct buf *content)
{
    struct buf text = {0};
    size_t valid = 0, len = content->len < SAMPLE ? content->len : SAMPLE;
    bool looks = !convert("GB18030", content->data, len, &text, &valid) &&
                 has_header_word(text.data, text.len) && mostly_common_han(content->data, valid);
    buf_release(&text);
    return looks;
}

/* Whether the content is UTF-8 for sure, although another encoding was named: of several files,
 * perhaps for another one. */
static bool is_utf8_all_the_same(const struct buf *content, const char *named)
{
    size_t sample = content->len < SAMPLE ? content->len : SAMPLE;
    if (!strcmp(canonical_name(named), "UTF-8") || !has_header_word(content->data, sample) ||
        text_valid_len(content->data, content->len) < content->len)
        return false;
    iconv_t converter = open_converter(named);
    if (converter == (iconv_t)-1)
        return false;
    iconv_close(converter);
    return true;
}

int decode(struct buf *content, const char *encoding, const char *path, struct decoded *decoded,
    struct err *err)
{
    buf_reserve(content, 0);
    content->data[content->len] = '\0';
    if (encoding && is_utf8_all_the_same(content, encoding)) {
        int result = finish(content, "UTF-8", path, decoded, err);
        strcpy(decoded->encoding, "UTF-8");
        return result;
    }
    if (!encoding)
        encoding = marked_encoding(content);
    if (!encoding && memchr(content->data, 0, content->len))
        encoding = encoding_by_zeros(content->data, content->len);
    if (encoding)
        return decode_as(content, encoding, path, decoded, err);
    size_t utf8 = text_valid_len(content->data, content->len);
    if (utf8 == content->len || memchr(content->data, 0, content->len))
        return finish(content, "UTF-8", path, decoded, err);
    if (looks_gb18030(content))
        return decode_as(content, "GB18030", path, decoded, err);
    if (has_header_word(content->data, utf8))
        return fail_bytes(path, content->data, utf8, "UTF-8", err);
    return fail_at(path, content->data, utf8, err, "decode.encoding",
        _("the encoding of this text cannot be told; name it with --encoding NAME (GB18030, BIG5, "
          "UTF-16LE ...), or save the file as CSV UTF-8 or .xlsx and send it again"));
}
