#include "table/html.h"

#include "base/i18n.h"
#include "base/text.h"
#include "table/entity.h"
#include "table/rows.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct page {
    const char *at, *end; // what is still to be read
    struct rows rows;
    bool row, cell;    // inside <tr>, <td>
    bool table;        // there was one
    bool open;         // and it was not closed
    long across, down; // columns and rows more that the cell takes
    long number;       // of the last row
    bool anchor;       // inside what LibreOffice puts above the table of a sheet
    bool heading;      // in its sheet's name
    bool skipped;      // a sheet that is not wanted
    int sheets;        // that have a name
    struct buf name;
};

struct tag {
    const char *name;
    size_t len;
    const char *attributes, *end; // `end` is at the >
    bool closing;
};

static bool is_tag(const struct tag *tag, const char *name)
{
    return tag->len == strlen(name) && !strncasecmp(tag->name, name, tag->len);
}

/* White space in a cell is one space to a reader, and none at its ends. */
static void add_char(struct page *page, uint32_t c)
{
    struct buf *row = &page->rows.text;
    size_t start = rows_cell_start(&page->rows);
    if (row->len - start > TABLE_CELL_MAX)
        return;
    if (c > ' ')
        text_put(row, c);
    else if (row->len > start && row->data[row->len - 1] != ' ')
        buf_add_char(row, ' ');
}

/* Adds what an entity stands for, moving `at` behind it; & itself when it is none. */
static void add_entity(struct page *page, const char *end)
{
    static const struct {
        const char *name;
        uint32_t character;
    } names[] = {{"&nbsp;", ' '}, {"&ensp;", ' '}, {"&emsp;", ' '}, {"&middot;", 0xB7},
        {"&bull;", 0x2022}, {"&mdash;", 0x2014}, {"&ndash;", 0x2013}, {"&ldquo;", 0x201C},
        {"&rdquo;", 0x201D}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!strncmp(page->at, names[i].name, strlen(names[i].name))) {
            page->at += strlen(names[i].name);
            add_char(page, names[i].character);
            return;
        }
    }
    struct buf character = {0};
    bool known = entity_read(&page->at, end, &character) == 0;
    const char *text = known ? buf_text(&character) : "&";
    page->at += !known;
    add_char(page, text_next(&text, text + strlen(text)));
    buf_release(&character);
}

static void read_text(struct page *page, const char *end)
{
    if (page->heading)
        buf_add(&page->name, page->at, (size_t)(end - page->at));
    if (!page->cell)
        page->at = end;
    while (page->at < end)
        if (*page->at == '&')
            add_entity(page, end);
        else
            add_char(page, text_next(&page->at, end));
}

static int end_cell(struct page *page, struct err *err)
{
    struct buf *text = &page->rows.text;
    if (!page->cell)
        return 0;
    page->cell = false;
    size_t start = rows_cell_start(&page->rows);
    if (text->len > start && text->data[text->len - 1] == ' ')
        buf_cut(text, text->len - 1);
    enum cell_type type = text->len == start ? CELL_EMPTY : CELL_TEXT;
    return rows_end_cell(&page->rows, type, page->across, page->down, err);
}

static int end_row(struct page *page, struct err *err)
{
    if (end_cell(page, err))
        return -1;
    if (!page->row)
        return 0;
    page->row = false;
    return rows_end(&page->rows, err);
}

static int start_row(struct page *page, struct err *err)
{
    if (end_row(page, err))
        return -1;
    page->row = true;
    rows_start(&page->rows, ++page->number);
    return 0;
}

/* The whole number of an attribute; 0 when it has none. */
static long number_of(const struct tag *tag, const char *name)
{
    size_t len = strlen(name);
    for (const char *at = tag->attributes; at + len < tag->end; at++) {
        if (!isspace((unsigned char)at[-1]) || strncasecmp(at, name, len))
            continue;
        const char *value = at + len;
        value += strspn(value, " \t\r\n");
        if (*value == '=')
            return strtol(value + 1 + strspn(value + 1, " \t\r\n\"'"), NULL, 10);
    }
    return 0;
}

static int start_cell(struct page *page, const struct tag *tag, struct err *err)
{
    if (end_cell(page, err) || (!page->row && start_row(page, err)))
        return -1;
    page->across = number_of(tag, "colspan") - 1;
    page->down = number_of(tag, "rowspan") - 1;
    if (rows_start_cell(&page->rows, -1, err))
        return -1;
    page->cell = true;
    return 0;
}

/* What does not show: everything up to the tag that closes it. */
static void skip_silent(struct page *page, const struct tag *tag)
{
    for (; page->at < page->end; page->at++)
        if (page->at[0] == '<' && page->at[1] == '/' &&
            (size_t)(page->end - page->at) > tag->len + 2 &&
            !strncasecmp(page->at + 2, tag->name, tag->len))
            return;
}

static int start_sheet(struct page *page, const char *name, struct err *err)
{
    page->number = 0;
    rows_start_sheet(&page->rows);
    int started = row_start_sheet(page->rows.sink, name, err);
    page->skipped = started == TABLE_SKIP;
    return started < 0 ? -1 : 0;
}

/* <A NAME="table0"><h1>Sheet 1: <em>NAME</em></h1></A>: the sheets of a workbook that LibreOffice
 * exported into one page. */
static int use_heading(struct page *page, const struct tag *tag, struct err *err)
{
    enum { SHEETS_MAX = 1024 };
    static const char anchor[] = " NAME=\"table";
    if (is_tag(tag, "a") && !page->heading)
        page->anchor = !tag->closing && !strncasecmp(tag->attributes, anchor, strlen(anchor));
    if (!page->anchor || !is_tag(tag, "em") || page->heading != tag->closing)
        return 0;
    page->heading = !tag->closing;
    if (!tag->closing) {
        buf_clear(&page->name);
        return 0;
    }
    if (page->sheets++ >= SHEETS_MAX)
        return 0;
    return end_row(page, err) ? -1 : start_sheet(page, buf_text(&page->name), err);
}

static int use_tag(struct page *page, const struct tag *tag, struct err *err)
{
    bool cell = is_tag(tag, "td") || is_tag(tag, "th");
    if (is_tag(tag, "table")) {
        page->table = true;
        page->open = !tag->closing;
        int result = end_row(page, err);
        span_release(&page->rows.spans);
        return result;
    }
    if (page->skipped && (cell || is_tag(tag, "tr")))
        return 0;
    if (is_tag(tag, "tr"))
        return tag->closing ? end_row(page, err) : start_row(page, err);
    if (cell)
        return tag->closing ? end_cell(page, err) : start_cell(page, tag, err);
    bool silent = is_tag(tag, "style") || is_tag(tag, "script") || is_tag(tag, "xml") ||
                  is_tag(tag, "comment"); // LibreOffice's remarks on a cell
    if (!tag->closing && silent)
        skip_silent(page, tag);
    else if (page->cell && (is_tag(tag, "br") || is_tag(tag, "p") || is_tag(tag, "div")))
        add_char(page, ' ');
    return page->cell ? 0 : use_heading(page, tag, err);
}

/* Reads what starts with <: 1 when it is a tag, 0 when it was passed over, -1 when it never ends.
 */
static int read_tag(struct page *page, struct tag *tag)
{
    const char *at = page->at + 1;
    bool comment = !strncmp(at, "!--", 3);
    if (comment || *at == '!' || *at == '?') {
        const char *end = strstr(at, comment ? "-->" : ">");
        page->at = end ? end + (comment ? 3 : 1) : page->end;
        return end ? 0 : -1;
    }
    *tag = (struct tag){.closing = *at == '/'};
    tag->name = at + tag->closing;
    while (isalnum((unsigned char)tag->name[tag->len]) || tag->name[tag->len] == ':')
        tag->len++;
    tag->attributes = tag->name + tag->len;
    for (at = tag->attributes; at < page->end && *at != '>'; at++) {
        const char *quoted = at[0] == '=' && (at[1] == '"' || at[1] == '\'') ? at + 1 : NULL;
        const char *close = quoted ? strchr(quoted + 1, *quoted) : NULL;
        if (quoted && !close)
            return -1;
        at = quoted ? close : at;
    }
    tag->end = at;
    page->at = at < page->end ? at + 1 : at;
    return at < page->end ? 1 : -1;
}

static int fail_cut(struct err *err)
{
    return err_set(err, STATUS_INPUT, "html.damaged",
        _("this web page ends before its table does: it was not copied to its end; ask the agency "
          "to send it again, best saved as .xlsx"));
}

static int read_page(struct page *page, struct err *err)
{
    while (page->at < page->end) {
        struct tag tag;
        const char *next = memchr(page->at, '<', (size_t)(page->end - page->at));
        read_text(page, next ? next : page->end);
        if (!next)
            break;
        bool markup = strchr("!?/", next[1]) || isalpha((unsigned char)next[1]);
        if (!markup && page->cell)
            add_char(page, '<');
        int found = markup ? read_tag(page, &tag) : 0;
        page->at += !markup;
        if (found < 0)
            return fail_cut(err);
        if (found && use_tag(page, &tag, err))
            return -1;
    }
    if (page->open)
        return fail_cut(err);
    return end_row(page, err);
}

int html_read(
    const char *text, size_t len, const char *path, const struct table_sink *sink, struct err *err)
{
    struct page page = {.at = text, .end = text + len, .rows = {.sink = sink, .format = "html"}};
    int result = start_sheet(&page, NULL, err);
    if (!result)
        result = read_page(&page, err);
    if (!result && !page.table)
        result = err_set(err, STATUS_INPUT, "html.table",
            _("this is a web page without a table in it; ask the agency for the table itself, as "
              ".xlsx"));
    if (result && err && !strncmp(err->code, "html.", 5))
        err_at(err, path, NULL, page.rows.number, 0);
    rows_release(&page.rows);
    buf_release(&page.name);
    return result;
}
