#include "roster/remarks.h"

#include "base/err.h"
#include "base/i18n.h"
#include <string.h>

void remarks_say(const struct remarks *remarks, const char *code, const char *text, ...)
{
    struct err note = {0};
    struct buf line = {0};
    va_list args;
    va_start(args, text);
    buf_vprintf(&line, text, args);
    va_end(args);
    err_set(&note, STATUS_DONE, code, "%s", buf_text(&line));
    err_at(&note, remarks->file, remarks->sheet, 0, 0);
    buf_clear(&line);
    err_print(&note, &line);
    if (remarks->into)
        buf_printf(remarks->into, "%s\n", line.data);
    else
        remarks->say(line.data);
    buf_release(&line);
}

/* A document column under a name that nobody knows would set everybody aside for no clear reason.
 */
static void say_no_number(
    const struct remarks *remarks, const struct header *header, const struct tables *tables)
{
    if (!tables->items[0].where[FIELD_NUMBER])
        remarks_say(remarks, "roster.number",
            _("the header in row %ld names no column for the document number, so everybody is set "
              "aside; say which one it is, by its title or letter, as in --map id=C"),
            header_row(header));
}

static void say_not_mapped(
    const struct remarks *remarks, const struct tables *tables, const struct mapping *mapping)
{
    for (size_t i = 0; i < mapping->rule_count; i++) {
        const struct mapping_rule *rule = &mapping->rules[i];
        if (rule->asked && mapping_is_for(rule, remarks->file) &&
            !tables->items[0].mapped[rule->field])
            remarks_say(remarks, "roster.map", _("there is no column `%s` here to take %s from"),
                rule->given, field_label(rule->field));
    }
}

static void say_beside(const struct remarks *remarks, const struct tables *tables)
{
    struct buf places = {0};
    if (tables->count < 2)
        return;
    for (size_t i = 0; i < tables->count; i++) {
        const struct columns *columns = &tables->items[i];
        buf_add_text(&places, i ? ", " : "");
        place_column(&places, (int)columns->first + 1);
        buf_add_char(&places, '-');
        place_column(&places, (int)(columns->first + columns->count));
    }
    remarks_say(remarks, "roster.beside",
        _("tables stand side by side in the columns %s; all of them were read"), places.data);
    buf_release(&places);
}

void remarks_on_tables(const struct remarks *remarks, const struct header *header,
    const struct tables *tables, const struct mapping *mapping, size_t rows)
{
    if (header->people_above)
        remarks_say(remarks, "roster.above",
            _("above the header in row %ld stand document numbers that were not read (rows: %zu); "
              "move the header above them and run the same command again"),
            header_row(header), header->people_above);
    say_beside(remarks, tables);
    say_not_mapped(remarks, tables, mapping);
    if (rows)
        say_no_number(remarks, header, tables);
}

void remarks_add_row(struct alone *alone, long row)
{
    enum { ROWS_MAX = 5 };
    if (alone->count < ROWS_MAX)
        buf_printf(&alone->rows, "%s%ld", alone->count ? ", " : "", row);
    else if (alone->count == ROWS_MAX)
        buf_add_text(&alone->rows, " ...");
    alone->count++;
}

void remarks_on_alone(const struct remarks *remarks, const struct alone *alone)
{
    if (alone->count)
        remarks_say(remarks, "roster.alone",
            ngettext(
                "%zu row holds a single text and was passed over (row %s); if it says "
                "something of the people below it, such as their coach, put that into a column of "
                "its own, beside each of them",
                "%zu rows hold a single text and were passed over (rows %s); if they say something "
                "of the people below them, such as their coach, put that into a column of its own, "
                "beside each of them",
                alone->count),
            alone->count, buf_text(&alone->rows));
}

void remarks_list(struct buf *list, const struct titles *row)
{
    enum { WORDS_MAX = 12 };
    for (size_t i = 0, count = 0; i < row->count && count < WORDS_MAX; i++) {
        if (!*row->texts[i])
            continue;
        buf_add_text(list, count++ ? ", " : "");
        place_column(list, (int)i + 1);
        buf_printf(list, " %s", row->texts[i]);
    }
}

void remarks_on_no_header(const struct remarks *remarks, const struct header *header)
{
    struct buf words = {0};
    remarks_list(&words, &header->likely);
    if (words.len)
        remarks_say(remarks, "roster.header",
            _("skipped: its first %zu rows name no column for the person (姓名) and the document "
              "or phone number (身份证号, 电话); if row %ld is the header (%s), say what its columns "
              "are, by title or letter, as in --map name=B --map id=C"),
            header->above, header->likely.row, words.data);
    else
        remarks_say(remarks, "roster.header",
            _("skipped: its first %zu rows name no column for the person (姓名) and the document "
              "or phone number (身份证号, 电话); if these are people without a header, say in which "
              "columns they stand, as in --map name=B --map id=C"),
            header->above);
    buf_release(&words);
    if (header->people_above && remarks->sheet)
        remarks_say(remarks, "roster.unread",
            _("document numbers stand there all the same (rows: %zu); if these are no workers, name "
              "the other sheets with --sheet"),
            header->people_above);
}

static bool is_listed(const struct buf *titles, const char *title)
{
    size_t len = strlen(title);
    for (const char *at = buf_text(titles); (at = strstr(at, title)); at++) {
        bool starts = at == titles->data || at[-1] == ' ';
        if (starts && (!at[len] || at[len] == ','))
            return true;
    }
    return false;
}

void remarks_add_private(struct buf *titles, const struct tables *tables)
{
    for (size_t t = 0; t < tables->count; t++) {
        const struct columns *columns = &tables->items[t];
        for (size_t i = 0; i < columns->count; i++)
            if (columns->fields[i] == FIELD_PRIVATE && !is_listed(titles, columns->titles[i]))
                buf_printf(titles, "%s%s", titles->len ? ", " : "", columns->titles[i]);
    }
}
