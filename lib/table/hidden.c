#include "table/hidden.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "table/say.h"
#include <stdlib.h>
#include <string.h>

enum { TAKEN_MAX = 1000 }; // ranges of hidden columns

static bool is_true(const char *value)
{
    return value && (!strcmp(value, "1") || !strcmp(value, "true"));
}

static bool is_zero(const char *value)
{
    return value && *value && !value[strspn(value, "0.")];
}

static long number_of(const char *value)
{
    long number = value ? strtol(value, NULL, 10) : 0;
    return number < 0 ? 0 : number > TABLE_COLUMNS_MAX ? TABLE_COLUMNS_MAX : number;
}

void hidden_take(struct hidden *hidden, size_t first, size_t last)
{
    if (last < first || last >= TABLE_COLUMNS_MAX || hidden->taken == TAKEN_MAX)
        return;
    if (!hidden->columns)
        hidden->columns = mem_alloc(TABLE_COLUMNS_MAX * sizeof *hidden->columns);
    hidden->taken++;
    memset(hidden->columns + first, true, last - first + 1);
    if (last >= hidden->column_count)
        hidden->column_count = last + 1;
}

void hidden_take_columns(struct hidden *hidden, const char *const *attributes)
{
    if (!is_true(part_attribute(attributes, "hidden")) &&
        !is_zero(part_attribute(attributes, "width")))
        return;
    size_t first = (size_t)number_of(part_attribute(attributes, "min"));
    size_t last = (size_t)number_of(part_attribute(attributes, "max"));
    if (first && last >= first)
        hidden_take(hidden, first - 1, last - 1);
}

bool hidden_is_row(const char *const *attributes)
{
    for (; *attributes; attributes += 2)
        if ((!strcmp(attributes[0], "hidden") && is_true(attributes[1])) ||
            (!strcmp(attributes[0], "ht") && is_zero(attributes[1])))
            return true;
    return false;
}

void hidden_count(struct hidden *hidden, const struct row_cells *cells, long row, bool is_hidden)
{
    if (is_hidden && !hidden->rows++)
        hidden->first_row = row;
    for (size_t i = 0; i < hidden->column_count && i < cells->count; i++) {
        if (!hidden->columns[i] || !*cells->cells[i].text)
            continue;
        hidden->columns[i] = false;
        hidden->used_columns++;
        if (!hidden->first_column || (int)i + 1 < hidden->first_column)
            hidden->first_column = (int)i + 1;
    }
}

static void say_rows(
    const struct hidden *hidden, const struct table_sink *sink, const struct place *place)
{
    const char *text =
        hidden->filtered
            ? ngettext("%zu row that a filter hides was read too, row %ld; clear the filter and "
                       "look whether it belongs here",
                  "%zu rows that a filter hides were read too, the first is row %ld; clear the "
                  "filter and look whether they belong here",
                  hidden->rows)
            : ngettext("%zu hidden row was read too, row %ld; unhide it and look whether it "
                       "belongs here",
                  "%zu hidden rows were read too, the first is row %ld; unhide them and look "
                  "whether they belong here",
                  hidden->rows);
    say(sink, place, "sheet.rows", text, hidden->rows, hidden->first_row);
}

static void say_columns(
    const struct hidden *hidden, const struct table_sink *sink, const struct place *place)
{
    struct buf letters = {0};
    place_column(&letters, hidden->first_column);
    say(sink, place, "sheet.columns",
        ngettext("%zu hidden column was read too, %s; unhide it and look what it holds",
            "%zu hidden columns were read too, the first is %s; unhide them and look what they "
            "hold",
            hidden->used_columns),
        hidden->used_columns, letters.data);
    buf_release(&letters);
}

void hidden_say(
    const struct hidden *hidden, const struct table_sink *sink, const char *path, const char *sheet)
{
    struct place place;
    place_set(&place, path, sheet, 0, 0);
    if (hidden->rows)
        say_rows(hidden, sink, &place);
    if (hidden->used_columns)
        say_columns(hidden, sink, &place);
}

void hidden_say_sheet(const struct table_sink *sink, const char *path, const char *sheet)
{
    struct place place;
    place_set(&place, path, sheet, 0, 0);
    say(sink, &place, "sheet.hidden",
        _("this sheet is hidden and was read too; unhide it and look whether it belongs here; "
          "if not, name the sheets to read with --sheet"));
}

void hidden_release(struct hidden *hidden)
{
    free(hidden->columns);
    *hidden = (struct hidden){0};
}
