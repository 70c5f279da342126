#include "table/strings.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "table/table.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { STRINGS_MAX = 5000000 };

struct reading {
    struct strings *strings;
    struct rich rich;
    size_t start; // of the item that is read
    bool item;
};

void rich_start(struct rich *rich, const char *name)
{
    if (!strcmp(name, "rPh"))
        rich->phonetic++;
    else if (!strcmp(name, "t"))
        rich->text = !rich->phonetic;
}

void rich_end(struct rich *rich, const char *name)
{
    if (!strcmp(name, "rPh"))
        rich->phonetic--;
    else if (!strcmp(name, "t"))
        rich->text = false;
}

/* The character of an `_xHHHH_` at `text`, or -1; surrogates are left as they are. */
static long escaped(const char *text, size_t len)
{
    if (len < 7 || text[1] != 'x' || text[6] != '_')
        return -1;
    for (int i = 2; i < 6; i++)
        if (!isxdigit((unsigned char)text[i]))
            return -1;
    long character = strtol((char[]){text[2], text[3], text[4], text[5], 0}, NULL, 16);
    return character >= 0xD800 && character <= 0xDFFF ? -1 : character;
}

size_t strings_unescape(char *text, size_t len)
{
    if (!memmem(text, len, "_x", 2))
        return len;
    char *to = text;
    struct buf character = {0};
    for (size_t i = 0; i < len;) {
        long code = text[i] == '_' ? escaped(text + i, len - i) : -1;
        if (code < 0) {
            *to++ = text[i++];
            continue;
        }
        i += 7;
        if (!code)
            continue;
        buf_clear(&character);
        text_put(&character, (uint32_t)code);
        memcpy(to, character.data, character.len);
        to += character.len;
    }
    buf_release(&character);
    return (size_t)(to - text);
}

static int on_start(void *context, const char *name, const char *const *attributes, struct err *err)
{
    (void)attributes, (void)err;
    struct reading *reading = context;
    if (!strcmp(name, "si")) {
        reading->item = true;
        reading->start = reading->strings->text.len;
        reading->rich = (struct rich){0};
    } else {
        rich_start(&reading->rich, name);
    }
    return 0;
}

static void on_text(void *context, const char *text, size_t len)
{
    struct reading *reading = context;
    if (reading->item && reading->rich.text)
        buf_add(&reading->strings->text, text, len);
}

static int on_end(void *context, const char *name, struct err *err)
{
    struct reading *reading = context;
    struct strings *strings = reading->strings;
    if (strcmp(name, "si")) {
        rich_end(&reading->rich, name);
        return 0;
    }
    reading->item = false;
    if (strings->count == STRINGS_MAX)
        return err_set(err, STATUS_INPUT, "xlsx.strings",
            _("the workbook holds more than 5 million different texts; split it into several "
              "files"));
    size_t start = reading->start, len = strings->text.len - start;
    if (len > TABLE_CELL_MAX)
        return err_set(err, STATUS_INPUT, "xlsx.cell",
            _("a cell is longer than 1 MiB; is this really a table of people?"));
    if (len)
        buf_cut(&strings->text, start + strings_unescape(strings->text.data + start, len));
    buf_add(&strings->text, "", 1);
    strings->starts =
        mem_grow(strings->starts, strings->count, &strings->capacity, sizeof *strings->starts);
    strings->starts[strings->count++] = (uint32_t)start;
    return 0;
}

int strings_read(
    struct strings *strings, struct archive *archive, const char *part, struct err *err)
{
    struct reading reading = {.strings = strings};
    const struct part_events events = {&reading, on_start, on_end, on_text};
    return archive_read(archive, part, TABLE_PART_MAX, &events, err);
}

const char *strings_at(const struct strings *strings, size_t index)
{
    return index < strings->count ? strings->text.data + strings->starts[index] : NULL;
}

void strings_release(struct strings *strings)
{
    buf_release(&strings->text);
    free(strings->starts);
    *strings = (struct strings){0};
}
