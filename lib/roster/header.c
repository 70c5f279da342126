#include "roster/header.h"

#include "base/text.h"
#include <string.h>

static const char *meaning_below(
    const struct naming *naming, const struct titles *top, const struct titles *bottom, size_t i)
{
    return headers_meaning_below(
        naming->headers, titles_over(top, bottom, i), titles_at(bottom, i), true);
}

/* Whether a row that is no header may be the upper row of one: groups such as 证件信息 over 类型
 * and 号码, or words that go on in the row below. A title is not. */
static bool is_upper_row(
    const struct naming *naming, const struct titles *top, const struct titles *bottom)
{
    enum { WORD_MAX = 12 };
    size_t first = 0, joined = 0;
    while (first < bottom->count && !*bottom->texts[first])
        first++;
    if (titles_filled(top) == 1 && *titles_at(top, first))
        return false;
    for (size_t i = 0; i < top->count; i++)
        if (text_count(top->texts[i]) > WORD_MAX || titles_has_digit(top->texts[i]) ||
            strchr(top->texts[i], ':'))
            return false;
    for (size_t i = 0; i < top->count || i < bottom->count; i++) {
        const char *over = titles_over(top, bottom, i), *below = titles_at(bottom, i);
        if (*over && *below && strcmp(over, below) != 0)
            joined += meaning_below(naming, top, bottom, i) != NULL;
        else if (*over)
            joined += headers_meaning(naming->headers, over) != NULL;
    }
    return joined > 0;
}

/* Whether the row below a header is its second one: words below groups, nobody's name. */
static bool is_lower_row(
    const struct naming *naming, const struct titles *top, const struct titles *bottom)
{
    size_t known = 0;
    for (size_t i = 0; i < bottom->count; i++) {
        const char *over = titles_over(top, bottom, i), *below = titles_at(bottom, i);
        if (!*below || !strcmp(over, below))
            continue;
        const char *meaning = meaning_below(naming, top, bottom, i);
        bool is_name = headers_field(naming->headers, titles_at(top, i)) == FIELD_NAME;
        if (titles_has_digit(below) || (is_name && !meaning))
            return false;
        known += meaning || headers_meaning(naming->headers, below);
    }
    return known > 0;
}

/* Whether a row below the header tells how to fill it in: 必填, （18位）. */
static bool is_remark(const struct titles *row)
{
    static const char *const remarks[] = {"(", "必填", "选填", "示例", "例如", "请填", "可不填"};
    size_t said = 0;
    for (size_t i = 0; i < row->count; i++) {
        if (!*row->texts[i])
            continue;
        bool is_one = false;
        for (size_t j = 0; j < sizeof remarks / sizeof *remarks && !is_one; j++)
            is_one = !strncmp(row->texts[i], remarks[j], strlen(remarks[j]));
        if (!is_one)
            return false;
        said++;
    }
    return said > 1;
}

/* Whether a row belongs to somebody in a sheet whose columns the user named by their letters. */
static bool is_person(const struct naming *naming, const struct titles *row)
{
    const enum field keys[] = {FIELD_NAME, FIELD_NUMBER, FIELD_PHONE};
    int columns[3];
    bool filled = false, digit = false;
    for (int i = 0; i < 3; i++) {
        columns[i] = mapping_column(naming->mapping, naming->file, keys[i]);
        filled |= columns[i] && *titles_at(row, (size_t)columns[i] - 1);
    }
    for (size_t i = 0; i < row->count; i++)
        digit |= titles_has_digit(row->texts[i]);
    return columns[0] && (columns[1] || columns[2]) && filled && digit && titles_filled(row) > 1;
}

/* Whether a cell looks like a resident number. */
static bool has_number(const struct titles *row)
{
    enum { NUMBER_DIGITS = 17 };
    for (size_t i = 0; i < row->count; i++)
        if (strspn(row->texts[i], "0123456789") >= NUMBER_DIGITS)
            return true;
    return false;
}

/* Remembers what a row that is no header may have been. */
static void pass_row(struct header *header, const struct row *row, const struct titles *titles)
{
    enum { WORD_MAX = 12 };
    bool words = titles_filled(titles) > 1;
    for (size_t i = 0; i < titles->count && words; i++)
        words = !titles_has_digit(titles->texts[i]) && text_count(titles->texts[i]) <= WORD_MAX;
    if (words && titles_filled(titles) > titles_filled(&header->likely)) {
        titles_release(&header->likely);
        titles_read(&header->likely, row);
    }
    header->people_above += has_number(titles);
    header->above++;
}

/* Keeps the row as lines[0] in place of the one above it. */
static void keep_row(struct header *header, struct titles *row)
{
    titles_release(&header->lines[0]);
    header->lines[0] = *row;
    *row = (struct titles){0};
}

static enum header_step read_below(
    struct header *header, const struct naming *naming, struct titles *row, struct tables *tables)
{
    const struct titles *top = &header->lines[0];
    header->waiting = false;
    header->line_count = 1;
    bool remark = is_remark(row);
    if (!remark && is_lower_row(naming, top, row) && tables_read(tables, naming, top, row)) {
        header->lines[1] = *row;
        *row = (struct titles){0};
        header->line_count = 2;
        return HEADER_READ;
    }
    tables_read(tables, naming, NULL, top);
    return remark ? HEADER_READ : HEADER_ABOVE;
}

/* A row with nothing known above it. */
static enum header_step read_row(
    struct header *header, const struct naming *naming, struct titles *row, struct tables *tables)
{
    bool has_upper = header->above && is_upper_row(naming, &header->lines[0], row);
    if (has_upper && tables_read(tables, naming, &header->lines[0], row)) {
        header->above--;
        header->line_count = 2;
        header->lines[1] = *row;
        *row = (struct titles){0};
        return HEADER_READ;
    }
    header->waiting = tables_read(tables, naming, NULL, row);
    tables_release(tables);
    if (!header->waiting && is_person(naming, row)) {
        bool titled = header->above && titles_filled(&header->lines[0]) > 1;
        tables_place(tables, naming, titled ? &header->lines[0] : NULL, row->count);
        header->above -= titled;
        if (!titled)
            titles_release(&header->lines[0]);
        header->line_count = 1;
        return HEADER_ABOVE;
    }
    return HEADER_NONE;
}

enum header_step header_look(struct header *header, const struct naming *naming,
    const struct row *row, struct tables *tables)
{
    struct titles titles;
    if (header->above >= HEADER_ROWS && !header->waiting)
        return HEADER_NONE;
    titles_read(&titles, row);
    enum header_step step = header->waiting ? read_below(header, naming, &titles, tables)
                                            : read_row(header, naming, &titles, tables);
    if (step == HEADER_NONE && !header->waiting)
        pass_row(header, row, &titles);
    if (step == HEADER_NONE)
        keep_row(header, &titles);
    titles_release(&titles);
    return step;
}

bool header_end(struct header *header, const struct naming *naming, struct tables *tables)
{
    if (!header->waiting)
        return header->line_count > 0;
    header->waiting = false;
    header->line_count = 1;
    return tables_read(tables, naming, NULL, &header->lines[0]);
}

/* Whether a cell is a phone or document number: then the row is somebody's and no header, told
 * before its cells are looked up as titles, which takes far longer than setting it aside. */
static bool is_somebody(const struct row *row)
{
    enum { NUMBER_DIGITS = 11 };
    for (size_t i = 0; i < row->count && i < TITLES_KEPT; i++)
        if (strspn(row->cells[i].text, "0123456789") >= NUMBER_DIGITS)
            return true;
    return false;
}

bool header_again(struct header *header, const struct naming *naming, const struct row *row,
    struct tables *tables)
{
    struct titles titles;
    struct tables other = {.count = 0};
    if (is_somebody(row))
        return false;
    titles_read(&titles, row);
    bool same = titles_same(&titles, &header->lines[0]) || titles_same(&titles, &header->lines[1]);
    bool again = same || tables_read(&other, naming, NULL, &titles);
    if (again && !same) {
        tables_release(tables);
        *tables = other;
        titles_release(&header->lines[1]);
        keep_row(header, &titles);
        header->line_count = 1;
    }
    titles_release(&titles);
    return again;
}

long header_row(const struct header *header)
{
    return header->line_count == 2 ? header->lines[1].row : header->lines[0].row;
}

void header_release(struct header *header)
{
    titles_release(&header->lines[0]);
    titles_release(&header->lines[1]);
    titles_release(&header->likely);
    *header = (struct header){0};
}
