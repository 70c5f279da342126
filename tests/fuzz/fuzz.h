/* What the fuzz targets share: a libFuzzer program each, that ends at the first broken promise. */
#ifndef FUZZ_H
#define FUZZ_H
#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "table/table.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static inline void promise(bool kept)
{
    if (!kept)
        abort();
}

/* An error has a code, a sentence and one of the two causes that data can be. */
static inline void promise_error(const struct err *err)
{
    promise(err->status == STATUS_INPUT || err->status == STATUS_USAGE);
    promise(strchr(err->code, '.') && *err->text);
    promise(text_valid_len(err->text, strlen(err->text)) == strlen(err->text));
}

static int fuzz_sheet(void *context, const char *name, struct err *err)
{
    (void)context, (void)err;
    if (name)
        promise(text_valid_len(name, strlen(name)) == strlen(name));
    return 0;
}

static int fuzz_row(void *context, const struct row *row, struct err *err)
{
    (void)context, (void)err;
    promise(row->number > 0 && row->count <= TABLE_COLUMNS_MAX);
    for (size_t i = 0; i < row->count; i++) {
        size_t len = strlen(row->cells[i].text);
        promise(len <= TABLE_CELL_MAX && text_valid_len(row->cells[i].text, len) == len);
    }
    return 0;
}

/* Every row is valid UTF-8 within the limits of table.h. */
static const struct table_sink fuzz_sink = {NULL, fuzz_sheet, fuzz_row, NULL};
#endif
