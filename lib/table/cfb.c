#include "table/cfb.h"

#include "base/mem.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum {
    HEADER = 512,
    ENTRY = 128,
    HEADER_TABLES = 109, // sectors of the table that the header names
    ENTRIES_MAX = 10000,
};
static const uint32_t sector_last = 0xFFFFFFFA; // sectors from here on are none
static const uint32_t entry_none = 0xFFFFFFFF;

static uint32_t get16(const void *at)
{
    const unsigned char *b = at;
    return b[0] | (uint32_t)b[1] << 8;
}

static uint32_t get32(const void *at)
{
    const unsigned char *b = at;
    return get16(b) | get16(b + 2) << 16;
}

bool cfb_is(const void *bytes, size_t len)
{
    return len >= 8 && !memcmp(bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
}

/* The bytes of a sector that the file holds; the last one may be cut short. */
static size_t sector_at(const struct cfb *cfb, uint32_t sector, const unsigned char **bytes)
{
    size_t start = ((size_t)sector + 1) * cfb->sector;
    if (sector >= sector_last || start >= cfb->len)
        return 0;
    *bytes = cfb->bytes + start;
    return cfb->len - start < cfb->sector ? cfb->len - start : cfb->sector;
}

static int add_table(struct cfb *cfb, uint32_t sector)
{
    const unsigned char *bytes = NULL;
    size_t per = cfb->sector / 4;
    if (sector_at(cfb, sector, &bytes) < cfb->sector ||
        cfb->next_count * cfb->sector > cfb->len * 2 + cfb->sector * per)
        return -1;
    cfb->next = mem_resize(cfb->next, cfb->next_count + per, sizeof *cfb->next);
    for (size_t i = 0; i < per; i++)
        cfb->next[cfb->next_count++] = get32(bytes + 4 * i);
    return 0;
}

/* Which sector follows which: its sectors are named in the header and then in a chain. */
static int read_tables(struct cfb *cfb)
{
    uint32_t tables = get32(cfb->bytes + 44), more = get32(cfb->bytes + 68), done = 0;
    for (; done < HEADER_TABLES && done < tables; done++)
        if (add_table(cfb, get32(cfb->bytes + 76 + 4 * done)))
            return -1;
    while (done < tables) {
        const unsigned char *bytes = NULL;
        size_t names = cfb->sector / 4 - 1;
        if (sector_at(cfb, more, &bytes) < cfb->sector)
            return -1;
        for (size_t i = 0; i < names && done < tables; i++, done++)
            if (add_table(cfb, get32(bytes + 4 * i)))
                return -1;
        more = get32(bytes + 4 * names);
    }
    return 0;
}

/* Appends a chain of sectors: `size` bytes, or all of it when that is SIZE_MAX. */
static int read_chain(const struct cfb *cfb, uint32_t sector, size_t size, struct buf *out)
{
    size_t left = size;
    for (size_t seen = 0; left && sector < sector_last; seen++) {
        const unsigned char *bytes = NULL;
        size_t len = sector_at(cfb, sector, &bytes);
        if (!len || seen > cfb->next_count || sector >= cfb->next_count)
            return -1;
        if (len < cfb->sector && left > len)
            return -1;
        len = left < len ? left : len;
        buf_add(out, bytes, len);
        left -= len;
        sector = cfb->next[sector];
    }
    return size != SIZE_MAX && left ? -1 : 0;
}

static int read_small(const struct cfb *cfb, uint32_t sector, size_t size, struct buf *out)
{
    while (size) {
        size_t start = (size_t)sector * cfb->small_sector;
        size_t len = size < cfb->small_sector ? size : cfb->small_sector;
        if (sector >= sector_last || start + len > cfb->small.len || sector >= cfb->map.len / 4)
            return -1;
        buf_add(out, cfb->small.data + start, len);
        size -= len;
        sector = get32(cfb->map.data + 4 * (size_t)sector);
    }
    return 0;
}

static const unsigned char *entry_at(const struct cfb *cfb, uint32_t number)
{
    return (const unsigned char *)cfb->folder.data + (size_t)number * ENTRY;
}

/* What the root names and their brothers, so that what lies in an embedded object is not found. */
static int list_top(struct cfb *cfb)
{
    size_t count = cfb->folder.len / ENTRY;
    if (!count || count > ENTRIES_MAX)
        return -1;
    bool *seen = mem_alloc(count);
    cfb->entries = mem_alloc(count * sizeof *cfb->entries);
    uint32_t found[] = {get32(entry_at(cfb, 0) + 76), entry_none};
    for (size_t done = 0;; done++) {
        for (size_t i = 0; i < 2; i++) {
            if (found[i] >= count || seen[found[i]])
                continue;
            seen[found[i]] = true;
            cfb->entries[cfb->entry_count++] = found[i];
        }
        if (done == cfb->entry_count)
            break;
        const unsigned char *entry = entry_at(cfb, cfb->entries[done]);
        found[0] = get32(entry + 68);
        found[1] = get32(entry + 72);
    }
    free(seen);
    return 0;
}

int cfb_open(struct cfb *cfb, const void *bytes, size_t len)
{
    *cfb = (struct cfb){.bytes = bytes, .len = len};
    if (len < HEADER || !cfb_is(bytes, len))
        return -1;
    uint32_t shift = get16(cfb->bytes + 30), small_shift = get16(cfb->bytes + 32);
    if ((shift != 9 && shift != 12) || small_shift != 6)
        return -1;
    cfb->sector = (size_t)1 << shift;
    cfb->small_sector = (size_t)1 << small_shift;
    cfb->small_below = get32(cfb->bytes + 56);
    if (read_tables(cfb) || read_chain(cfb, get32(cfb->bytes + 48), SIZE_MAX, &cfb->folder) ||
        list_top(cfb))
        return -1;
    const unsigned char *root = entry_at(cfb, 0);
    if (read_chain(cfb, get32(cfb->bytes + 60), SIZE_MAX, &cfb->map) ||
        (cfb->map.len && read_chain(cfb, get32(root + 116), get32(root + 120), &cfb->small)))
        return -1;
    return 0;
}

void cfb_release(struct cfb *cfb)
{
    free(cfb->next);
    free(cfb->entries);
    buf_release(&cfb->folder);
    buf_release(&cfb->small);
    buf_release(&cfb->map);
    *cfb = (struct cfb){0};
}

static bool has_name(const unsigned char *entry, const char *name)
{
    size_t len = strlen(name);
    if (get16(entry + 64) != 2 * (len + 1))
        return false;
    for (size_t i = 0; i < len; i++)
        if (entry[2 * i + 1] || tolower(entry[2 * i]) != tolower((unsigned char)name[i]))
            return false;
    return true;
}

static const unsigned char *find(const struct cfb *cfb, const char *name)
{
    for (size_t i = 0; i < cfb->entry_count; i++)
        if (has_name(entry_at(cfb, cfb->entries[i]), name))
            return entry_at(cfb, cfb->entries[i]);
    return NULL;
}

bool cfb_has(const struct cfb *cfb, const char *name)
{
    return find(cfb, name) != NULL;
}

int cfb_read(const struct cfb *cfb, const char *name, struct buf *out)
{
    const unsigned char *entry = find(cfb, name);
    if (!entry)
        return -1;
    uint32_t first = get32(entry + 116), size = get32(entry + 120);
    if (size > cfb->len)
        return -1;
    return size < cfb->small_below ? read_small(cfb, first, size, out)
                                   : read_chain(cfb, first, size, out);
}
