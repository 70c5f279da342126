/* A sink that writes what it gets as text: `3: a|b|c` a row, cells that are no text with their type
 * in front, sheets as `[name]`. */
#ifndef SHEET_H
#define SHEET_H
#include "base/buf.h"
#include "table/table.h"
#include <string.h>

struct seen {
    struct buf rows, said;
};

static int see_sheet(void *context, const char *name, struct err *err)
{
    (void)err;
    struct seen *seen = context;
    if (name)
        buf_printf(&seen->rows, "[%s]\n", name);
    return 0;
}

static int see_row(void *context, const struct row *row, struct err *err)
{
    (void)err;
    static const char *const marks[] = {"", "", "#", "@", "?", "!"};
    struct seen *seen = context;
    buf_printf(&seen->rows, "%ld: ", row->number);
    for (size_t i = 0; i < row->count; i++)
        buf_printf(
            &seen->rows, "%s%s%s", i ? "|" : "", marks[row->cells[i].type], row->cells[i].text);
    buf_add_char(&seen->rows, '\n');
    return 0;
}

static void see_say(void *context, const char *sentence)
{
    struct seen *seen = context;
    buf_add_text(&seen->said, sentence);
}

static struct table_sink seen_sink(struct seen *seen)
{
    return (struct table_sink){seen, see_sheet, see_row, see_say};
}

static void seen_release(struct seen *seen)
{
    buf_release(&seen->rows);
    buf_release(&seen->said);
}
#endif
