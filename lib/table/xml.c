#include "table/xml.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "table/entity.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    OPENING_MAX = 9, // bytes that tell what "<!" starts: "<![CDATA["
};
static const char cdata_end[] = "]]>";

/* An open element, in `names`. */
struct element {
    size_t start, len; // without the NUL
    size_t local;      // where the name begins that comes after the prefix
};

struct xml {
    const struct part_events *events;
    const char *format;
    struct err *err;
    struct buf pending; // bytes that no event was made of
    struct buf names;   // of the open elements, each with its NUL
    struct element open[XML_NESTING_MAX];
    int depth;
    bool started, rooted;   // something was read; the root element has come
    bool root_only;         // what follows the root element is not looked at
    const char *skip_until; // inside a comment, instruction or CDATA section: what ends it
};

/* What is left to read. */
struct piece {
    char *at, *end;
};

static int fail(const struct xml *xml, const char *kind, const char *sentence)
{
    char code[sizeof xml->err->code];
    snprintf(code, sizeof code, "%s.%s", xml->format, kind);
    return err_set(xml->err, STATUS_INPUT, code, "%s", sentence);
}

static int fail_form(const struct xml *xml)
{
    return fail(xml, "xml",
        _("a part of the workbook is no proper XML; open it in Excel or WPS, save it again as "
          ".xlsx and send it again"));
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool is_done(const struct xml *xml)
{
    return xml->rooted && !xml->depth;
}

static int send_text(const struct xml *xml, const char *text, size_t len)
{
    if (!xml->depth)
        while (len && is_space(*text))
            text++, len--;
    if (len && !xml->depth)
        return fail_form(xml);
    if (len && xml->events->text)
        xml->events->text(xml->events->context, text, len);
    return 0;
}

/* Reads text up to piece->end, or up to what is not whole yet when `more` may come. */
static int read_text(struct xml *xml, struct piece *piece, bool more)
{
    struct buf character = {0};
    int result = 0;
    while (!result && piece->at < piece->end) {
        char *from = piece->at, *at = from;
        while (at < piece->end && *at != '&' && *at != '\r')
            at++;
        piece->at = at;
        result = send_text(xml, from, (size_t)(at - from));
        if (result || at == piece->end)
            break;
        buf_clear(&character);
        if (*at == '&') {
            result = entity_read((const char **)&piece->at, piece->end, &character);
            result = result == ENTITY_CUT && more ? 1 : result ? fail_form(xml) : 0;
        } else if (at + 1 < piece->end || !more) { // line ends: XML 1.0, 2.11
            buf_add_char(&character, '\n');
            piece->at += at + 1 < piece->end && at[1] == '\n' ? 2 : 1;
        } else {
            result = 1;
        }
        if (!result)
            result = send_text(xml, buf_text(&character), character.len);
    }
    buf_release(&character);
    return result < 0 ? -1 : 0;
}

/* The `>` that ends the tag at `tag`, or NULL. */
static char *tag_end(char *tag, const char *end)
{
    char quote = '\0';
    for (char *at = tag; at < end; at++)
        if (quote)
            quote = *at == quote ? '\0' : quote;
        else if (*at == '>')
            return at;
        else if (*at == '"' || *at == '\'')
            quote = *at;
    return NULL;
}

static void skip_space(struct piece *piece)
{
    while (piece->at < piece->end && is_space(*piece->at))
        piece->at++;
}

/* Reads `="value"`, ending value and the name before it with NULs. */
static int read_value(const struct xml *xml, struct piece *piece, const char **value)
{
    char *name_end = piece->at;
    skip_space(piece);
    if (piece->at == piece->end || *piece->at++ != '=')
        return fail_form(xml);
    skip_space(piece);
    char quote = piece->at < piece->end ? *piece->at++ : '\0';
    if (quote != '"' && quote != '\'')
        return fail_form(xml);
    *name_end = '\0';
    char *from = piece->at, *at = from;
    bool escaped = false;
    for (; at < piece->end && *at != quote; at++) {
        escaped |= *at == '&';
        if (is_space(*at))
            *at = ' ';
        else if (*at == '<')
            return fail_form(xml);
    }
    if (at == piece->end)
        return fail_form(xml);
    *at = '\0';
    *value = from;
    piece->at = at + 1;
    return escaped && !entity_replace(from, at) ? fail_form(xml) : 0;
}

/* Fills `attributes` from what stands between a tag's name and its end. */
static int read_attributes(const struct xml *xml, struct piece *piece, const char **attributes)
{
    size_t count = 0;
    for (;;) {
        const char *from = piece->at;
        skip_space(piece);
        if (piece->at == piece->end)
            break;
        const char *name = piece->at;
        if (name == from || count == XML_ATTRIBUTES_MAX)
            return fail_form(xml);
        while (piece->at < piece->end && *piece->at != '=' && !is_space(*piece->at))
            piece->at++;
        attributes[2 * count] = name;
        if (piece->at == name || read_value(xml, piece, &attributes[2 * count + 1]))
            return fail_form(xml);
        count++;
    }
    attributes[2 * count] = NULL;
    return 0;
}

static int start_element(struct xml *xml, const char *name, size_t len)
{
    if (!len || (xml->rooted && !xml->depth))
        return fail_form(xml);
    if (xml->depth == XML_NESTING_MAX)
        return fail(xml, "xml",
            _("the workbook is nested too deeply to be one that Excel or WPS saved; save it again "
              "there as .xlsx"));
    xml->rooted = true;
    const char *colon = memrchr(name, ':', len);
    size_t start = xml->names.len, prefix = colon ? (size_t)(colon + 1 - name) : 0;
    xml->open[xml->depth++] = (struct element){start, len, start + prefix};
    buf_add(&xml->names, name, len);
    buf_add_char(&xml->names, '\0');
    return 0;
}

/* Ends the innermost element, whose name `name` must be. */
static int end_element(struct xml *xml, const char *name, size_t len)
{
    if (!xml->depth)
        return fail_form(xml);
    const struct element *open = &xml->open[xml->depth - 1];
    const char *names = xml->names.data;
    if (open->len != len || memcmp(names + open->start, name, len))
        return fail_form(xml);
    int result = 0;
    if (xml->events->end)
        result = xml->events->end(xml->events->context, names + open->local, xml->err);
    xml->depth--;
    buf_cut(&xml->names, open->start);
    return result;
}

/* The tag from `<` up to `close`, its `>`. */
static int read_tag(struct xml *xml, char *tag, char *close)
{
    struct piece piece = {tag + 1, close};
    bool ends = *piece.at == '/', empty = !ends && close[-1] == '/';
    piece.at += ends;
    piece.end -= empty;
    const char *name = piece.at;
    while (piece.at < piece.end && !is_space(*piece.at))
        piece.at++;
    size_t len = (size_t)(piece.at - name);
    if (ends) {
        skip_space(&piece);
        return piece.at < piece.end ? fail_form(xml) : end_element(xml, name, len);
    }
    const char *attributes[2 * XML_ATTRIBUTES_MAX + 1];
    if (start_element(xml, name, len) || read_attributes(xml, &piece, attributes))
        return -1;
    const char *local = xml->names.data + xml->open[xml->depth - 1].local;
    if (xml->events->start(xml->events->context, local, attributes, xml->err))
        return -1;
    return empty ? end_element(xml, name, len) : 0;
}

/* Finds what ends the comment, instruction or CDATA section at piece->at. 1: it has not come. */
static int skip(struct xml *xml, struct piece *piece)
{
    size_t room = (size_t)(piece->end - piece->at), len = strlen(xml->skip_until);
    char *found = memmem(piece->at, room, xml->skip_until, len);
    char *end = found ? found : room < len ? piece->at : piece->end - len + 1;
    if (xml->skip_until == cdata_end && send_text(xml, piece->at, (size_t)(end - piece->at)))
        return -1;
    piece->at = found ? found + len : end;
    if (found)
        xml->skip_until = NULL;
    return !found;
}

/* Reads what begins with `<!` or `<?`. 1: the rest of it has not come. */
static int read_mark(struct xml *xml, struct piece *piece)
{
    static const struct {
        const char *mark, *until;
    } marks[] = {{"<?", "?>"}, {"<!--", "-->"}, {"<![CDATA[", cdata_end}};
    size_t room = (size_t)(piece->end - piece->at);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t len = strlen(marks[i].mark);
        if (room < len || memcmp(piece->at, marks[i].mark, len))
            continue;
        piece->at += len;
        xml->skip_until = marks[i].until;
        return 0;
    }
    if (room < OPENING_MAX)
        return 1;
    if (!memcmp(piece->at, "<!DOCTYPE", OPENING_MAX))
        return fail(xml, "doctype",
            _("the workbook holds a document type declaration, which no spreadsheet program "
              "writes; do not open it, and ask the agency where it comes from"));
    return fail_form(xml);
}

/* The `>` of an end tag that is as short as it can be: half of all tags. */
static char *quick_end(const struct xml *xml, char *tag, const char *end)
{
    if (!xml->depth || end - tag < 2 || tag[1] != '/')
        return NULL;
    size_t len = xml->open[xml->depth - 1].len + 2;
    return (size_t)(end - tag) > len && tag[len] == '>' ? tag + len : NULL;
}

/* Makes events of as much of `piece` as is whole. */
static int scan(struct xml *xml, struct piece *piece, bool more)
{
    int result = 0;
    while (!result && piece->at < piece->end) {
        if (xml->skip_until) {
            result = skip(xml, piece);
            continue;
        }
        char *tag = memchr(piece->at, '<', (size_t)(piece->end - piece->at));
        struct piece text = {piece->at, tag ? tag : piece->end};
        if (read_text(xml, &text, more && !tag))
            return -1;
        piece->at = text.at;
        if (!tag)
            break;
        if (tag + 1 < piece->end && (tag[1] == '!' || tag[1] == '?')) {
            result = read_mark(xml, piece);
            continue;
        }
        char *close = quick_end(xml, tag, piece->end);
        close = close ? close : tag_end(tag, piece->end);
        if (!close)
            break;
        piece->at = close + 1;
        if (read_tag(xml, tag, close))
            return -1;
        if (xml->root_only && is_done(xml))
            return 0;
    }
    return result < 0 ? -1 : 0;
}

struct xml *xml_new(const struct part_events *events, const char *format, struct err *err)
{
    struct xml *xml = mem_alloc(sizeof *xml);
    *xml = (struct xml){.events = events, .format = format, .err = err};
    return xml;
}

void xml_free(struct xml *xml)
{
    buf_release(&xml->pending);
    buf_release(&xml->names);
    free(xml);
}

/* Passes over a byte order mark; false while too little has come to tell. */
static bool start(struct xml *xml, struct piece *piece, bool last)
{
    static const char mark[] = "\xEF\xBB\xBF";
    if (!xml->started && !last && piece->end - piece->at < 3)
        return false;
    if (!xml->started && piece->end - piece->at >= 3 && !memcmp(piece->at, mark, 3))
        piece->at += 3;
    return xml->started = true;
}

int xml_feed(struct xml *xml, const char *bytes, size_t len, bool last)
{
    struct buf *pending = &xml->pending;
    buf_add(pending, bytes, len);
    if (memchr(pending->data + pending->len - len, '\0', len))
        return fail_form(xml);
    size_t valid = text_valid_len(pending->data, pending->len);
    if (pending->len - valid > (last ? 0 : 3))
        return fail_form(xml);
    struct piece piece = {pending->data, pending->data + valid};
    if (start(xml, &piece, last) && scan(xml, &piece, !last))
        return -1;
    size_t left = (size_t)(pending->data + pending->len - piece.at);
    if (last)
        return left || xml->skip_until || !is_done(xml) ? fail_form(xml) : 0;
    if (left > XML_TAG_MAX)
        return fail(xml, "size",
            _("the workbook holds a tag of megabytes, which no spreadsheet program writes; copy "
              "the rows into a new workbook, save it as .xlsx and send that"));
    memmove(pending->data, piece.at, left);
    buf_cut(pending, left);
    return 0;
}

int xml_feed_element(struct xml *xml, const char *bytes, size_t len)
{
    xml->root_only = true;
    return xml_feed(xml, bytes, len, false) ? -1 : is_done(xml);
}
