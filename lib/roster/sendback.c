#include "roster/sendback.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "roster/passed.h"
#include "table/csv.h"
#include "table/workbook.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    SHEET_ROWS = 1000000, // then a new one; Excel takes 1,048,576
    DRAIN_BYTES = 1 << 16,
    WIDTHS = 256, // columns that get a width
    WIDTH_MIN = 8,
    WIDTH_MAX = 40,
    ADVICE_WIDTH = 60,
};

struct sendback {
    const struct rejects *rejects;
    struct publish *file;
    struct workbook workbook;
    bool is_workbook;
    struct buf csv, text;
    int column; // of the last cell in this row, from 1
    long rows;  // of this sheet
    size_t sheets;
    const struct reject_table *header; // what stands above the next row
};

bool sendback_is_workbook(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot && !strcasecmp(dot, ".xlsx");
}

static int put(struct sendback *to, const char *text, enum workbook_look look, struct err *err)
{
    to->column++;
    if (to->is_workbook)
        return *text || look != WORKBOOK_PLAIN
                   ? workbook_cell(&to->workbook, to->column, text, look, err)
                   : 0;
    if (to->column > 1)
        buf_add_char(&to->csv, ',');
    csv_write_cell(&to->csv, text);
    return 0;
}

static int drain(struct sendback *to, size_t at_least, struct err *err)
{
    if (to->csv.len < at_least)
        return 0;
    int result = publish_write(to->file, buf_text(&to->csv), to->csv.len, err);
    buf_clear(&to->csv);
    return result;
}

static int end_row(struct sendback *to, struct err *err)
{
    to->column = 0;
    to->rows++;
    if (to->is_workbook) {
        workbook_next(&to->workbook);
        return 0;
    }
    buf_add_text(&to->csv, "\r\n");
    return drain(to, DRAIN_BYTES, err);
}

/* Whether the agency needs a column that the roster has not. */
static bool adds_agency(const struct reject_table *table)
{
    return !table->agency && *table->agency_by_file;
}

static int put_header(struct sendback *to, const struct reject_table *table, struct err *err)
{
    static const char *const own[] = {
        N_("muster: what to do"), N_("muster: code"), N_("muster: place")};
    int result = 0;
    for (size_t i = 0; i < table->widest && !result; i++)
        result = put(to, i < table->count ? table->titles[i] : "", WORKBOOK_TITLE, err);
    if (adds_agency(table) && !result)
        result = put(to, "劳务公司", WORKBOOK_TITLE, err);
    for (size_t i = 0; i < sizeof own / sizeof *own && !result; i++)
        result = put(to, _(own[i]), WORKBOOK_TITLE, err);
    to->header = table;
    return result ? -1 : end_row(to, err);
}

static int put_cells(struct sendback *to, const struct reject *reject, struct err *err)
{
    const struct reject_table *table = &to->rejects->tables[reject->table];
    const char *text = reject_cells(to->rejects, reject);
    int result = 0;
    for (size_t i = 1; i <= table->widest && !result; i++) {
        const char *cell = i <= reject->cells ? text : "";
        if (i <= reject->cells)
            text += strlen(text) + 1;
        if (i == table->agency && !*cell)
            cell = table->agency_by_file;
        result = put(to, cell, i == reject->fault ? WORKBOOK_FAULT : WORKBOOK_PLAIN, err);
    }
    return result;
}

/* Words break before the end of a line, and not every font is as narrow as Excel's. */
static int lines_of(const char *advice)
{
    enum { USED = ADVICE_WIDTH - 4, LINES_MAX = 20 };
    int lines = (text_width(advice) + USED - 1) / USED;
    return lines < LINES_MAX ? lines : LINES_MAX;
}

static int put_reject(struct sendback *to, const struct reject *reject, struct err *err)
{
    const struct reject_table *table = &to->rejects->tables[reject->table];
    buf_clear(&to->text);
    reject_place(to->rejects, reject, &to->text);
    if (to->is_workbook)
        workbook_height(&to->workbook, lines_of(reject_advice(to->rejects, reject)));
    if (put_cells(to, reject, err) ||
        (adds_agency(table) && put(to, table->agency_by_file, WORKBOOK_PLAIN, err)) ||
        put(to, reject_advice(to->rejects, reject), WORKBOOK_ADVICE, err) ||
        put(to, reject_code(to->rejects, reject), WORKBOOK_PLAIN, err) ||
        put(to, buf_text(&to->text), WORKBOOK_PLAIN, err))
        return -1;
    return end_row(to, err);
}

static void set_width(int *widths, size_t column, const char *text)
{
    int width = text_width(text) + 2;
    if (column < WIDTHS && width > widths[column])
        widths[column] = width < WIDTH_MAX ? width : WIDTH_MAX;
}

/* Wide enough for the titles and the first rows. */
static void set_widths(struct sendback *to, const struct reject_table *table, size_t next)
{
    enum { SAMPLE = 200 };
    const struct rejects *rejects = to->rejects;
    int widths[WIDTHS] = {0};
    for (size_t i = 0; i < table->count; i++)
        set_width(widths, i, table->titles[i]);
    for (size_t i = next; i < rejects->count && i < next + SAMPLE; i++) {
        const struct reject *reject = &rejects->items[i];
        const char *text = reject_cells(rejects, reject);
        if (&rejects->tables[reject->table] != table)
            break;
        for (size_t j = 0; j < reject->cells; j++, text += strlen(text) + 1)
            set_width(widths, j, text);
    }
    size_t count = table->widest < WIDTHS ? table->widest : WIDTHS;
    for (size_t i = 0; i < count; i++)
        workbook_width(
            &to->workbook, (int)i + 1, widths[i] > WIDTH_MIN ? widths[i] : (int)WIDTH_MIN);
    int own = (int)table->widest + adds_agency(table);
    if (adds_agency(table))
        workbook_width(&to->workbook, own, text_width(table->agency_by_file) + 6);
    workbook_width(&to->workbook, own + 1, ADVICE_WIDTH);
    workbook_width(&to->workbook, own + 2, 16);
    workbook_width(&to->workbook, own + 3, 28);
}

/* Whether all rejects come from one file, so that its name need not stand in the sheets' names. */
static bool is_one_file(const struct rejects *rejects)
{
    for (size_t i = 1; i < rejects->table_count; i++)
        if (strcmp(rejects->tables[i].file, rejects->tables[0].file))
            return false;
    return true;
}

/* The sheet's own name, behind the file's where there are several; never one by which the sheet
 * would be skipped when it comes back. */
static int start_sheet(
    struct sendback *to, const struct reject_table *table, size_t next, struct err *err)
{
    buf_clear(&to->text);
    to->sheets++;
    if (!table->sheet || !is_one_file(to->rejects))
        buf_add_text(&to->text, table->agency_by_file);
    if (table->sheet)
        buf_printf(&to->text, "%s%s", to->text.len ? " " : "", table->sheet);
    if (!to->text.len || sheet_is_copy(to->text.data)) {
        buf_clear(&to->text);
        buf_printf(&to->text, _("rejects %zu"), to->sheets);
    }
    to->rows = 0;
    to->header = NULL;
    if (workbook_sheet(&to->workbook, to->text.data, err))
        return -1;
    set_widths(to, table, next);
    return 0;
}

static bool same_titles(const struct reject_table *one, const struct reject_table *other)
{
    if (one->count != other->count || one->widest != other->widest ||
        adds_agency(one) != adds_agency(other))
        return false;
    for (size_t i = 0; i < one->count; i++)
        if (strcmp(one->titles[i], other->titles[i]))
            return false;
    return true;
}

/* Sheet and header of what comes next, where they are not there yet. */
static int start_table(
    struct sendback *to, const struct reject_table *table, size_t next, struct err *err)
{
    bool other = !to->header || to->header->source != table->source || to->rows >= SHEET_ROWS;
    if (to->is_workbook && other && start_sheet(to, table, next, err))
        return -1;
    if (to->header && same_titles(to->header, table)) {
        to->header = table;
        return 0;
    }
    return put_header(to, table, err);
}

static int put_all(struct sendback *to, struct err *err)
{
    const struct rejects *rejects = to->rejects;
    if (!rejects->count && rejects->table_count && start_table(to, rejects->tables, 0, err))
        return -1;
    for (size_t i = 0; i < rejects->count; i++) {
        const struct reject *reject = &rejects->items[i];
        const struct reject_table *table = &rejects->tables[reject->table];
        if ((table != to->header || to->rows >= SHEET_ROWS) && start_table(to, table, i, err))
            return -1;
        if (put_reject(to, reject, err))
            return -1;
    }
    return 0;
}

int sendback_write(
    const struct rejects *rejects, bool workbook, struct publish *file, struct err *err)
{
    struct sendback to = {.rejects = rejects, .file = file, .is_workbook = workbook};
    if (workbook && workbook_open(&to.workbook, err))
        return -1;
    if (!workbook)
        buf_add_text(&to.csv, "\xEF\xBB\xBF");
    int result = put_all(&to, err);
    if (!result && workbook)
        result = workbook_finish(&to.workbook, &to.csv, err);
    if (!result)
        result = drain(&to, 0, err);
    workbook_release(&to.workbook);
    buf_release(&to.csv);
    buf_release(&to.text);
    return result;
}
