#include "roster/reject.h"

#include "base/mem.h"
#include "roster/entry.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool same_phrase(const void *items, uint32_t item, const char *key, size_t len)
{
    const struct rejects *rejects = items;
    const char *phrase = rejects->texts.data + rejects->phrases[item];
    return strlen(phrase) == len && !memcmp(phrase, key, len);
}

static uint32_t phrase(struct rejects *rejects, const char *text)
{
    size_t len = strlen(text);
    uint32_t item = index_find(&rejects->phrase_index, text, len, same_phrase, rejects);
    if (item != INDEX_NONE)
        return item;
    rejects->phrases = mem_grow(rejects->phrases, rejects->phrase_count, &rejects->phrase_capacity,
        sizeof *rejects->phrases);
    item = (uint32_t)rejects->phrase_count++;
    rejects->phrases[item] = rejects->texts.len;
    buf_add(&rejects->texts, text, len + 1);
    index_add(&rejects->phrase_index, text, len, item);
    return item;
}

/* Columns without a title have one made up: "column 7". */
static char *own_title(const struct columns *columns, size_t column)
{
    char made_up[32];
    snprintf(made_up, sizeof made_up, "column %zu", columns->first + column + 1);
    return mem_text(strcmp(columns->titles[column], made_up) ? columns->titles[column] : "");
}

void rejects_table(
    struct rejects *rejects, const struct reject_table *table, const struct columns *columns)
{
    const struct reject_table *last =
        rejects->table_count ? &rejects->tables[rejects->table_count - 1] : NULL;
    if (last && last->source == table->source && last->header_row == table->header_row &&
        last->first == table->first)
        return;
    rejects->tables = mem_grow(
        rejects->tables, rejects->table_count, &rejects->table_capacity, sizeof *rejects->tables);
    struct reject_table *new = &rejects->tables[rejects->table_count++];
    struct buf agency = {0};
    entry_agency_by_file(&agency, table->file);
    *new = *table;
    new->file = mem_text(table->file);
    new->sheet = mem_text(table->sheet);
    new->titles = mem_alloc((columns->count + 1) * sizeof *new->titles);
    for (size_t i = 0; i < columns->count; i++)
        new->titles[i] = own_title(columns, i);
    new->count = new->widest = columns->count;
    new->agency = columns->where[FIELD_AGENCY];
    new->agency_by_file = buf_take(&agency);
}

/* A number cell keeps 15 digits: the others that are stored are not the document's. */
static void add_cell(struct buf *texts, const struct cell *cell)
{
    enum { EXCEL_DIGITS = 15 };
    double number = cell->type == CELL_NUMBER ? strtod(cell->text, NULL) : 0;
    if (number >= 1e15)
        buf_printf(texts, "%.*E", EXCEL_DIGITS - 1, number);
    else
        buf_add_text(texts, cell->text);
    buf_add_char(texts, '\0');
}

size_t rejects_add(
    struct rejects *rejects, const struct err *why, const struct row *row, size_t fault)
{
    struct reject reject = {
        .table = (uint32_t)rejects->table_count - 1,
        .code = phrase(rejects, why->code),
        .advice = phrase(rejects, why->text),
        .line = (uint32_t)why->place.line,
        .column = (uint16_t)why->place.column,
        .fault = (uint16_t)fault,
    };
    reject.cells_at = rejects->texts.len;
    size_t count = row->count < REJECT_CELLS_MAX ? row->count : REJECT_CELLS_MAX;
    while (count && !*row->cells[count - 1].text)
        count--;
    for (size_t i = 0; i < count; i++)
        add_cell(&rejects->texts, &row->cells[i]);
    reject.cells = (uint16_t)count;
    struct reject_table *table = &rejects->tables[reject.table];
    if (count > table->widest)
        table->widest = count;
    rejects->items =
        mem_grow(rejects->items, rejects->count, &rejects->capacity, sizeof *rejects->items);
    rejects->items[rejects->count] = reject;
    return rejects->count++;
}

bool rejects_full(const struct rejects *rejects)
{
    return rejects->count >= REJECTS_MAX || rejects->texts.len >= REJECT_BYTES_MAX;
}

void rejects_drop(struct rejects *rejects, size_t number)
{
    rejects->items[number].dropped = true;
}

void rejects_settle(struct rejects *rejects)
{
    size_t count = 0;
    for (size_t i = 0; i < rejects->count; i++)
        if (!rejects->items[i].dropped)
            rejects->items[count++] = rejects->items[i];
    rejects->count = count;
}

const char *reject_code(const struct rejects *rejects, const struct reject *reject)
{
    return rejects->texts.data + rejects->phrases[reject->code];
}

const char *reject_advice(const struct rejects *rejects, const struct reject *reject)
{
    return rejects->texts.data + rejects->phrases[reject->advice];
}

const char *reject_cells(const struct rejects *rejects, const struct reject *reject)
{
    return rejects->texts.data + reject->cells_at;
}

void reject_place(const struct rejects *rejects, const struct reject *reject, struct buf *out)
{
    const struct reject_table *table = &rejects->tables[reject->table];
    struct place place;
    place_set(&place, table->file, table->sheet, reject->line, reject->column);
    place_print(&place, out);
}

void reject_print(const struct rejects *rejects, const struct reject *reject, struct buf *out)
{
    reject_place(rejects, reject, out);
    buf_printf(out, ": %s: %s", reject_code(rejects, reject), reject_advice(rejects, reject));
}

void rejects_tally(const struct rejects *rejects, size_t from, struct buf *out)
{
    size_t *counts = mem_alloc((rejects->phrase_count + 1) * sizeof *counts);
    for (size_t i = from; i < rejects->count; i++)
        counts[rejects->items[i].code]++;
    for (;;) {
        size_t most = 0;
        for (size_t i = 1; i < rejects->phrase_count; i++)
            if (counts[i] > counts[most])
                most = i;
        if (!counts[most])
            break;
        buf_printf(out, "%s%s %zu", out->len ? ", " : "",
            rejects->texts.data + rejects->phrases[most], counts[most]);
        counts[most] = 0;
    }
    free(counts);
}

void rejects_release(struct rejects *rejects)
{
    for (size_t i = 0; i < rejects->table_count; i++) {
        struct reject_table *table = &rejects->tables[i];
        for (size_t j = 0; j < table->count; j++)
            free(table->titles[j]);
        free(table->titles);
        free(table->file);
        free(table->sheet);
        free(table->agency_by_file);
    }
    free(rejects->tables);
    free(rejects->items);
    free(rejects->phrases);
    index_release(&rejects->phrase_index);
    buf_release(&rejects->texts);
    *rejects = (struct rejects){0};
}
