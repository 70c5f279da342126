#include "table/spreadsheetml.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "table/hidden.h"
#include "table/rows.h"
#include "table/xml.h"
#include <stdlib.h>
#include <string.h>

enum { ROW_NUMBER_MAX = 100000000, CHUNK = 1 << 16 };

struct reading {
    const char *path;
    char *sheet;          // owns; its name
    bool row, cell, data; // inside <Row>, <Cell>, <Data>
    bool comment;         // inside a <Comment>, which has a <Data> of its own
    bool visible;         // inside <Visible>, which says whether the sheet is shown
    bool sheet_hidden, row_hidden;
    long column; // the last <Column>, from 1
    struct hidden hidden;
    long repeated;     // rows more that the row stands for
    char type[12];     // of the data
    long across, down; // columns and rows more that the cell takes
    struct rows rows;
};

static long number_of(const char *const *attributes, const char *name, long otherwise)
{
    const char *text = part_attribute(attributes, name);
    return text ? strtol(text, NULL, 10) : otherwise;
}

static int fail_reference(struct err *err)
{
    return err_set(err, STATUS_INPUT, "xmlss.reference",
        _("a row or cell has a place that no table has; open the workbook in Excel or WPS, save it "
          "as .xlsx and send it again"));
}

static int start_sheet(struct reading *reading, const char *const *attributes, struct err *err)
{
    const char *name = part_attribute(attributes, "Name");
    const struct table_sink *sink = reading->rows.sink;
    free(reading->sheet);
    reading->sheet = mem_text(name ? name : "");
    rows_start_sheet(&reading->rows);
    int started = row_start_sheet(sink, reading->sheet, err);
    if (started == TABLE_SKIP) {
        free(reading->sheet);
        reading->sheet = NULL;
    }
    return started < 0 ? -1 : 0;
}

static bool is_hidden(const char *const *attributes)
{
    return number_of(attributes, "Hidden", 0) == 1;
}

static void take_column(struct reading *reading, const char *const *attributes)
{
    long first = number_of(attributes, "Index", reading->column + 1);
    long more = number_of(attributes, "Span", 0);
    if (first < 1 || first > TABLE_COLUMNS_MAX || more < 0 || more > TABLE_COLUMNS_MAX - first)
        return;
    reading->column = first + more;
    if (is_hidden(attributes))
        hidden_take(&reading->hidden, (size_t)first - 1, (size_t)(first + more) - 1);
}

static int start_row(struct reading *reading, const char *const *attributes, struct err *err)
{
    long number = number_of(attributes, "Index", reading->rows.number + 1);
    if (number <= reading->rows.number || number > ROW_NUMBER_MAX)
        return fail_reference(err);
    reading->row = true;
    reading->row_hidden = is_hidden(attributes);
    reading->repeated = number_of(attributes, "Span", 0);
    if (reading->repeated < 0 || reading->repeated > ROW_NUMBER_MAX)
        return fail_reference(err);
    rows_start(&reading->rows, number);
    return 0;
}

static int start_cell(struct reading *reading, const char *const *attributes, struct err *err)
{
    long index = number_of(attributes, "Index", 0);
    if (index < 0 || (index && (size_t)index <= reading->rows.count))
        return fail_reference(err);
    reading->cell = true;
    reading->type[0] = '\0';
    reading->across = number_of(attributes, "MergeAcross", 0);
    reading->down = number_of(attributes, "MergeDown", 0);
    return rows_start_cell(&reading->rows, index - 1, err);
}

static int on_start(void *context, const char *name, const char *const *attributes, struct err *err)
{
    struct reading *reading = context;
    if (!strcmp(name, "Worksheet"))
        return start_sheet(reading, attributes, err);
    if (!reading->sheet)
        return 0;
    if (!reading->row && !strcmp(name, "Row"))
        return start_row(reading, attributes, err);
    if (reading->row && !reading->cell && !strcmp(name, "Cell"))
        return start_cell(reading, attributes, err);
    if (!reading->row && !strcmp(name, "Column"))
        take_column(reading, attributes);
    reading->visible |= !strcmp(name, "Visible");
    if (reading->cell && !strcmp(name, "Comment"))
        reading->comment = true;
    if (reading->cell && !reading->comment && !strcmp(name, "Data")) {
        const char *type = part_attribute(attributes, "Type");
        reading->data = true;
        if (type && strlen(type) < sizeof reading->type)
            strcpy(reading->type, type);
    }
    return 0;
}

static void on_text(void *context, const char *text, size_t len)
{
    struct reading *reading = context;
    struct buf *row = &reading->rows.text;
    if (reading->data && row->len - rows_cell_start(&reading->rows) <= TABLE_CELL_MAX)
        buf_add(row, text, len);
    reading->sheet_hidden |= reading->visible && memmem(text, len, "Hidden", 6);
}

/* "1990-03-07T00:00:00.000": the T becomes a space; a time of midnight goes, as does the day when
 * it is that of a time only. */
static void tidy_date(struct buf *text, size_t start)
{
    char *at = text->data + start, *clock = strchr(at, 'T');
    if (!clock)
        return;
    size_t len = strspn(clock + 1, "0123456789:");
    buf_cut(text, (size_t)(clock + 1 + len - text->data));
    *clock = ' ';
    if (!strncmp(at, "1899-12-31 ", 11)) {
        memmove(at, clock + 1, len + 1);
        buf_cut(text, start + len);
    } else if (!strcmp(clock, " 00:00:00")) {
        buf_cut(text, (size_t)(clock - text->data));
    }
}

static int end_cell(struct reading *reading, struct err *err)
{
    struct buf *text = &reading->rows.text;
    size_t start = rows_cell_start(&reading->rows);
    enum cell_type type = CELL_TEXT;
    reading->cell = false;
    if (text->len == start) {
        type = CELL_EMPTY;
    } else if (!strcmp(reading->type, "Number")) {
        type = CELL_NUMBER;
    } else if (!strcmp(reading->type, "DateTime")) {
        type = CELL_DATE;
        tidy_date(text, start);
    } else if (!strcmp(reading->type, "Boolean")) {
        bool yes = text->data[start] == '1';
        type = CELL_BOOLEAN;
        buf_cut(text, start);
        buf_add_text(text, yes ? "TRUE" : "FALSE");
    } else if (!strcmp(reading->type, "Error")) {
        type = CELL_ERROR;
    }
    return rows_end_cell(&reading->rows, type, reading->across, reading->down, err);
}

static int end_row(struct reading *reading, struct err *err)
{
    struct rows *rows = &reading->rows;
    reading->row = false;
    if (rows_end(rows, err))
        return -1;
    if (!row_is_blank(&rows->cells))
        hidden_count(&reading->hidden, &rows->cells, rows->number, reading->row_hidden);
    rows->number += reading->repeated;
    return 0;
}

static void end_sheet(struct reading *reading)
{
    if (reading->sheet && reading->sheet_hidden)
        hidden_say_sheet(reading->rows.sink, reading->path, reading->sheet);
    if (reading->sheet)
        hidden_say(&reading->hidden, reading->rows.sink, reading->path, reading->sheet);
    hidden_release(&reading->hidden);
    reading->sheet_hidden = false;
    reading->column = 0;
}

static int on_end(void *context, const char *name, struct err *err)
{
    struct reading *reading = context;
    if (reading->data && !strcmp(name, "Data"))
        reading->data = false;
    else if (!strcmp(name, "Comment"))
        reading->comment = false;
    else if (reading->cell && !strcmp(name, "Cell"))
        return end_cell(reading, err);
    else if (reading->row && !strcmp(name, "Row"))
        return end_row(reading, err);
    else if (!strcmp(name, "Visible"))
        reading->visible = false;
    else if (!strcmp(name, "Worksheet"))
        end_sheet(reading);
    return 0;
}

int spreadsheetml_read(
    const char *text, size_t len, const char *path, const struct table_sink *sink, struct err *err)
{
    struct reading reading = {.path = path, .rows = {.sink = sink, .format = "xmlss"}};
    const struct part_events events = {&reading, on_start, on_end, on_text};
    struct xml *xml = xml_new(&events, reading.rows.format, err);
    int result = 0;
    for (size_t at = 0; !result && at < len; at += CHUNK)
        result = xml_feed(xml, text + at, len - at < CHUNK ? len - at : CHUNK, false);
    if (!result)
        result = xml_feed(xml, "", 0, true);
    xml_free(xml);
    if (result && err && !strncmp(err->code, "xmlss.", 6))
        err_at(err, path, reading.sheet, reading.rows.number, 0);
    hidden_release(&reading.hidden);
    free(reading.sheet);
    rows_release(&reading.rows);
    return result;
}
