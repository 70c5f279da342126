#include "table/rows.h"

#include "base/i18n.h"
#include "base/mem.h"
#include <stdio.h>
#include <stdlib.h>

enum { CELLS_MAX = 1 << 26, REACH_MAX = 1 << 20 };

static int fail(const struct rows *rows, const char *kind, const char *sentence, struct err *err)
{
    char code[40];
    snprintf(code, sizeof code, "%s.%s", rows->format, kind);
    return err_set(err, STATUS_INPUT, code, "%s", sentence);
}

void rows_start_sheet(struct rows *rows)
{
    span_release(&rows->spans);
    rows->number = rows->sent = rows->sent_cells = 0;
}

void rows_start(struct rows *rows, long number)
{
    rows->number = number;
    rows->count = 0;
    buf_clear(&rows->text);
}

static void add_slot(struct rows *rows)
{
    rows->slots = mem_grow(rows->slots, rows->count, &rows->capacity, sizeof *rows->slots);
    rows->slots[rows->count++] = (struct rows_slot){.start = rows->text.len};
    buf_add(&rows->text, "", 1);
}

int rows_start_cell(struct rows *rows, long column, struct err *err)
{
    rows->column = column < 0 ? rows->count : (size_t)column;
    while (column < 0 && span_at(&rows->spans, rows->column, rows->number))
        rows->column++;
    if (rows->column >= TABLE_COLUMNS_MAX)
        return fail(rows, "columns",
            _("a row has more than 16384 cells; is this really a table of people?"), err);
    while (rows->count <= rows->column)
        add_slot(rows);
    rows->slots[rows->column].start = rows->text.len;
    return 0;
}

size_t rows_cell_start(const struct rows *rows)
{
    return rows->slots[rows->column].start;
}

int rows_end_cell(struct rows *rows, enum cell_type type, long across, long down, struct err *err)
{
    struct rows_slot *slot = &rows->slots[rows->column];
    if (rows->text.len - slot->start > TABLE_CELL_MAX)
        return fail(
            rows, "cell", _("a cell is longer than 1 MiB; is this really a table of people?"), err);
    buf_add(&rows->text, "", 1);
    slot->type = type;
    long last_row = down > 0 ? rows->number + (down < REACH_MAX ? down : REACH_MAX) : 0;
    slot->last_row = last_row;
    for (; across > 0 && rows->count < TABLE_COLUMNS_MAX; across--) {
        add_slot(rows);
        rows->slots[rows->count - 1].last_row = last_row;
    }
    return 0;
}

int rows_end(struct rows *rows, struct err *err)
{
    rows->cells.count = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const char *text = rows->text.data + rows->slots[i].start;
        row_add(&rows->cells, text, strlen(text), rows->slots[i].type);
    }
    for (size_t i = 0; i < rows->count; i++)
        if (rows->slots[i].last_row)
            span_open(&rows->spans, i, rows->slots[i].last_row, &rows->cells.cells[i]);
    span_fill(&rows->spans, &rows->cells, rows->number);
    rows->sent_cells += (long)rows->cells.count;
    while (rows->cells.count && !*rows->cells.cells[rows->cells.count - 1].text)
        rows->cells.count--;
    if (rows->sent == TABLE_ROWS_MAX || rows->sent_cells > CELLS_MAX ||
        rows->spans.filled > SPAN_FILLED_MAX)
        return fail(rows, "rows",
            _("the sheet has more than 5 million rows or 60 million cells, or a long text in a "
              "cell that reaches over very many rows; split it into several files"),
            err);
    return row_send(&rows->cells, rows->number, &rows->sent, rows->sink, err);
}

void rows_release(struct rows *rows)
{
    free(rows->slots);
    buf_release(&rows->text);
    row_release(&rows->cells);
    span_release(&rows->spans);
}
