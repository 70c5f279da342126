#include "table/merge.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "table/reference.h"
#include <stdlib.h>
#include <string.h>

enum { MERGES_MAX = 1000000 };

void merges_add(struct merges *merges, struct merge merge)
{
    merges->items =
        mem_grow(merges->items, merges->count, &merges->capacity, sizeof *merges->items);
    merges->items[merges->count++] = merge;
}

static int on_merge(void *context, const char *name, const char *const *attributes, struct err *err)
{
    struct merges *merges = context;
    const char *range = part_attribute(attributes, "ref");
    const char *colon = range ? strchr(range, ':') : NULL;
    struct reference from, to;
    if (strcmp(name, "mergeCell") || !colon || !reference_read(range, &from) ||
        !reference_read(colon + 1, &to) || to.row <= from.row)
        return 0;
    if (merges->count == MERGES_MAX)
        return err_set(err, STATUS_INPUT, "xlsx.merges",
            _("the sheet has more than a million merged cells; is this really a table of people?"));
    merges_add(merges, (struct merge){(uint32_t)from.row, (uint32_t)to.row, (uint16_t)from.column});
    return 0;
}

static int compare(const void *one, const void *other)
{
    const struct merge *a = one, *b = other;
    return (a->first > b->first) - (a->first < b->first);
}

void merges_sort(struct merges *merges)
{
    if (merges->count)
        qsort(merges->items, merges->count, sizeof *merges->items, compare);
}

int merges_read(struct merges *merges, struct archive *archive, const char *part, struct err *err)
{
    const struct part_events events = {.context = merges, .start = on_merge};
    if (archive_read_element(archive, part, "mergeCells", &events, err))
        return -1;
    merges_sort(merges);
    return 0;
}

void merges_open(
    struct merges *merges, struct spans *spans, const struct row_cells *cells, long row)
{
    for (; merges->next < merges->count && merges->items[merges->next].first <= row;
         merges->next++) {
        const struct merge *merge = &merges->items[merges->next];
        if (merge->first == row && merge->column < cells->count &&
            *cells->cells[merge->column].text)
            span_open(spans, merge->column, merge->last, &cells->cells[merge->column]);
    }
}

void merges_release(struct merges *merges)
{
    free(merges->items);
    *merges = (struct merges){0};
}
