#include "table/say.h"

#include "base/buf.h"
#include <stdarg.h>

void say(const struct table_sink *sink, const struct place *place, const char *code,
    const char *text, ...)
{
    struct err note;
    struct buf line = {0};
    va_list args;
    if (!sink->say)
        return;
    va_start(args, text);
    buf_vprintf(&line, text, args);
    va_end(args);
    err_set(&note, STATUS_DONE, code, "%s", buf_text(&line));
    note.place = *place;
    buf_clear(&line);
    err_print(&note, &line);
    sink->say(sink->context, line.data);
    buf_release(&line);
}
