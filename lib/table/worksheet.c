#include "table/worksheet.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "table/row.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum {
    ROW_NUMBER_MAX = 100000000,
    CELLS_MAX = 1 << 27, // of a sheet, with the empty ones before a used one
};

/* A cell while its row is read: the text is a shared one, or starts at `start` of the row's text,
 * which may still move. */
struct slot {
    const char *shared;
    size_t start;
    enum cell_type type;
};

struct worksheet {
    const struct worksheet_source *source;
    const struct table_sink *sink;
    bool data, row, cell; // inside <sheetData>, <row>, <c>
    bool value, item;     // inside the cell's <v>, <is>
    struct rich rich;
    long number;        // of the row
    size_t column;      // of the cell, from 0
    char type[12];      // the cell's t
    size_t format;      // the cell's s
    struct buf text;    // of the row's cells that are no shared strings
    size_t start;       // of the cell's text
    struct slot *slots; // owns
    size_t count, capacity;
    struct row_cells cells;
    long rows, sent_cells;
};

static int fail(
    const struct worksheet *sheet, struct err *err, const char *code, const char *sentence)
{
    err_set(err, STATUS_INPUT, code, "%s", sentence);
    return err_at(
        err, sheet->source->path, sheet->source->name, sheet->number, (int)sheet->column + 1);
}

static int fail_reference(const struct worksheet *sheet, struct err *err)
{
    return fail(sheet, err, "xlsx.reference",
        _("a row or cell has a place that no table has; open the workbook in Excel or WPS, save it "
          "again as .xlsx and send it again"));
}

static int start_row(struct worksheet *sheet, const char *const *attributes, struct err *err)
{
    const char *reference = part_attribute(attributes, "r");
    long number = reference ? strtol(reference, NULL, 10) : sheet->number + 1;
    sheet->column = 0;
    if (number < 1 || number > ROW_NUMBER_MAX)
        return fail_reference(sheet, err);
    sheet->number = number;
    sheet->row = true;
    sheet->count = 0;
    buf_clear(&sheet->text);
    return 0;
}

/* "AB12" is column 27; -1 when it names none that a sheet can have. */
static long column_of(const char *reference)
{
    long column = 0;
    const char *at = reference;
    for (; isalpha((unsigned char)*at) && column <= TABLE_COLUMNS_MAX; at++)
        column = column * 26 + (toupper((unsigned char)*at) - 'A' + 1);
    return at > reference && column <= TABLE_COLUMNS_MAX ? column - 1 : -1;
}

static int start_cell(struct worksheet *sheet, const char *const *attributes, struct err *err)
{
    long column = (long)sheet->count;
    sheet->type[0] = '\0';
    sheet->format = 0;
    for (; *attributes; attributes += 2) {
        const char *value = attributes[1];
        if (!strcmp(attributes[0], "r"))
            column = column_of(value);
        else if (!strcmp(attributes[0], "s"))
            sheet->format = strtoul(value, NULL, 10);
        else if (!strcmp(attributes[0], "t") && strlen(value) < sizeof sheet->type)
            strcpy(sheet->type, value);
    }
    if (column < 0)
        return fail_reference(sheet, err);
    sheet->column = (size_t)column;
    if (column >= TABLE_COLUMNS_MAX)
        return fail(sheet, err, "xlsx.columns",
            _("a row has more than 16384 cells; is this really a table of people?"));
    while (sheet->count <= sheet->column) {
        sheet->slots = mem_grow(sheet->slots, sheet->count, &sheet->capacity, sizeof *sheet->slots);
        sheet->slots[sheet->count++] = (struct slot){.shared = ""};
    }
    sheet->cell = true;
    sheet->rich = (struct rich){0};
    sheet->start = sheet->text.len;
    return 0;
}

static int on_start(void *context, const char *name, const char *const *attributes, struct err *err)
{
    struct worksheet *sheet = context;
    if (sheet->item)
        rich_start(&sheet->rich, name);
    else if (sheet->cell && !strcmp(name, "v"))
        sheet->value = true;
    else if (sheet->cell && !strcmp(name, "is"))
        sheet->item = true;
    else if (sheet->row && !sheet->cell && !strcmp(name, "c"))
        return start_cell(sheet, attributes, err);
    else if (sheet->data && !sheet->row && !strcmp(name, "row"))
        return start_row(sheet, attributes, err);
    else if (!strcmp(name, "sheetData"))
        sheet->data = true;
    return 0;
}

static void on_text(void *context, const char *text, size_t len)
{
    struct worksheet *sheet = context;
    bool counts = sheet->value || (sheet->item && sheet->rich.text);
    if (counts && sheet->text.len - sheet->start <= TABLE_CELL_MAX)
        buf_add(&sheet->text, text, len);
}

static bool is_number(const char *text)
{
    return isdigit((unsigned char)text[strspn(text, "+-.")]) &&
           !text[strspn(text, "0123456789+-.eE")];
}

/* ISO 8601 as in t="d": the T becomes a space, and a time of midnight goes. */
static void tidy_date(struct buf *text, size_t start)
{
    char *clock = strchr(text->data + start, 'T');
    if (!clock)
        return;
    *clock = ' ';
    size_t len = 1 + strspn(clock + 1, "0123456789:");
    buf_cut(text, (size_t)(clock - text->data) + (strncmp(clock, " 00:00:00", 9) ? len : 0));
}

/* A number, or the day that it is under a date format; its text may be replaced. */
static enum cell_type type_number(struct worksheet *sheet)
{
    struct buf *text = &sheet->text;
    if (!is_number(text->data + sheet->start))
        return CELL_TEXT;
    if (!styles_is_date(sheet->source->styles, sheet->format))
        return CELL_NUMBER;
    struct buf date = {0};
    bool written = styles_write_date(sheet->source->styles, text->data + sheet->start, &date);
    if (written) {
        buf_cut(text, sheet->start);
        buf_add(text, date.data, date.len);
    }
    buf_release(&date);
    return written ? CELL_DATE : CELL_NUMBER;
}

static int share_string(struct worksheet *sheet, struct slot *slot, struct err *err)
{
    const char *text = sheet->text.data + sheet->start;
    char *end;
    unsigned long index = strtoul(text, &end, 10);
    slot->shared = end == text ? NULL : strings_at(sheet->source->strings, index);
    slot->type = CELL_TEXT;
    buf_cut(&sheet->text, sheet->start);
    if (slot->shared)
        return 0;
    return fail(sheet, err, "xlsx.string",
        _("a cell names a text that the workbook does not hold; open it in Excel or WPS, save it "
          "again as .xlsx and send it again"));
}

/* The text of a cell is known: decides what it is. */
static int end_cell(struct worksheet *sheet, struct err *err)
{
    struct slot *slot = &sheet->slots[sheet->column];
    struct buf *text = &sheet->text;
    size_t len = text->len - sheet->start;
    sheet->cell = false;
    if (!len)
        return 0;
    if (len > TABLE_CELL_MAX)
        return fail(sheet, err, "xlsx.cell",
            _("a cell is longer than 1 MiB; is this really a table of people?"));
    if (!strcmp(sheet->type, "s"))
        return share_string(sheet, slot, err);
    *slot = (struct slot){.start = sheet->start, .type = CELL_TEXT};
    if (!strcmp(sheet->type, "str") || !strcmp(sheet->type, "inlineStr")) {
        buf_cut(text, sheet->start + strings_unescape(text->data + sheet->start, len));
    } else if (!strcmp(sheet->type, "b")) {
        bool yes = text->data[sheet->start] == '1' || text->data[sheet->start] == 't';
        slot->type = CELL_BOOLEAN;
        buf_cut(text, sheet->start);
        buf_add_text(text, yes ? "TRUE" : "FALSE");
    } else if (!strcmp(sheet->type, "e")) {
        slot->type = CELL_ERROR;
    } else if (!strcmp(sheet->type, "d")) {
        slot->type = CELL_DATE;
        tidy_date(text, sheet->start);
    } else {
        slot->type = type_number(sheet);
    }
    buf_add(text, "", 1);
    return 0;
}

static int end_row(struct worksheet *sheet, struct err *err)
{
    sheet->row = false;
    sheet->cells.count = 0;
    for (size_t i = 0; i < sheet->count; i++) {
        const struct slot *slot = &sheet->slots[i];
        row_add(&sheet->cells, slot->shared ? slot->shared : sheet->text.data + slot->start,
            slot->type);
    }
    while (sheet->cells.count && !*sheet->cells.cells[sheet->cells.count - 1].text)
        sheet->cells.count--;
    sheet->column = 0;
    sheet->sent_cells += (long)sheet->count;
    if (sheet->rows == TABLE_ROWS_MAX || sheet->sent_cells > CELLS_MAX)
        return fail(sheet, err, "xlsx.rows",
            _("the sheet has more than 5 million rows or 130 million cells; split it into several "
              "files"));
    return row_send(&sheet->cells, sheet->number, &sheet->rows, sheet->sink, err);
}

static int on_end(void *context, const char *name, struct err *err)
{
    struct worksheet *sheet = context;
    if (sheet->item && !strcmp(name, "is"))
        sheet->item = false;
    else if (sheet->item)
        rich_end(&sheet->rich, name);
    else if (sheet->cell && !strcmp(name, "v"))
        sheet->value = false;
    else if (sheet->cell && !strcmp(name, "c"))
        return end_cell(sheet, err);
    else if (sheet->row && !strcmp(name, "row"))
        return end_row(sheet, err);
    else if (!strcmp(name, "sheetData"))
        sheet->data = false;
    return 0;
}

int worksheet_read(
    const struct worksheet_source *source, const struct table_sink *sink, struct err *err)
{
    struct worksheet sheet = {.source = source, .sink = sink};
    const struct part_events events = {&sheet, on_start, on_end, on_text};
    int result = 0;
    if (sink->sheet && sink->sheet(sink->context, source->name, err))
        result = -1;
    if (!result)
        result = archive_read(source->archive, source->part, TABLE_BYTES_MAX, &events, err);
    if (result && err && !strncmp(err->code, "xlsx.", 5))
        err_at(err, source->path, source->name, sheet.number, 0);
    buf_release(&sheet.text);
    row_release(&sheet.cells);
    free(sheet.slots);
    return result;
}
