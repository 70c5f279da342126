#include "roster/preview.h"

#include "base/err.h"
#include "base/i18n.h"
#include "base/text.h"
#include <string.h>

enum { LETTER, TITLE, TAKEN_AS, EXAMPLE, CELLS = EXAMPLE + PREVIEW_ROWS, CELL_WIDTH = 24, GAP = 2 };

/* One line of the table. */
struct line {
    struct buf cells[CELLS];
};

void preview_file(struct preview *preview, const char *path)
{
    preview->told = false;
    buf_add_text(&preview->text, preview->text.len ? "\n" : "");
    text_escape(&preview->text, path);
    buf_add_char(&preview->text, '\n');
}

void preview_say(struct preview *preview, const char *sentence)
{
    preview->told = true;
    text_escape(&preview->text, sentence);
    buf_add_char(&preview->text, '\n');
}

void preview_row(struct preview *preview, const struct row *row)
{
    size_t count = preview->sample_count;
    bool again = count && preview->samples[count - 1].row == row->number;
    if (count < PREVIEW_ROWS && !again)
        titles_read(&preview->samples[preview->sample_count++], row);
}

/* All but the first `kept` characters. */
static void mask_end(struct buf *out, const char *text, int kept)
{
    const char *end = text + strlen(text);
    while (text < end) {
        uint32_t c = text_next(&text, end);
        text_put(out, kept-- > 0 ? c : '*');
    }
}

/* All but the last four characters; all of a short text. */
static void mask_start(struct buf *out, const char *text)
{
    enum { KEPT = 4, SHORT = 8 };
    const char *end = text + strlen(text);
    size_t count = text_count(text), masked = count < SHORT ? count : count - KEPT;
    for (size_t i = 0; i < count; i++) {
        uint32_t c = text_next(&text, end);
        text_put(out, i < masked ? '*' : c);
    }
}

/* Numbers of documents, phones and accounts, wherever they stand. */
static void mask_numbers(struct buf *out, const char *text)
{
    enum { NUMBER_DIGITS = 7 };
    while (*text) {
        size_t digits = strspn(text, "0123456789");
        size_t rest = digits ? digits : strcspn(text, "0123456789");
        struct buf run = {0};
        buf_add(&run, text, rest);
        if (digits >= NUMBER_DIGITS)
            mask_start(out, run.data);
        else
            buf_add(out, text, rest);
        buf_release(&run);
        text += rest;
    }
}

static bool is_name(const char *meaning)
{
    static const char *const names[] = {"name", "name_latin", "emergency_name", "agency_contact"};
    for (size_t i = 0; meaning && i < sizeof names / sizeof *names; i++)
        if (!strcmp(names[i], meaning))
            return true;
    return false;
}

static void mask(struct buf *out, enum field field, const char *meaning, const char *text)
{
    enum { YEAR = 4 };
    if (field == FIELD_NAME || is_name(meaning))
        mask_end(out, text, 1);
    else if (field == FIELD_NUMBER || field == FIELD_PHONE)
        mask_start(out, text);
    else if (field == FIELD_BIRTH)
        mask_end(out, text, YEAR);
    else if (field < FIELD_SILENT)
        mask_numbers(out, text);
}

/* Adds at most CELL_WIDTH columns of the text, fit for a terminal. */
static void put(struct buf *cell, const char *text)
{
    struct buf shown = {0};
    text_escape(&shown, text);
    if (text_width(buf_text(&shown)) <= CELL_WIDTH) {
        buf_add(cell, buf_text(&shown), shown.len);
    } else {
        const char *at = shown.data, *end = at + shown.len;
        while (text_width(buf_text(cell)) < CELL_WIDTH - 2)
            text_put(cell, text_next(&at, end));
        buf_add_text(cell, "…");
    }
    buf_release(&shown);
}

static void put_column(const struct preview *preview, const struct columns *columns, size_t i,
    const struct headers *headers, struct line *line)
{
    enum field field = columns->fields[i];
    const char *word = field_word(field);
    struct buf text = {0};
    place_column(&line->cells[LETTER], (int)(columns->first + i) + 1);
    put(&line->cells[TITLE], columns->titles[i]);
    buf_add_text(&line->cells[TAKEN_AS], field_label(field));
    if (word)
        buf_printf(&line->cells[TAKEN_AS], " (%s)", word);
    for (size_t j = 0; j < preview->sample_count; j++) {
        buf_clear(&text);
        mask(&text, field, headers_meaning(headers, columns->titles[i]),
            titles_at(&preview->samples[j], columns->first + i));
        put(&line->cells[EXAMPLE + j], buf_text(&text));
    }
    buf_release(&text);
}

static void put_head(const struct preview *preview, struct line *line)
{
    put(&line->cells[LETTER], _("column"));
    put(&line->cells[TITLE], _("title"));
    put(&line->cells[TAKEN_AS], _("taken as"));
    for (size_t j = 0; j < preview->sample_count; j++)
        buf_printf(&line->cells[EXAMPLE + j], _("row %ld"), preview->samples[j].row);
}

static void write_line(struct buf *out, const struct line *line, const int *widths)
{
    int owed = GAP;
    for (int i = 0; i < CELLS; i++) {
        const struct buf *cell = &line->cells[i];
        if (cell->len)
            buf_printf(out, "%*s%s", owed, "", cell->data);
        owed = (cell->len ? 0 : owed) + widths[i] - text_width(buf_text(cell)) + GAP;
    }
    buf_add_char(out, '\n');
}

static void release_line(struct line *line)
{
    for (int i = 0; i < CELLS; i++)
        buf_release(&line->cells[i]);
}

static void write_table(
    struct preview *preview, const struct tables *tables, const struct headers *headers)
{
    struct line lines[TITLES_KEPT + 1] = {0};
    int widths[CELLS] = {0};
    size_t count = 0;
    put_head(preview, &lines[count++]);
    for (size_t t = 0; t < tables->count; t++)
        for (size_t i = 0; i < tables->items[t].count; i++)
            put_column(preview, &tables->items[t], i, headers, &lines[count++]);
    for (size_t i = 0; i < count; i++)
        for (int j = 0; j < CELLS; j++) {
            int width = text_width(buf_text(&lines[i].cells[j]));
            widths[j] = width > widths[j] ? width : widths[j];
        }
    for (size_t i = 0; i < count; i++) {
        write_line(&preview->text, &lines[i], widths);
        release_line(&lines[i]);
    }
}

static void end_samples(struct preview *preview)
{
    while (preview->sample_count)
        titles_release(&preview->samples[--preview->sample_count]);
}

void preview_sheet(struct preview *preview, const char *sheet, const struct header *header,
    const struct tables *tables, const struct headers *headers)
{
    struct buf *text = &preview->text;
    if (!sheet && !preview->told)
        buf_printf(text, "%s\n", _("text in UTF-8"));
    if (sheet) {
        buf_printf(text, "%s ", _("sheet"));
        text_escape(text, sheet);
        buf_add_text(text, ": ");
    }
    if (!header_row(header))
        buf_add_text(text, _("no header"));
    else if (header->line_count == 2)
        buf_printf(
            text, _("header in the rows %ld and %ld"), header->lines[0].row, header->lines[1].row);
    else
        buf_printf(text, _("header in row %ld"), header_row(header));
    buf_add_char(text, '\n');
    write_table(preview, tables, headers);
    end_samples(preview);
}

void preview_release(struct preview *preview)
{
    end_samples(preview);
    buf_release(&preview->text);
}
