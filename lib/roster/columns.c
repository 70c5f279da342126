#include "roster/columns.h"

#include "base/buf.h"
#include "base/mem.h"
#include <stdlib.h>
#include <string.h>

/* A header that is being understood. */
struct legend {
    const struct naming *naming;
    const struct titles *top, *bottom; // top NULL: one row
    size_t count;
    enum field fields[TITLES_KEPT];
};

/* Fields that a table has once. */
static bool is_single(enum field field)
{
    return field != FIELD_EXTRA && field < FIELD_SILENT;
}

static const char *group_over(const struct legend *legend, size_t column)
{
    const char *top = legend->top ? titles_over(legend->top, legend->bottom, column) : "";
    return strcmp(top, titles_at(legend->bottom, column)) ? top : "";
}

/* The title of a column: of both rows, unless the lower one says as much. */
static void add_title(const struct legend *legend, size_t column, struct buf *title)
{
    const struct headers *headers = legend->naming->headers;
    const char *top = group_over(legend, column), *bottom = titles_at(legend->bottom, column);
    const char *alone = headers_meaning(headers, *top ? bottom : "");
    const char *both = alone ? headers_meaning_below(headers, top, bottom, false) : NULL;
    if (both && !strcmp(alone, both))
        top = "";
    buf_printf(title, "%s%s%s", top, *top && *bottom ? " " : "", bottom);
}

static enum field field_at(const struct legend *legend, size_t column)
{
    const char *meaning = headers_meaning_below(legend->naming->headers, group_over(legend, column),
        titles_at(legend->bottom, column), false);
    return meaning ? field_meant(meaning) : FIELD_EXTRA;
}

static void read_legend(struct legend *legend, const struct naming *naming,
    const struct titles *top, const struct titles *bottom)
{
    *legend = (struct legend){.naming = naming, .top = top, .bottom = bottom};
    legend->count = top && top->count > bottom->count ? top->count : bottom->count;
    for (size_t i = 0; i < legend->count; i++)
        legend->fields[i] = field_at(legend, i);
}

static bool has_title(const struct columns *columns, const char *title)
{
    for (size_t i = 0; i < columns->count; i++)
        if (!strcmp(columns->titles[i], title))
            return true;
    return false;
}

/* The title under which an extra column travels: unique, and never empty. */
static char *make_title(const struct columns *columns, const struct legend *legend, size_t column)
{
    enum { TITLE_BYTES_MAX = 200 };
    struct buf title = {0};
    add_title(legend, column, &title);
    if (!title.len || title.len > TITLE_BYTES_MAX) {
        buf_clear(&title);
        buf_printf(&title, "column %zu", column + 1);
    }
    size_t len = title.len;
    for (int n = 2; has_title(columns, title.data); n++) {
        buf_cut(&title, len);
        buf_printf(&title, " %d", n);
    }
    return buf_take(&title);
}

static bool is_titled(const struct legend *legend, size_t column, const char *key)
{
    struct buf both = {0}, lower = {0};
    headers_key(&both, group_over(legend, column));
    headers_key(&both, titles_at(legend->bottom, column));
    headers_key(&lower, titles_at(legend->bottom, column));
    bool same = !strcmp(buf_text(&both), key) || !strcmp(buf_text(&lower), key);
    buf_release(&both);
    buf_release(&lower);
    return same;
}

/* The column that the user means, from 1 in the sheet; 0: not in this table. */
static size_t column_meant(
    const struct legend *legend, const struct columns *columns, const struct mapping_rule *rule)
{
    size_t end = columns->first + columns->count;
    for (size_t i = columns->first; i < end; i++)
        if (is_titled(legend, i, rule->title))
            return i + 1;
    size_t column = (size_t)rule->column;
    return column > columns->first && column <= end ? column : 0;
}

static void follow_rules(const struct legend *legend, struct columns *columns, bool *taken)
{
    struct mapping *mapping = legend->naming->mapping;
    for (size_t i = 0; i < mapping->rule_count; i++) {
        struct mapping_rule *rule = &mapping->rules[i];
        if (columns->mapped[rule->field] || !mapping_is_for(rule, legend->naming->file))
            continue;
        size_t column = column_meant(legend, columns, rule);
        if (!column || taken[column - 1 - columns->first])
            continue;
        taken[column - 1 - columns->first] = true;
        columns->fields[column - 1 - columns->first] = rule->field;
        columns->where[rule->field] = column - columns->first;
        columns->mapped[rule->field] = rule->found = true;
    }
}

static enum field settle_field(const struct mapping *mapping, const struct columns *columns,
    enum field field, const char *title)
{
    if (field == FIELD_OWN || (is_single(field) && !columns->where[field]))
        return field;
    if (is_single(field)) // the second of a kind; numbers of documents do not travel twice
        field = field == FIELD_NUMBER ? FIELD_PRIVATE : FIELD_EXTRA;
    if (mapping_keeps(mapping, title, field))
        return FIELD_EXTRA;
    return field == FIELD_EXTRA ? FIELD_SILENT : field;
}

static void cut_own(struct columns *columns)
{
    while (columns->count && columns->fields[columns->count - 1] == FIELD_OWN) {
        free(columns->titles[--columns->count]);
        columns->cut = true;
    }
}

static void read_columns(
    struct columns *columns, const struct legend *legend, size_t first, size_t count)
{
    bool taken[TITLES_KEPT] = {false};
    *columns = (struct columns){.first = first, .count = count};
    columns->fields = mem_alloc((count + 1) * sizeof *columns->fields);
    columns->titles = mem_alloc((count + 1) * sizeof *columns->titles);
    follow_rules(legend, columns, taken);
    for (columns->count = 0; columns->count < count; columns->count++) {
        size_t i = columns->count;
        columns->titles[i] = make_title(columns, legend, first + i);
        if (taken[i])
            continue;
        enum field field = settle_field(
            legend->naming->mapping, columns, legend->fields[first + i], columns->titles[i]);
        columns->fields[i] = field;
        if (is_single(field))
            columns->where[field] = i + 1;
        if (!columns->spare && field == FIELD_PRIVATE && legend->fields[first + i] == FIELD_NUMBER)
            columns->spare = i + 1;
    }
    columns->cut = first + count < legend->count;
    cut_own(columns);
    for (size_t i = 0; i < columns->count; i++)
        columns->extras += columns->fields[i] == FIELD_EXTRA;
}

/* The field of a column as the user or its title says; letters count only where a title is. */
static enum field stated_field(const struct legend *legend, size_t column, bool *by_title)
{
    const struct mapping *mapping = legend->naming->mapping;
    const char *file = legend->naming->file;
    *by_title = true;
    for (size_t i = 0; i < mapping->rule_count; i++)
        if (mapping_is_for(&mapping->rules[i], file) &&
            is_titled(legend, column, mapping->rules[i].title))
            return mapping->rules[i].field;
    const char *text = titles_at(legend->bottom, column);
    for (size_t i = 0; i < mapping->rule_count; i++) {
        const struct mapping_rule *rule = &mapping->rules[i];
        if (rule->column != (int)column + 1 || !mapping_is_for(rule, file))
            continue;
        *by_title = legend->fields[column] == rule->field;
        if (*text && !titles_has_digit(text))
            return rule->field;
    }
    return legend->fields[column];
}

/* What of a header stands in the columns from `first` up to `end`. */
struct found {
    bool name, number, phone, by_title;
};

static struct found find_keys(const struct legend *legend, size_t first, size_t end)
{
    struct found found = {false};
    for (size_t i = first; i < end; i++) {
        bool by_title;
        enum field field = stated_field(legend, i, &by_title);
        found.name |= field == FIELD_NAME;
        found.number |= field == FIELD_NUMBER;
        found.phone |= field == FIELD_PHONE;
        found.by_title |=
            by_title && (field == FIELD_NAME || field == FIELD_NUMBER || field == FIELD_PHONE);
    }
    return found;
}

static bool is_header(struct found found)
{
    return found.name && (found.number || found.phone) && found.by_title;
}

/* Where the table that starts at `first` ends: before the next name column, with its row numbers,
 * if a table of the same kind starts there. */
static size_t end_of_table(const struct legend *legend, size_t first)
{
    bool named = false, by_title;
    for (size_t i = first; i < legend->count; i++) {
        bool is_name = stated_field(legend, i, &by_title) == FIELD_NAME;
        size_t end = i;
        while (is_name && named && end > first && legend->fields[end - 1] == FIELD_SILENT)
            end--;
        if (is_name && named) {
            struct found left = find_keys(legend, first, end);
            struct found right = find_keys(legend, end, legend->count);
            if (is_header(left) && is_header(right) && (!left.number || right.number))
                return end;
        }
        named |= is_name;
    }
    return legend->count;
}

bool tables_read(struct tables *tables, const struct naming *naming, const struct titles *top,
    const struct titles *bottom)
{
    struct legend legend;
    *tables = (struct tables){.count = 0};
    read_legend(&legend, naming, top, bottom);
    if (!is_header(find_keys(&legend, 0, legend.count)))
        return false;
    for (size_t first = 0; first < legend.count && tables->count < TABLES_MAX;) {
        size_t end = end_of_table(&legend, first);
        read_columns(&tables->items[tables->count++], &legend, first, end - first);
        first = end;
    }
    return true;
}

void tables_place(
    struct tables *tables, const struct naming *naming, const struct titles *titles, size_t count)
{
    static const struct titles none;
    struct legend legend;
    *tables = (struct tables){.count = 1};
    read_legend(&legend, naming, NULL, titles ? titles : &none);
    if (legend.count < count)
        legend.count = count < TITLES_KEPT ? count : TITLES_KEPT;
    read_columns(&tables->items[0], &legend, 0, legend.count);
}

void tables_release(struct tables *tables)
{
    for (size_t i = 0; i < tables->count; i++) {
        struct columns *columns = &tables->items[i];
        for (size_t j = 0; j < columns->count; j++)
            free(columns->titles[j]);
        free(columns->titles);
        free(columns->fields);
    }
    *tables = (struct tables){.count = 0};
}

struct row columns_part(const struct columns *columns, const struct row *row)
{
    size_t first = columns->first < row->count ? columns->first : row->count;
    size_t count = row->count - first;
    if (columns->cut && count > columns->count)
        count = columns->count;
    return (struct row){row->number, row->cells + first, count};
}

int columns_place(const struct columns *columns, enum field field)
{
    return columns->where[field] ? (int)(columns->first + columns->where[field]) : 0;
}
