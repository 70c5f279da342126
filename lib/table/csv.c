#include "table/csv.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/word.h"
#include "table/decode.h"
#include "table/row.h"
#include "table/separator.h"
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum {
    LONG_NUMBER = 12, // Excel shows numbers from here on in short form
};

struct csv {
    const char *path;
    const struct table_sink *sink;
    char *at, *end; // the text that is left
    long line;      // of `at`
    struct separator separator;
    bool stops[256];       // bytes at which an unquoted cell may end
    uint64_t below;        // in each byte, more than those of them that are ASCII
    const char *words_end; // up to here eight bytes are left, and all stops are ASCII
    struct row_cells cells;
    long rows;
};

static void set_separator(struct csv *csv)
{
    size_t len = (size_t)(csv->end - csv->at);
    size_t mark = separator_read_mark(csv->at, len, &csv->separator);
    if (!mark)
        separator_find(csv->at, len, &csv->separator);
    csv->at += mark;
    csv->line += mark > 0;
    csv->stops[(unsigned char)csv->separator.byte] = true;
    csv->stops[(unsigned char)*SEPARATOR_WIDE] = csv->separator.wide;
    csv->stops['\n'] = csv->stops['\r'] = csv->stops[0] = true;
    unsigned char byte = (unsigned char)csv->separator.byte;
    csv->words_end =
        csv->separator.wide || len < sizeof(uint64_t) ? NULL : csv->end - sizeof(uint64_t);
    csv->below = WORD_ONES * (byte < 0x80 && byte > '\r' ? byte + 1u : '\r' + 1u);
    if (csv->separator.wide && csv->sink->say)
        csv->sink->say(csv->sink->context,
            csv->separator.byte == SEPARATOR_NONE
                ? _("the full-width comma ， was taken as the end of a column")
                : _("the commas , and ， were both taken as the end of a column"));
}

static int fail(
    const struct csv *csv, long line, struct err *err, const char *code, const char *sentence)
{
    err_set(err, STATUS_INPUT, code, "%s", sentence);
    return err_at(err, csv->path, NULL, line, (int)csv->cells.count + 1);
}

/* Bytes of the separator at `at`; 0 when there is none. */
static size_t separator_len(const struct csv *csv, const char *at)
{
    if (*at == csv->separator.byte)
        return 1;
    size_t wide = strlen(SEPARATOR_WIDE);
    return csv->separator.wide && !strncmp(at, SEPARATOR_WIDE, wide) ? wide : 0;
}

static bool at_line_end(const struct csv *csv, const char *at)
{
    return *at == '\n' || *at == '\r' || at == csv->end;
}

/* A number and nothing else, also one with letters. */
static bool is_number(const char *text)
{
    bool digit = false;
    for (; isalnum((unsigned char)*text); text++)
        digit |= isdigit((unsigned char)*text) != 0;
    return digit && !*text;
}

/* What a spreadsheet would run, behind any apostrophes. */
static bool is_formula(const char *text)
{
    text += strspn(text, "'");
    return *text && strchr("=+-@\t\r", *text);
}

/* Bytes of Excel's text mark in front of a number or formula: ', also as a Chinese keyboard types
 * it. */
static size_t text_mark(const char *text)
{
    if (*text == '\'')
        return is_number(text + 1) || is_formula(text);
    size_t wide = strlen("‘");
    bool typed =
        !strncmp(text, "‘", wide) || !strncmp(text, "’", wide) || !strncmp(text, "＇", wide);
    return typed && is_number(text + wide) ? wide : 0;
}

/* The cell's text without what Excel's users put around it; `*end` is its end. */
static char *unwrap(char *text, char **end)
{
    size_t mark = text_mark(text);
    if (mark)
        return text + mark;
    if (*text != '=' || *end - text < 3 || text[1] != '"' || (*end)[-1] != '"' ||
        memchr(text + 2, '"', (size_t)(*end - text) - 3))
        return text;
    *--*end = '\0';
    return text + 2;
}

/* The rest of a quoted cell, from behind its quote: its text moves together over doubled quotes. */
static int read_quoted(struct csv *csv, char **cell_end, struct err *err)
{
    char *from = csv->at, *to = from;
    for (;;) {
        char *quote = memchr(from, '"', (size_t)(csv->end - from));
        if (!quote || quote - csv->at > TABLE_CELL_MAX)
            return fail(csv, csv->line, err, "csv.quote",
                _("the quote that opens in this row is never closed; close it or take it out, and "
                  "send the file again"));
        memmove(to, from, (size_t)(quote - from));
        to += quote - from;
        from = quote + 1;
        if (*from != '"')
            break;
        *to++ = *from++;
    }
    while (*from == ' ' || (*from == '\t' && csv->separator.byte != '\t'))
        from++;
    if (!separator_len(csv, from) && !at_line_end(csv, from))
        return fail(csv, csv->line, err, "csv.quote",
            _("the quote that opens in this row ends in the middle of a cell, so rows may be "
              "swallowed; close it, or double the quotes inside the cell, and send the file "
              "again"));
    csv->line += decode_line_ends(csv->at, (size_t)(to - csv->at));
    *cell_end = to;
    csv->at = from;
    return 0;
}

/* Spaces in front of a quote are no text when the quoted part is all of the cell. */
static char *skip_spaces(const struct csv *csv)
{
    char *quote = csv->at + strspn(csv->at, " ");
    if (quote == csv->at || *quote != '"')
        return csv->at;
    const char *closing = strpbrk(quote + 1, "\"\r\n");
    if (!closing || *closing != '"')
        return csv->at;
    closing += 1 + strspn(closing + 1, " ");
    return separator_len(csv, closing) || at_line_end(csv, closing) ? quote : csv->at;
}

/* Moves on to a byte at which the cell may end, or that is hardly above one: eight bytes a step. */
static const char *skip_words(const struct csv *csv, const char *at)
{
    while (at <= csv->words_end) {
        uint64_t word = word_load(at), found = (word - csv->below) & ~word & WORD_HIGHEST;
        if (found)
            return at + word_first(found);
        at += sizeof word;
    }
    return at;
}

static void skip_unquoted(struct csv *csv)
{
    const char *at = csv->at;
    for (;; at++) {
        at = skip_words(csv, at);
        while (!csv->stops[(unsigned char)*at])
            at++;
        if (separator_len(csv, at) || at_line_end(csv, at))
            break;
    }
    csv->at += at - csv->at;
}

/* Reads a cell and what ends it; `*more` when that was a separator. */
static int read_cell(struct csv *csv, bool *more, struct err *err)
{
    char *text = *csv->at == ' ' ? skip_spaces(csv) : csv->at, *cell_end = text;
    if (*text == '"') {
        csv->at = ++text;
        if (read_quoted(csv, &cell_end, err))
            return -1;
    } else {
        skip_unquoted(csv);
        cell_end = csv->at;
    }
    if (cell_end - text > TABLE_CELL_MAX)
        return fail(csv, csv->line, err, "csv.cell",
            _("a cell is longer than 1 MiB, so this is hardly a table of people; open the file and send "
              "only the table"));
    size_t separator = separator_len(csv, csv->at);
    *more = separator > 0;
    if (*more) {
        csv->at += separator;
    } else if (csv->at < csv->end) {
        csv->at += csv->at[0] == '\r' && csv->at[1] == '\n' ? 2 : 1;
        csv->line++;
    }
    *cell_end = '\0';
    text = unwrap(text, &cell_end);
    row_add(&csv->cells, text, (size_t)(cell_end - text), CELL_TEXT);
    return 0;
}

static int read_record(struct csv *csv, struct err *err)
{
    long line = csv->line;
    bool more = true;
    csv->cells.count = 0;
    while (more) {
        if (csv->cells.count == TABLE_COLUMNS_MAX)
            return fail(csv, line, err, "csv.columns",
                _("a row has more than 16384 cells, so this is hardly a table of people; open the file "
                  "and send only the table"));
        if (read_cell(csv, &more, err))
            return -1;
    }
    if (csv->rows == TABLE_ROWS_MAX)
        return fail(csv, line, err, "csv.rows",
            _("the file has more than 5 million rows; split it into several files"));
    return row_send(&csv->cells, line, &csv->rows, csv->sink, err);
}

int csv_read(
    char *text, size_t len, const char *path, const struct table_sink *sink, struct err *err)
{
    struct csv csv = {.path = path, .sink = sink, .at = text, .end = text + len, .line = 1};
    set_separator(&csv);
    int result = row_start_sheet(sink, NULL, err);
    if (result == TABLE_SKIP)
        return 0;
    while (!result && csv.at < csv.end)
        result = read_record(&csv, err);
    row_release(&csv.cells);
    return result;
}

static void write_quoted(struct buf *out, const char *text)
{
    if (!strpbrk(text, ",\"\r\n")) {
        buf_add_text(out, text);
        return;
    }
    buf_add_char(out, '"');
    for (; *text; text++) {
        if (*text == '"')
            buf_add_char(out, '"');
        buf_add_char(out, *text);
    }
    buf_add_char(out, '"');
}

/* Whether Excel would show another number than this: a long one, or one that starts with zeros. */
static bool loses_digits(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    bool number = digits && (!text[digits] || (text[digits] == 'X' && !text[digits + 1]));
    return number && (digits >= LONG_NUMBER || (*text == '0' && digits > 1));
}

void csv_write_cell(struct buf *out, const char *text)
{
    if (loses_digits(text)) {
        buf_printf(out, "\"=\"\"%s\"\"\"", text);
        return;
    }
    struct buf defused = {0};
    buf_printf(&defused, "%s%s", is_formula(text) ? "'" : "", text);
    write_quoted(out, defused.data);
    buf_release(&defused);
}
