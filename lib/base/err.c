#include "base/err.h"

#include "base/buf.h"
#include <stdio.h>
#include <string.h>

static void copy_cut(char *to, size_t size, const char *from)
{
    size_t len = from ? strlen(from) : 0;
    if (len >= size) {
        len = size - 1;
        while (len && ((unsigned char)from[len] & 0xC0) == 0x80)
            len--;
    }
    if (len)
        memcpy(to, from, len);
    to[len] = '\0';
}

int err_set(struct err *err, enum status status, const char *code, const char *text, ...)
{
    if (!err)
        return -1;
    memset(err, 0, sizeof *err);
    err->status = status;
    copy_cut(err->code, sizeof err->code, code);
    struct buf sentence = {0};
    va_list args;
    va_start(args, text);
    buf_vprintf(&sentence, text, args);
    va_end(args);
    copy_cut(err->text, sizeof err->text, sentence.data);
    buf_release(&sentence);
    return -1;
}

int err_at(struct err *err, const char *file, const char *sheet, long line, int column)
{
    if (err && !err->place.file[0])
        place_set(&err->place, file, sheet, line, column);
    return -1;
}

void place_set(struct place *place, const char *file, const char *sheet, long line, int column)
{
    copy_cut(place->file, sizeof place->file, file);
    copy_cut(place->sheet, sizeof place->sheet, sheet);
    place->line = line;
    place->column = column;
}

void place_column(struct buf *out, int column)
{
    char letters[8];
    size_t n = 0;
    for (; column > 0 && n < sizeof letters; column = (column - 1) / 26)
        letters[n++] = (char)('A' + (column - 1) % 26);
    while (n)
        buf_add_char(out, letters[--n]);
}

void place_print(const struct place *place, struct buf *out)
{
    if (!place->file[0])
        return;
    buf_add_text(out, place->file);
    if (place->sheet[0]) {
        buf_printf(out, ":%s", place->sheet);
        if (place->line > 0) {
            buf_add_char(out, '!');
            place_column(out, place->column);
            buf_printf(out, "%ld", place->line);
        }
        return;
    }
    if (place->line > 0)
        buf_printf(out, ":%ld", place->line);
    if (place->line > 0 && place->column > 0)
        buf_printf(out, ":%d", place->column);
}

void err_print(const struct err *err, struct buf *out)
{
    size_t before = out->len;
    place_print(&err->place, out);
    if (out->len > before)
        buf_add_text(out, ": ");
    buf_printf(out, "%s: %s", err->code, err->text);
}
