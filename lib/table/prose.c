#include "table/prose.h"

#include "base/i18n.h"
#include "table/row.h"
#include <string.h>

static int fail(
    const char *path, long line, struct err *err, const char *code, const char *sentence)
{
    err_set(err, STATUS_INPUT, code, "%s", sentence);
    return err_at(err, path, NULL, line, 0);
}

/* Cuts the line at `text` off; returns where the next one starts. */
static char *cut_line(char *text, char *end)
{
    char *stop = text + strcspn(text, "\r\n");
    if (stop == end)
        return end;
    char *next = stop + (stop[0] == '\r' && stop[1] == '\n' ? 2 : 1);
    *stop = '\0';
    return next;
}

int prose_read(
    char *text, size_t len, const char *path, const struct table_sink *sink, struct err *err)
{
    char *end = text + len;
    struct row_cells cells = {0};
    long number = 0, rows = 0;
    int result = sink->sheet && sink->sheet(sink->context, NULL, err) ? -1 : 0;
    while (!result && text < end) {
        char *next = cut_line(text, end);
        number++;
        cells.count = 0;
        row_add(&cells, text, strlen(text), CELL_TEXT);
        if (next - text > TABLE_CELL_MAX)
            result = fail(path, number, err, "prose.line",
                _("this line is longer than 1 MiB; is this really a list of people?"));
        else if (rows == TABLE_ROWS_MAX)
            result = fail(path, number, err, "prose.lines",
                _("the text has more than 5 million lines; split it into several files"));
        else
            result = row_send(&cells, number, &rows, sink, err);
        text = next;
    }
    row_release(&cells);
    return result;
}
