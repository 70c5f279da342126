#include "table/xls_sheet.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "table/hidden.h"
#include "table/merge.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    RECORD_FORMULA = 0x06,
    RECORD_EOF = 0x0A,
    RECORD_COLUMNS = 0x7D,
    RECORD_FILTER = 0x9B,
    RECORD_MANY_RK = 0xBD,
    RECORD_RICH = 0xD6,
    RECORD_MERGED = 0xE5,
    RECORD_SHARED = 0xFD,
    RECORD_NUMBER = 0x203,
    RECORD_LABEL = 0x204,
    RECORD_BOOLEAN = 0x205,
    RECORD_STRING = 0x207,
    RECORD_ROW = 0x208,
    RECORD_RK = 0x27E,
    RECORD_BOF = 0x809,
    RESULT_STRING = 0,
    RESULT_BOOLEAN = 1,
    RESULT_ERROR = 2,
    CELLS_MAX = 1 << 23,
    TEXT_MAX = 1 << 27, // bytes of all cells; a shared text counts where it stands
    COLUMNS = 256,
    ROWS = 65536,
    ROW_HIDDEN = 0x20,
    COLUMN_HIDDEN = 1,
};

struct slot {
    uint32_t row; // from 0
    uint16_t column;
    uint8_t type; // enum cell_type
    bool shared;
    size_t text; // of the shared strings, or where it starts in reading.text
};

struct reading {
    const struct xls_sheet *sheet;
    struct biff *biff;
    struct buf text;
    struct slot *slots; // owns
    size_t count, capacity;
    size_t shared;      // bytes of the shared texts
    bool mixed;         // the cells are not in order
    bool awaits_string; // the last cell is a formula whose text comes in a record of its own
    struct merges merges;
    struct hidden hidden;
    bool *hidden_rows; // owns; by row from 0
};

/* Starts a cell: its row, column and format are next in the record, or given. */
static struct slot *add_slot(struct reading *reading, unsigned row, unsigned column)
{
    reading->slots =
        mem_grow(reading->slots, reading->count, &reading->capacity, sizeof *reading->slots);
    struct slot *slot = &reading->slots[reading->count];
    *slot = (struct slot){
        .row = row, .column = (uint16_t)(column % COLUMNS), .text = reading->text.len};
    if (reading->count)
        reading->mixed |= slot[-1].row > row || (slot[-1].row == row && slot[-1].column >= column);
    reading->count++;
    return slot;
}

/* The shortest text that is this number. */
static void write_number(struct buf *out, double number)
{
    char text[32];
    if (fabs(number) < 1e15 && number == floor(number)) {
        buf_printf(out, "%.0f", number);
        return;
    }
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, number);
        if (strtod(text, NULL) == number)
            break;
    }
    buf_add_text(out, text);
}

static void add_number(struct reading *reading, struct slot *slot, unsigned format, double number)
{
    struct buf raw = {0};
    if (!isfinite(number))
        number = 0;
    write_number(&raw, number);
    slot->type = CELL_DATE;
    if (!styles_is_date(reading->sheet->styles, format) ||
        !styles_write_date(reading->sheet->styles, raw.data, &reading->text)) {
        slot->type = CELL_NUMBER;
        buf_add(&reading->text, raw.data, raw.len);
    }
    buf_add(&reading->text, "", 1);
    buf_release(&raw);
}

static void add_word(
    struct reading *reading, struct slot *slot, enum cell_type type, const char *word)
{
    slot->type = type;
    buf_add(&reading->text, word, strlen(word) + 1);
}

static void add_boolean(struct reading *reading, struct slot *slot, unsigned value, bool is_error)
{
    static const struct {
        unsigned value;
        const char *word;
    } errors[] = {{0x00, "#NULL!"}, {0x07, "#DIV/0!"}, {0x0F, "#VALUE!"}, {0x17, "#REF!"},
        {0x1D, "#NAME?"}, {0x24, "#NUM!"}};
    const char *word = is_error ? "#N/A" : value ? "TRUE" : "FALSE";
    for (size_t i = 0; is_error && i < sizeof errors / sizeof *errors; i++)
        if (errors[i].value == value)
            word = errors[i].word;
    add_word(reading, slot, is_error ? CELL_ERROR : CELL_BOOLEAN, word);
}

static void add_text(struct reading *reading, struct slot *slot)
{
    slot->type = CELL_TEXT;
    biff_text(reading->biff, 2, &reading->text);
    buf_add(&reading->text, "", 1);
}

static void read_formula(struct reading *reading, struct slot *slot, unsigned format)
{
    const unsigned char *result = reading->biff->data + 6;
    if (reading->biff->size < 14) {
        reading->biff->cut = true;
    } else if (result[6] != 0xFF || result[7] != 0xFF) {
        add_number(reading, slot, format, biff_double(reading->biff));
    } else if (result[0] == RESULT_BOOLEAN || result[0] == RESULT_ERROR) {
        add_boolean(reading, slot, result[2], result[0] == RESULT_ERROR);
    } else {
        add_word(reading, slot, CELL_TEXT, "");
        reading->awaits_string = result[0] == RESULT_STRING;
    }
}

static void read_many(struct reading *reading, unsigned row, unsigned column)
{
    struct biff *biff = reading->biff;
    for (size_t left = biff->size - 4; left >= 8 && !biff->cut; left -= 6, column++) {
        unsigned format = biff_short(biff);
        add_number(reading, add_slot(reading, row, column), format, biff_rk(biff_long(biff)));
    }
}

static void read_shared(struct reading *reading, struct slot *slot)
{
    slot->type = CELL_TEXT;
    slot->shared = true;
    slot->text = biff_long(reading->biff);
    const char *text = strings_at(reading->sheet->strings, slot->text);
    reading->biff->cut |= !text;
    reading->shared += text ? strlen(text) : 0;
}

static void read_cell(struct reading *reading)
{
    struct biff *biff = reading->biff;
    unsigned id = biff->id, row = biff_short(biff), column = biff_short(biff);
    reading->awaits_string = false;
    if (biff->cut)
        return;
    if (id == RECORD_MANY_RK) {
        read_many(reading, row, column);
        return;
    }
    unsigned format = biff_short(biff);
    struct slot *slot = add_slot(reading, row, column);
    if (id == RECORD_SHARED) {
        read_shared(reading, slot);
    } else if (id == RECORD_LABEL || id == RECORD_RICH) {
        add_text(reading, slot);
    } else if (id == RECORD_NUMBER) {
        add_number(reading, slot, format, biff_double(biff));
    } else if (id == RECORD_RK) {
        add_number(reading, slot, format, biff_rk(biff_long(biff)));
    } else if (id == RECORD_FORMULA) {
        read_formula(reading, slot, format);
    } else {
        unsigned value = biff_byte(biff);
        add_boolean(reading, slot, value, biff_byte(biff) != 0);
    }
}

static void read_merged(struct reading *reading)
{
    struct biff *biff = reading->biff;
    for (unsigned count = biff_short(biff); count && !biff->cut; count--) {
        struct merge merge = {.first = biff_short(biff) + 1};
        merge.last = biff_short(biff) + 1;
        merge.column = (uint16_t)biff_short(biff);
        biff_skip(biff, 2);
        if (merge.last > merge.first && merge.column < COLUMNS)
            merges_add(&reading->merges, merge);
    }
}

static void read_row(struct reading *reading)
{
    unsigned row = biff_short(reading->biff);
    biff_skip(reading->biff, 10);
    if (biff_short(reading->biff) & ROW_HIDDEN)
        reading->hidden_rows[row] = true;
}

static void read_columns(struct reading *reading)
{
    unsigned first = biff_short(reading->biff), last = biff_short(reading->biff);
    biff_skip(reading->biff, 4);
    if (biff_short(reading->biff) & COLUMN_HIDDEN)
        hidden_take(&reading->hidden, first, last < COLUMNS ? last : COLUMNS - 1);
}

static bool is_cell(unsigned id)
{
    return id == RECORD_SHARED || id == RECORD_RK || id == RECORD_NUMBER || id == RECORD_MANY_RK ||
           id == RECORD_LABEL || id == RECORD_RICH || id == RECORD_FORMULA || id == RECORD_BOOLEAN;
}

static void read_record(struct reading *reading)
{
    unsigned id = reading->biff->id;
    if (is_cell(id)) {
        read_cell(reading);
    } else if (id == RECORD_STRING && reading->awaits_string) {
        struct slot *slot = &reading->slots[reading->count - 1];
        slot->text = reading->text.len;
        add_text(reading, slot);
        reading->awaits_string = false;
    } else if (id == RECORD_MERGED) {
        read_merged(reading);
    } else if (id == RECORD_ROW) {
        read_row(reading);
    } else if (id == RECORD_COLUMNS) {
        read_columns(reading);
    } else if (id == RECORD_FILTER) {
        reading->hidden.filtered = true;
    }
}

static int fail_size(struct err *err)
{
    return err_set(err, STATUS_INPUT, "xls.rows",
        _("the sheet has more than 8 million cells, or more than 128 MB of text; split it into "
          "several files"));
}

/* The sheet's own records, not those of the charts in it. */
static int read_records(struct reading *reading, struct err *err)
{
    struct biff *biff = reading->biff;
    int depth = 0;
    while (biff_next(biff) && !biff->cut) {
        if (!depth && biff->id != RECORD_BOF)
            break;
        depth += biff->id == RECORD_BOF;
        depth -= biff->id == RECORD_EOF;
        if (!depth)
            return 0;
        if (depth == 1)
            read_record(reading);
        if (reading->count > CELLS_MAX || reading->shared > TEXT_MAX)
            return fail_size(err);
    }
    return xls_fail_damaged(err);
}

static int by_place(const void *a, const void *b)
{
    const struct slot *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return x->column - y->column;
}

/* Puts the cells of one row, the first of which is `slot`, in their columns; returns how many. */
static size_t fill_row(const struct reading *reading, size_t slot, struct row_cells *cells)
{
    uint32_t row = reading->slots[slot].row;
    size_t start = slot;
    cells->count = 0;
    for (; slot < reading->count && reading->slots[slot].row == row; slot++) {
        const struct slot *s = &reading->slots[slot];
        const char *text =
            s->shared ? strings_at(reading->sheet->strings, s->text) : reading->text.data + s->text;
        if (!*text)
            continue;
        while (cells->count < s->column)
            row_add(cells, "", 0, CELL_EMPTY);
        cells->count = s->column;
        row_add(cells, text, strlen(text), s->type);
    }
    return slot - start;
}

static int send_rows(struct reading *reading, const struct table_sink *sink, struct err *err)
{
    struct row_cells cells = {0};
    struct spans spans = {0};
    long rows = 0;
    int result = 0;
    if (reading->mixed)
        qsort(reading->slots, reading->count, sizeof *reading->slots, by_place);
    merges_sort(&reading->merges);
    for (size_t slot = 0; slot < reading->count && !result;) {
        uint32_t row = reading->slots[slot].row;
        slot += fill_row(reading, slot, &cells);
        if (row_is_blank(&cells))
            continue;
        merges_open(&reading->merges, &spans, &cells, (long)row + 1);
        span_fill(&spans, &cells, (long)row + 1);
        hidden_count(&reading->hidden, &cells, (long)row + 1, reading->hidden_rows[row]);
        result = spans.filled > SPAN_FILLED_MAX ? fail_size(err)
                                                : row_send(&cells, (long)row + 1, &rows, sink, err);
    }
    span_release(&spans);
    row_release(&cells);
    return result;
}

int xls_sheet_read(const struct xls_sheet *sheet, const struct table_sink *sink, struct err *err)
{
    struct reading reading = {.sheet = sheet, .biff = sheet->biff, .hidden_rows = mem_alloc(ROWS)};
    int result = read_records(&reading, err);
    if (!result)
        result = send_rows(&reading, sink, err);
    if (!result)
        hidden_say(&reading.hidden, sink, sheet->path, sheet->name);
    free(reading.slots);
    free(reading.hidden_rows);
    merges_release(&reading.merges);
    hidden_release(&reading.hidden);
    buf_release(&reading.text);
    return result;
}
