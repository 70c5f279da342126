#include "table/value.h"

#include "table/strings.h"
#include <ctype.h>
#include <string.h>

enum value_kind value_kind(const char *type)
{
    static const struct {
        const char *type;
        enum value_kind kind;
    } kinds[] = {{"s", VALUE_SHARED}, {"str", VALUE_STRING}, {"inlineStr", VALUE_STRING},
        {"b", VALUE_BOOLEAN}, {"e", VALUE_ERROR}, {"d", VALUE_DATE}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(type, kinds[i].type))
            return kinds[i].kind;
    return VALUE_NUMBER;
}

static bool is_number(const char *text)
{
    return isdigit((unsigned char)text[strspn(text, "+-.")]) &&
           !text[strspn(text, "0123456789+-.eE")];
}

/* The T becomes a space, and a time of midnight goes. */
static void tidy_date(struct buf *text, size_t start)
{
    char *clock = strchr(text->data + start, 'T');
    if (!clock)
        return;
    *clock = ' ';
    size_t len = 1 + strspn(clock + 1, "0123456789:");
    buf_cut(text, (size_t)(clock - text->data) + (strncmp(clock, " 00:00:00", 9) ? len : 0));
}

static enum cell_type read_number(
    struct buf *text, size_t start, size_t format, const struct styles *styles)
{
    if (!is_number(text->data + start))
        return CELL_TEXT;
    if (!styles_is_date(styles, format))
        return CELL_NUMBER;
    struct buf date = {0};
    bool written = styles_write_date(styles, text->data + start, &date);
    if (written) {
        buf_cut(text, start);
        buf_add(text, date.data, date.len);
    }
    buf_release(&date);
    return written ? CELL_DATE : CELL_NUMBER;
}

enum cell_type value_read(struct buf *text, size_t start, enum value_kind kind, size_t format,
    const struct styles *styles)
{
    char *stored = text->data + start;
    switch (kind) {
    case VALUE_STRING:
        buf_cut(text, start + strings_unescape(stored, text->len - start));
        return CELL_TEXT;
    case VALUE_BOOLEAN: {
        bool yes = *stored == '1' || *stored == 't';
        buf_cut(text, start);
        buf_add_text(text, yes ? "TRUE" : "FALSE");
        return CELL_BOOLEAN;
    }
    case VALUE_ERROR:
        return CELL_ERROR;
    case VALUE_DATE:
        tidy_date(text, start);
        return CELL_DATE;
    default:
        return read_number(text, start, format, styles);
    }
}
