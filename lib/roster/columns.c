#include "roster/columns.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *field, *title;
} synonyms[] = {
#include "headers.tsv.h"
};

enum { SYNONYM_COUNT = sizeof synonyms / sizeof *synonyms };

static const struct {
    const char *name;
    enum field field;
} fields[] = {
    {"name", FIELD_NAME},
    {"id_no", FIELD_NUMBER},
    {"id_type", FIELD_TYPE},
    {"sex", FIELD_SEX},
    {"birth", FIELD_BIRTH},
    {"phone", FIELD_PHONE},
    {"agency", FIELD_AGENCY},
    {"plate", FIELD_PLATE},
    {"bus", FIELD_BUS},
    {"grid", FIELD_GRID},
    {"client", FIELD_ENTERPRISE},
    {"row_no", FIELD_SILENT},
    {"age", FIELD_AGE},
    {"ethnic", FIELD_PRIVATE},
    {"marital", FIELD_PRIVATE},
    {"edu", FIELD_PRIVATE},
    {"health", FIELD_PRIVATE},
    {"bank_no", FIELD_PRIVATE},
    {"bank_name", FIELD_PRIVATE},
    {"hukou_addr", FIELD_PRIVATE},
    {"cur_addr", FIELD_PRIVATE},
    {"native_place", FIELD_PRIVATE},
    {"wechat", FIELD_PRIVATE},
    {"wage", FIELD_PRIVATE},
};

static enum field field_named(const char *name)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (!strcmp(fields[i].name, name))
            return fields[i].field;
    return FIELD_EXTRA;
}

/* Appends the title without spaces, stars and colons, in lower case: "* 姓 名：" is "姓名". */
static void normalise(const char *title, struct buf *out)
{
    struct buf folded = {0};
    text_fold(&folded, title, strlen(title));
    for (const char *c = buf_text(&folded); *c; c++)
        if (!strchr(" *:", *c))
            buf_add_char(out, *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c);
    buf_release(&folded);
}

static bool same_name(const void *items, uint32_t item, const char *key, size_t len)
{
    const struct headers *headers = items;
    return strlen(headers->names[item]) == len && !memcmp(headers->names[item], key, len);
}

void headers_init(struct headers *headers)
{
    *headers = (struct headers){0};
    headers->names = mem_alloc(SYNONYM_COUNT * sizeof *headers->names);
    for (size_t i = 0; i < SYNONYM_COUNT; i++) {
        struct buf name = {0};
        normalise(synonyms[i].title, &name);
        size_t len = name.len;
        char *text = buf_take(&name);
        headers->names[headers->count++] = text;
        if (index_find(&headers->index, text, len, same_name, headers) == INDEX_NONE)
            index_add(&headers->index, text, len, (uint32_t)i);
    }
}

void headers_lead(struct headers *headers, const char *title)
{
    struct buf name = {0};
    normalise(title, &name);
    headers->leader = buf_take(&name);
}

void headers_release(struct headers *headers)
{
    free(headers->leader);
    for (size_t i = 0; i < headers->count; i++)
        free(headers->names[i]);
    free(headers->names);
    index_release(&headers->index);
    *headers = (struct headers){0};
}

/* The columns that muster adds to rejects, in any language. */
static bool is_own(const struct buf *name)
{
    return !strncmp(buf_text(name), "muster", strlen("muster"));
}

enum field headers_field(const struct headers *headers, const char *title)
{
    struct buf name = {0};
    normalise(title, &name);
    if (headers->leader && !strcmp(buf_text(&name), headers->leader)) {
        buf_release(&name);
        return FIELD_LEADER;
    }
    uint32_t item = index_find(&headers->index, buf_text(&name), name.len, same_name, headers);
    char *bracket = item == INDEX_NONE ? strchr(buf_text(&name), '(') : NULL;
    if (bracket && bracket > name.data) {
        buf_cut(&name, (size_t)(bracket - name.data));
        item = index_find(&headers->index, name.data, name.len, same_name, headers);
    }
    bool own = is_own(&name);
    buf_release(&name);
    if (item == INDEX_NONE)
        return own ? FIELD_OWN : FIELD_EXTRA;
    return field_named(synonyms[item].field);
}

static bool has_title(const struct columns *columns, const char *title)
{
    for (size_t i = 0; i < columns->count; i++)
        if (!strcmp(columns->titles[i], title))
            return true;
    return false;
}

/* The title under which an extra column travels: unique, and never empty. */
static char *make_title(const struct columns *columns, const char *text)
{
    enum { TITLE_BYTES_MAX = 200 };
    struct buf title = {0};
    text_fold(&title, text, strlen(text));
    if (!title.len || title.len > TITLE_BYTES_MAX) {
        buf_clear(&title);
        buf_printf(&title, "column %zu", columns->count + 1);
    }
    size_t len = title.len;
    for (int n = 2; has_title(columns, title.data); n++) {
        buf_cut(&title, len);
        buf_printf(&title, " %d", n);
    }
    return buf_take(&title);
}

static bool is_header(const struct headers *headers, const struct row *row)
{
    bool name = false, key = false;
    for (size_t i = 0; i < row->count; i++) {
        if (!*row->cells[i].text)
            continue;
        enum field field = headers_field(headers, row->cells[i].text);
        name |= field == FIELD_NAME;
        key |= field == FIELD_NUMBER || field == FIELD_PHONE;
    }
    return name && key;
}

static void cut_own(struct columns *columns)
{
    while (columns->count && columns->fields[columns->count - 1] == FIELD_OWN) {
        free(columns->titles[--columns->count]);
        columns->cut = true;
    }
}

bool columns_read(struct columns *columns, const struct headers *headers, const struct row *row)
{
    enum { COLUMNS_KEPT = 256 }; // what lies further right is no roster column
    if (!is_header(headers, row))
        return false;
    *columns = (struct columns){0};
    size_t count = row->count < COLUMNS_KEPT ? row->count : COLUMNS_KEPT;
    columns->fields = mem_alloc(count * sizeof *columns->fields);
    columns->titles = mem_alloc(count * sizeof *columns->titles);
    for (size_t i = 0; i < count; i++) {
        enum field field = headers_field(headers, row->cells[i].text);
        bool known = field != FIELD_EXTRA && field < FIELD_SILENT;
        if (known && columns->where[field])
            field = FIELD_EXTRA; // the second of a kind
        columns->titles[i] = make_title(columns, row->cells[i].text);
        columns->fields[i] = field;
        if (known && field != FIELD_EXTRA)
            columns->where[field] = i + 1;
        columns->count++;
    }
    cut_own(columns);
    return true;
}

struct row columns_row(const struct columns *columns, const struct row *row)
{
    struct row cut = *row;
    if (columns->cut && cut.count > columns->count)
        cut.count = columns->count;
    return cut;
}

void columns_release(struct columns *columns)
{
    for (size_t i = 0; i < columns->count; i++)
        free(columns->titles[i]);
    free(columns->titles);
    free(columns->fields);
    *columns = (struct columns){0};
}
