#include "roster/titles.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

void titles_read(struct titles *titles, const struct row *row)
{
    size_t count = row->count < TITLES_KEPT ? row->count : TITLES_KEPT;
    *titles = (struct titles){.texts = mem_alloc((count + 1) * sizeof *titles->texts)};
    titles->row = row->number;
    for (; titles->count < count; titles->count++) {
        struct buf text = {0};
        const char *cell = row->cells[titles->count].text;
        text_fold(&text, cell, strlen(cell));
        titles->texts[titles->count] = buf_take(&text);
    }
}

void titles_release(struct titles *titles)
{
    for (size_t i = 0; i < titles->count; i++)
        free(titles->texts[i]);
    free(titles->texts);
    *titles = (struct titles){0};
}

const char *titles_at(const struct titles *titles, size_t column)
{
    return column < titles->count ? titles->texts[column] : "";
}

size_t titles_filled(const struct titles *titles)
{
    size_t filled = 0;
    for (size_t i = 0; i < titles->count; i++)
        filled += *titles->texts[i] != '\0';
    return filled;
}

const char *titles_over(const struct titles *top, const struct titles *bottom, size_t column)
{
    if (*titles_at(top, column) || !*titles_at(bottom, column))
        return titles_at(top, column);
    for (size_t i = column; i-- > 0;) {
        const char *group = titles_at(top, i), *below = titles_at(bottom, i);
        if (!*below)
            return "";
        if (*group)
            return strcmp(group, below) ? group : "";
    }
    return "";
}

bool titles_same(const struct titles *titles, const struct titles *other)
{
    size_t count = titles->count > other->count ? titles->count : other->count;
    for (size_t i = 0; i < count; i++)
        if (strcmp(titles_at(titles, i), titles_at(other, i)) != 0)
            return false;
    return titles_filled(titles) > 0;
}

bool titles_has_digit(const char *text)
{
    int depth = 0;
    for (; *text; text++) {
        depth += (*text == '(') - (*text == ')' && depth);
        if (!depth && *text >= '0' && *text <= '9')
            return true;
    }
    return false;
}
