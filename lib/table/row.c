#include "table/row.h"

#include "base/text.h"
#include <stdlib.h>

void row_release(struct row_cells *cells)
{
    free(cells->cells);
    *cells = (struct row_cells){0};
}

static bool is_blank(const struct cell *cell)
{
    const char *text = cell->text, *end = text + cell->len;
    while (text < end)
        if (!text_is_space(text_next(&text, end)))
            return false;
    return true;
}

/* Graphic ASCII, or the first byte of an ideograph U+4000 to U+9FFF: nearly every row starts so. */
static bool is_plain(char c)
{
    unsigned char byte = (unsigned char)c;
    return (byte > ' ' && byte < 0x7F) || (byte >= 0xE4 && byte <= 0xE9);
}

bool row_is_blank(const struct row_cells *cells)
{
    if (cells->count && is_plain(*cells->cells[0].text))
        return false;
    for (size_t i = 0; i < cells->count; i++)
        if (!is_blank(&cells->cells[i]))
            return false;
    return true;
}

int row_start_sheet(const struct table_sink *sink, const char *name, struct err *err)
{
    return sink->sheet ? sink->sheet(sink->context, name, err) : 0;
}

int row_send(const struct row_cells *cells, long number, long *rows, const struct table_sink *sink,
    struct err *err)
{
    if (row_is_blank(cells))
        return 0;
    ++*rows;
    struct row row = {.number = number, .cells = cells->cells, .count = cells->count};
    return sink->row(sink->context, &row, err) ? -1 : 0;
}
