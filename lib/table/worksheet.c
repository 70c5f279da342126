#include "table/worksheet.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "table/hidden.h"
#include "table/merge.h"
#include "table/reference.h"
#include "table/row.h"
#include "table/say.h"
#include "table/value.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CELLS_MAX = 1 << 27 }; // of a sheet, with the empty ones before a used one

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
    long number;          // of the row
    size_t column;        // of the cell, from 0
    size_t next;          // column of a cell that does not say its own
    enum value_kind kind; // the cell's t
    size_t format;        // the cell's s
    bool formula, result; // the cell has an <f>, a <v>
    struct buf text;      // of the row's cells that are no shared strings
    size_t start;         // of the cell's text
    struct slot *slots;   // owns
    size_t count, capacity;
    struct row_cells cells;
    long rows, sent_cells;
    struct merges merges;
    struct spans spans;
    struct hidden hidden;
    bool row_hidden;
    size_t unknown;             // formulas without their result
    struct place first_unknown; // where the first is
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
    long number = reference ? reference_row(reference) : sheet->number + 1;
    sheet->column = sheet->next = 0;
    if (number < 1 || number > REFERENCE_ROW_MAX)
        return fail_reference(sheet, err);
    sheet->number = number;
    sheet->row = true;
    sheet->row_hidden = hidden_is_row(attributes);
    sheet->count = 0;
    buf_clear(&sheet->text);
    return 0;
}

static int start_cell(struct worksheet *sheet, const char *const *attributes, struct err *err)
{
    long column = (long)sheet->next;
    sheet->kind = VALUE_NUMBER;
    sheet->format = 0;
    sheet->formula = sheet->result = false;
    for (; *attributes; attributes += 2) {
        const char *value = attributes[1];
        if (!strcmp(attributes[0], "r"))
            column = reference_column(value);
        else if (!strcmp(attributes[0], "s"))
            sheet->format = strtoul(value, NULL, 10);
        else if (!strcmp(attributes[0], "t"))
            sheet->kind = value_kind(value);
    }
    if (column < 0)
        return fail_reference(sheet, err);
    sheet->column = (size_t)column;
    if (column >= TABLE_COLUMNS_MAX)
        return fail(sheet, err, "xlsx.columns",
            _("a row has more than 16384 cells; is this really a table of people?"));
    sheet->next = sheet->column + 1;
    while (sheet->count <= sheet->column) {
        sheet->slots = mem_grow(sheet->slots, sheet->count, &sheet->capacity, sizeof *sheet->slots);
        sheet->slots[sheet->count++] = (struct slot){.shared = ""};
    }
    sheet->cell = true;
    sheet->rich = (struct rich){0};
    sheet->start = sheet->text.len;
    return 0;
}

/* What stands around the rows. */
static void start_other(struct worksheet *sheet, const char *name, const char *const *attributes)
{
    if (!strcmp(name, "sheetData"))
        sheet->data = true;
    else if (!strcmp(name, "col"))
        hidden_take_columns(&sheet->hidden, attributes);
    else if (!strcmp(name, "filterColumn"))
        sheet->hidden.filtered = true;
}

static int on_start(void *context, const char *name, const char *const *attributes, struct err *err)
{
    struct worksheet *sheet = context;
    if (sheet->item)
        rich_start(&sheet->rich, name);
    else if (sheet->cell && !strcmp(name, "v"))
        sheet->value = sheet->result = true;
    else if (sheet->cell && !strcmp(name, "f"))
        sheet->formula = true;
    else if (sheet->cell && !strcmp(name, "is"))
        sheet->item = true;
    else if (sheet->row && !sheet->cell && !strcmp(name, "c"))
        return start_cell(sheet, attributes, err);
    else if (sheet->data && !sheet->row && !strcmp(name, "row"))
        return start_row(sheet, attributes, err);
    else if (!sheet->data)
        start_other(sheet, name, attributes);
    return 0;
}

static void on_text(void *context, const char *text, size_t len)
{
    struct worksheet *sheet = context;
    bool counts = sheet->value || (sheet->item && sheet->rich.text);
    if (counts && sheet->text.len - sheet->start <= TABLE_CELL_MAX)
        buf_add(&sheet->text, text, len);
}

/* The number of a shared string; SIZE_MAX when the text is none. */
static size_t index_of(const char *text)
{
    size_t index = 0;
    const char *at = text;
    for (; *at >= '0' && *at <= '9' && index <= UINT32_MAX; at++)
        index = index * 10 + (size_t)(*at - '0');
    return at == text || *at ? SIZE_MAX : index;
}

static int share_string(struct worksheet *sheet, struct slot *slot, struct err *err)
{
    size_t index = index_of(sheet->text.data + sheet->start);
    slot->shared = strings_at(sheet->source->strings, index);
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
    if (sheet->formula && !sheet->result && !sheet->unknown++)
        place_set(&sheet->first_unknown, sheet->source->path, sheet->source->name, sheet->number,
            (int)sheet->column + 1);
    if (!len)
        return 0;
    if (len > TABLE_CELL_MAX)
        return fail(sheet, err, "xlsx.cell",
            _("a cell is longer than 1 MiB; is this really a table of people?"));
    if (sheet->kind == VALUE_SHARED)
        return share_string(sheet, slot, err);
    *slot = (struct slot){.start = sheet->start};
    slot->type = value_read(text, sheet->start, sheet->kind, sheet->format, sheet->source->styles);
    buf_add(text, "", 1);
    return 0;
}

static void collect_cells(struct worksheet *sheet)
{
    sheet->cells.count = 0;
    for (size_t i = 0; i < sheet->count; i++) {
        const struct slot *slot = &sheet->slots[i];
        const char *text = slot->shared ? slot->shared : sheet->text.data + slot->start;
        row_add(&sheet->cells, text, strlen(text), slot->type);
    }
    while (sheet->cells.count && !*sheet->cells.cells[sheet->cells.count - 1].text)
        sheet->cells.count--;
}

static int end_row(struct worksheet *sheet, struct err *err)
{
    sheet->row = false;
    sheet->column = 0;
    collect_cells(sheet);
    if (row_is_blank(&sheet->cells)) {
        sheet->sent_cells += (long)sheet->count;
        sheet->cells.count = 0;
    } else {
        merges_open(&sheet->merges, &sheet->spans, &sheet->cells, sheet->number);
        span_fill(&sheet->spans, &sheet->cells, sheet->number);
        hidden_count(&sheet->hidden, &sheet->cells, sheet->number, sheet->row_hidden);
        sheet->sent_cells += (long)(sheet->count + sheet->spans.count);
    }
    if (sheet->rows == TABLE_ROWS_MAX || sheet->sent_cells > CELLS_MAX ||
        sheet->spans.filled > SPAN_FILLED_MAX)
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

static void say_unknown(const struct worksheet *sheet)
{
    if (sheet->unknown)
        say(sheet->sink, &sheet->first_unknown, "sheet.formula",
            ngettext("%zu cell holds a formula without its result and was read as empty; open the "
                     "workbook in Excel or WPS, save it and send it again",
                "%zu cells hold a formula without its result and were read as empty, this is the "
                "first; open the workbook in Excel or WPS, save it and send it again",
                sheet->unknown),
            sheet->unknown);
}

static int read_rows(struct worksheet *sheet, struct err *err)
{
    const struct worksheet_source *source = sheet->source;
    const struct part_events events = {sheet, on_start, on_end, on_text};
    if (merges_read(&sheet->merges, source->archive, source->part, err) ||
        archive_read(source->archive, source->part, TABLE_PART_MAX, &events, err))
        return -1;
    hidden_say(&sheet->hidden, sheet->sink, source->path, source->name);
    say_unknown(sheet);
    return 0;
}

int worksheet_read(
    const struct worksheet_source *source, const struct table_sink *sink, struct err *err)
{
    struct worksheet sheet = {.source = source, .sink = sink};
    int result = row_start_sheet(sink, source->name, err);
    if (result == TABLE_SKIP)
        return 0;
    if (!result) {
        if (source->hidden)
            hidden_say_sheet(sink, source->path, source->name);
        result = read_rows(&sheet, err);
    }
    if (result && err && !strncmp(err->code, "xlsx.", 5))
        err_at(err, source->path, source->name, sheet.number, 0);
    buf_release(&sheet.text);
    row_release(&sheet.cells);
    merges_release(&sheet.merges);
    span_release(&sheet.spans);
    hidden_release(&sheet.hidden);
    free(sheet.slots);
    return result;
}
