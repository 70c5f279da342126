#include "table/xls.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "table/biff.h"
#include "table/cfb.h"
#include "table/hidden.h"
#include "table/row.h"
#include "table/strings.h"
#include "table/styles.h"
#include "table/xls_sheet.h"
#include <stdlib.h>
#include <string.h>

enum {
    RECORD_EOF = 0x0A,
    RECORD_DATEMODE = 0x22,
    RECORD_PASSWORD = 0x2F,
    RECORD_CODEPAGE = 0x42,
    RECORD_SHEET = 0x85,
    RECORD_XF = 0xE0,
    RECORD_STRINGS = 0xFC,
    RECORD_FORMAT = 0x41E,
    RECORD_BOF = 0x809,
    BIFF5 = 0x500,
    BIFF8 = 0x600,
    SHEETS_MAX = 1000,
    FORMATS_MAX = 1 << 16,
    KIND_WORKSHEET = 0,
};

struct sheet {
    char *name; // owns
    size_t start;
    bool hidden;
};

struct workbook {
    struct biff biff;
    struct buf stream;
    struct strings strings;
    struct styles styles;
    bool *dates; // owns; of the workbook's own formats, by id
    struct sheet *sheets;
    size_t count, capacity;
};

int xls_fail_damaged(struct err *err)
{
    return err_set(err, STATUS_INPUT, "xls.damaged",
        _("the .xls workbook is damaged or was not copied to its end; open it in Excel or WPS, save "
          "it as .xlsx, or ask the agency to send it again"));
}

static void read_code_page(struct biff *biff)
{
    unsigned page = biff_short(biff);
    if (page == 950)
        strcpy(biff->encoding, "BIG5");
    else if (page == 1252 || page == 0x8001)
        strcpy(biff->encoding, "CP1252");
}

static void read_format(struct workbook *workbook)
{
    struct buf code = {0};
    unsigned id = biff_short(&workbook->biff);
    biff_text(&workbook->biff, workbook->biff.narrow ? 1 : 2, &code);
    workbook->dates[id] = styles_code_is_date(buf_text(&code));
    buf_release(&code);
}

static void read_cell_format(struct workbook *workbook)
{
    struct styles *styles = &workbook->styles;
    biff_skip(&workbook->biff, 2);
    unsigned id = biff_short(&workbook->biff);
    styles->dates =
        mem_grow(styles->dates, styles->count, &styles->capacity, sizeof *styles->dates);
    styles->dates[styles->count++] = workbook->dates[id] || styles_builtin_is_date(id);
}

static void read_strings(struct workbook *workbook)
{
    struct strings *strings = &workbook->strings;
    biff_skip(&workbook->biff, 4);
    uint32_t count = biff_long(&workbook->biff);
    for (uint32_t i = 0; i < count && !workbook->biff.cut; i++) {
        strings->starts =
            mem_grow(strings->starts, strings->count, &strings->capacity, sizeof *strings->starts);
        strings->starts[strings->count++] = (uint32_t)strings->text.len;
        biff_text(&workbook->biff, 2, &strings->text);
        buf_add(&strings->text, "", 1);
    }
}

static void read_sheet_name(struct workbook *workbook)
{
    struct biff *biff = &workbook->biff;
    struct buf name = {0};
    size_t start = biff_long(biff);
    bool hidden = (biff_byte(biff) & 3) != 0;
    unsigned kind = biff_byte(biff);
    biff_text(biff, 1, &name);
    if (kind == KIND_WORKSHEET && workbook->count < SHEETS_MAX) {
        workbook->sheets = mem_grow(
            workbook->sheets, workbook->count, &workbook->capacity, sizeof *workbook->sheets);
        workbook->sheets[workbook->count++] =
            (struct sheet){mem_text(buf_text(&name)), start, hidden};
    }
    buf_release(&name);
}

/* What comes before the sheets. */
static int read_globals(struct workbook *workbook, struct err *err)
{
    struct biff *biff = &workbook->biff;
    unsigned version = biff_next(biff) && biff->id == RECORD_BOF ? biff_short(biff) : 0;
    if (version != BIFF5 && version != BIFF8)
        return xls_fail_damaged(err);
    biff->narrow = version == BIFF5;
    strcpy(biff->encoding, "GB18030");
    while (biff_next(biff) && biff->id != RECORD_EOF && !biff->cut) {
        if (biff->id == RECORD_PASSWORD)
            return err_set(err, STATUS_INPUT, "xls.password",
                _("the workbook has a password; open it, save it as .xlsx without a password and "
                  "send it again"));
        if (biff->id == RECORD_DATEMODE)
            workbook->styles.from_1904 = biff_short(biff) == 1;
        else if (biff->id == RECORD_CODEPAGE)
            read_code_page(biff);
        else if (biff->id == RECORD_FORMAT)
            read_format(workbook);
        else if (biff->id == RECORD_XF)
            read_cell_format(workbook);
        else if (biff->id == RECORD_STRINGS)
            read_strings(workbook);
        else if (biff->id == RECORD_SHEET)
            read_sheet_name(workbook);
    }
    return biff->cut || biff->id != RECORD_EOF ? xls_fail_damaged(err) : 0;
}

static int open_stream(struct workbook *workbook, const void *bytes, size_t len, struct err *err)
{
    struct cfb cfb;
    bool broken = cfb_open(&cfb, bytes, len) != 0;
    const char *name = !broken && cfb_has(&cfb, "Workbook") ? "Workbook" : "Book";
    broken = broken || cfb_read(&cfb, name, &workbook->stream);
    cfb_release(&cfb);
    workbook->biff.bytes = (const unsigned char *)buf_text(&workbook->stream);
    workbook->biff.len = workbook->stream.len;
    return broken ? xls_fail_damaged(err) : 0;
}

static int read_sheet(struct workbook *workbook, const struct sheet *sheet, const char *path,
    const struct table_sink *sink, struct err *err)
{
    struct biff biff = workbook->biff;
    int started = row_start_sheet(sink, sheet->name, err);
    if (started)
        return started == TABLE_SKIP ? 0 : -1;
    if (sheet->start > biff.len) {
        xls_fail_damaged(err);
        return err_at(err, path, sheet->name, 0, 0);
    }
    biff.after = sheet->start;
    if (sheet->hidden)
        hidden_say_sheet(sink, path, sheet->name);
    struct xls_sheet source = {&biff, &workbook->strings, &workbook->styles, sheet->name, path};
    int result = xls_sheet_read(&source, sink, err);
    if (result && err && !strncmp(err->code, "xls.", 4))
        err_at(err, path, sheet->name, 0, 0);
    return result;
}

static void release(struct workbook *workbook)
{
    for (size_t i = 0; i < workbook->count; i++)
        free(workbook->sheets[i].name);
    free(workbook->sheets);
    free(workbook->dates);
    strings_release(&workbook->strings);
    styles_release(&workbook->styles);
    buf_release(&workbook->stream);
}

int xls_read(
    const void *bytes, size_t len, const char *path, const struct table_sink *sink, struct err *err)
{
    struct workbook workbook = {.dates = mem_alloc(FORMATS_MAX)};
    int result = open_stream(&workbook, bytes, len, err);
    if (!result)
        result = read_globals(&workbook, err);
    if (result)
        err_at(err, path, NULL, 0, 0);
    for (size_t i = 0; !result && i < workbook.count; i++)
        result = read_sheet(&workbook, &workbook.sheets[i], path, sink, err);
    release(&workbook);
    return result;
}
