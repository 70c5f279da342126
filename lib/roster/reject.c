#include "roster/reject.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "table/csv.h"
#include <stdlib.h>
#include <string.h>

static void write_place(struct buf *csv, const struct place *place)
{
    csv_write_cell(csv, place->file);
    buf_add_char(csv, ',');
    csv_write_cell(csv, place->sheet);
    buf_printf(csv, ",%ld,", place->line);
    place_column(csv, place->column);
}

void reject_make(struct reject *reject, const struct err *why, const struct row *row, size_t order)
{
    struct buf said = {0}, line = {0};
    err_print(why, &said);
    write_place(&line, &why->place);
    buf_printf(&line, ",%s,", why->code);
    csv_write_cell(&line, why->text);
    for (size_t i = 0; i < row->count; i++) {
        buf_add_char(&line, ',');
        csv_write_cell(&line, row->cells[i].text);
    }
    *reject = (struct reject){.said = buf_take(&said), .line = buf_take(&line), .order = order};
    memcpy(reject->code, why->code, sizeof reject->code);
}

void reject_release(struct reject *reject)
{
    free(reject->said);
    free(reject->line);
    *reject = (struct reject){0};
}

void rejects_take(struct rejects *rejects, struct reject *reject, size_t cell_count)
{
    rejects->items =
        mem_grow(rejects->items, rejects->count, &rejects->capacity, sizeof *rejects->items);
    rejects->items[rejects->count++] = *reject;
    if (cell_count > rejects->most_cells)
        rejects->most_cells = cell_count;
    *reject = (struct reject){0};
}

void rejects_add(
    struct rejects *rejects, const struct err *why, const struct row *row, size_t order)
{
    struct reject reject;
    reject_make(&reject, why, row, order);
    rejects_take(rejects, &reject, row->count);
}

static int by_order(const void *a, const void *b)
{
    const struct reject *one = a, *other = b;
    return (one->order > other->order) - (one->order < other->order);
}

void rejects_sort(struct rejects *rejects)
{
    if (rejects->count)
        qsort(rejects->items, rejects->count, sizeof *rejects->items, by_order);
}

void rejects_write(const struct rejects *rejects, struct buf *csv)
{
    buf_printf(csv, "\xEF\xBB\xBF%s,%s,%s,%s,%s,%s", _("file"), _("sheet"), _("row"), _("column"),
        _("code"), _("what to do"));
    struct buf letters = {0};
    for (size_t i = 0; i < rejects->most_cells; i++) {
        buf_clear(&letters);
        place_column(&letters, (int)i + 1);
        buf_printf(csv, ",%s", letters.data);
    }
    buf_add_text(csv, "\r\n");
    for (size_t i = 0; i < rejects->count; i++)
        buf_printf(csv, "%s\r\n", rejects->items[i].line);
    buf_release(&letters);
}

void rejects_release(struct rejects *rejects)
{
    for (size_t i = 0; i < rejects->count; i++)
        reject_release(&rejects->items[i]);
    free(rejects->items);
    *rejects = (struct rejects){0};
}
