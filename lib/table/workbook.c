#include "table/workbook.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum {
    UNITS_MAX = 32767,    // UTF-16 units of a cell
    NAME_UNITS_MAX = 31,  // of a sheet's name
    CREATED = 1577836800, // 2020-01-01: the same bytes on any day
    CHUNK = 1 << 16,
    TEXT_FORMAT = 49, // @ (ECMA-376 Part 1, 18.8.30)
    RED = 0xFFC7CE,
    YELLOW = 0xFFEB9C,
};

static int fail(struct err *err, enum status status, const char *code, const char *why)
{
    return err_set(err, status, code,
        _("the workbook cannot be made (%s); make room on the disk of $TMPDIR or ask for a .csv "
          "instead"),
        why);
}

static int make_looks(struct workbook *workbook)
{
    for (int i = 0; i < WORKBOOK_LOOKS; i++) {
        lxw_format *look = workbook_add_format(workbook->book);
        if (!look)
            return -1;
        format_set_num_format_index(look, TEXT_FORMAT);
        format_set_align(look, LXW_ALIGN_VERTICAL_CENTER);
        workbook->looks[i] = look;
    }
    format_set_bold(workbook->looks[WORKBOOK_TITLE]);
    format_set_bg_color(workbook->looks[WORKBOOK_FAULT], RED);
    format_set_bg_color(workbook->looks[WORKBOOK_ADVICE], YELLOW);
    format_set_text_wrap(workbook->looks[WORKBOOK_ADVICE]);
    return 0;
}

int workbook_open(struct workbook *workbook, struct err *err)
{
    *workbook = (struct workbook){.fd = memfd_create("workbook", MFD_CLOEXEC)};
    if (workbook->fd < 0) {
        workbook->fd = 0;
        return fail(err, STATUS_RESOURCE, "workbook.open", strerror(errno));
    }
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", workbook->fd);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    workbook->book = workbook_new_opt(path, &options);
    if (!workbook->book || make_looks(workbook))
        mem_out();
    lxw_doc_properties properties = {.created = CREATED};
    workbook_set_properties(workbook->book, &properties);
    return 0;
}

/* Appends as much of `text` as `units` UTF-16 units hold. */
static void add_units(struct buf *out, const char *text, size_t units)
{
    const char *end = text + strlen(text), *at = text;
    while (at < end) {
        const char *next = at;
        size_t needs = text_next(&next, end) > 0xFFFF ? 2 : 1;
        if (needs > units)
            break;
        units -= needs;
        at = next;
    }
    buf_add(out, text, (size_t)(at - text));
}

/* Writes into `out` a name that Excel takes, with a number behind it from the second try on. */
static void make_name(struct buf *out, const char *name, size_t again)
{
    char number[24] = "";
    if (again)
        snprintf(number, sizeof number, " (%zu)", again + 1);
    struct buf tidy = {0};
    for (; *name; name++)
        buf_add_char(
            &tidy, strchr("[]:*?/\\'", *name) || iscntrl((unsigned char)*name) ? ' ' : *name);
    buf_clear(out);
    add_units(out, *buf_text(&tidy) ? tidy.data : "Sheet", NAME_UNITS_MAX - strlen(number));
    buf_add_text(out, number);
    buf_release(&tidy);
}

/* Excel repairs, with a warning, a sheet in which two widths hold for one column. */
static void widen(struct workbook *workbook, int column, double digits)
{
    worksheet_set_column(workbook->sheet, (lxw_col_t)workbook->widened, (lxw_col_t)(column - 1),
        digits, workbook->looks[WORKBOOK_PLAIN]);
    workbook->widened = column;
}

void workbook_width(struct workbook *workbook, int column, double digits)
{
    if (column > workbook->widened + 1)
        widen(workbook, column - 1, LXW_DEF_COL_WIDTH);
    widen(workbook, column, digits);
}

static void end_sheet(struct workbook *workbook)
{
    if (workbook->sheet && workbook->columns > workbook->widened)
        widen(workbook, workbook->columns, LXW_DEF_COL_WIDTH);
    workbook->columns = workbook->widened = 0;
}

int workbook_sheet(struct workbook *workbook, const char *name, struct err *err)
{
    size_t again = 0;
    end_sheet(workbook);
    make_name(&workbook->text, name, 0);
    while (again <= workbook->sheets &&
           workbook_validate_sheet_name(workbook->book, workbook->text.data) != LXW_NO_ERROR)
        make_name(&workbook->text, name, ++again);
    workbook->sheet = workbook_add_worksheet(workbook->book, workbook->text.data);
    if (!workbook->sheet)
        return fail(err, STATUS_IO, "workbook.write", strerror(errno));
    workbook->sheets++;
    workbook->row = 0;
    worksheet_freeze_panes(workbook->sheet, 1, 0);
    return 0;
}

static bool looks_escaped(const char *at)
{
    for (int i = 2; i < 6; i++)
        if (at[1] != 'x' || !isxdigit((unsigned char)at[i]))
            return false;
    return at[6] == '_';
}

/* What XML cannot hold becomes U+FFFD, and a text that only looks like an escape (ST_Xstring,
 * ECMA-376 Part 1, 22.9.2.19) keeps its underscore. */
static const char *safe_text(struct buf *out, const char *text)
{
    struct buf whole = {0};
    const char *end = text + strlen(text);
    while (text < end) {
        const char *from = text;
        uint32_t character = text_next(&text, end);
        if (character == 0xFFFE || character == 0xFFFF)
            text_put(&whole, 0xFFFD);
        else if (character == '_' && looks_escaped(from))
            buf_add_text(&whole, "_x005F_");
        else
            buf_add(&whole, from, (size_t)(text - from));
    }
    buf_clear(out);
    add_units(out, buf_text(&whole), UNITS_MAX);
    buf_release(&whole);
    return buf_text(out);
}

int workbook_cell(struct workbook *workbook, int column, const char *text, enum workbook_look look,
    struct err *err)
{
    if (workbook->row >= LXW_ROW_MAX || column > LXW_COL_MAX)
        return err_set(err, STATUS_CREATE, "workbook.size",
            _("these are more rows or columns than an Excel sheet holds; ask for a .csv instead"));
    if (column > workbook->columns)
        workbook->columns = column;
    lxw_row_t row = (lxw_row_t)workbook->row;
    lxw_col_t at = (lxw_col_t)(column - 1);
    lxw_format *format = workbook->looks[look];
    lxw_error error = *text ? worksheet_write_string(workbook->sheet, row, at,
                                  safe_text(&workbook->text, text), format)
                            : worksheet_write_blank(workbook->sheet, row, at, format);
    return error == LXW_NO_ERROR ? 0 : fail(err, STATUS_IO, "workbook.write", lxw_strerror(error));
}

void workbook_height(struct workbook *workbook, int lines)
{
    if (lines > 1)
        worksheet_set_row(
            workbook->sheet, (lxw_row_t)workbook->row, lines * LXW_DEF_ROW_HEIGHT, NULL);
}

void workbook_next(struct workbook *workbook)
{
    workbook->row++;
}

static int read_whole(int fd, struct buf *bytes, struct err *err)
{
    if (lseek(fd, 0, SEEK_SET) < 0)
        return fail(err, STATUS_IO, "workbook.write", strerror(errno));
    for (;;) {
        buf_reserve(bytes, CHUNK);
        ssize_t n = read(fd, bytes->data + bytes->len, CHUNK);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(err, STATUS_IO, "workbook.write", strerror(errno));
        if (n == 0)
            return 0;
        bytes->len += (size_t)n;
        bytes->data[bytes->len] = '\0';
    }
}

int workbook_finish(struct workbook *workbook, struct buf *bytes, struct err *err)
{
    end_sheet(workbook);
    lxw_error error = workbook_close(workbook->book);
    workbook->book = NULL;
    int result = error == LXW_NO_ERROR
                     ? read_whole(workbook->fd, bytes, err)
                     : fail(err, STATUS_IO, "workbook.write", lxw_strerror(error));
    workbook_release(workbook);
    return result;
}

void workbook_release(struct workbook *workbook)
{
    if (workbook->book)
        lxw_workbook_free(workbook->book);
    if (workbook->fd)
        close(workbook->fd);
    buf_release(&workbook->text);
    *workbook = (struct workbook){0};
}
