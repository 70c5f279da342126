#include "check/intents.h"

#include "base/mem.h"
#include <stdlib.h>
#include <string.h>

static bool same_key(const void *items, uint32_t item, const char *key, size_t len)
{
    const struct intents *intents = items;
    const struct intents_row *row = &intents->rows[item / INTENTS_ROW];
    return !memcmp(row->keys[item % INTENTS_ROW], key, len);
}

static uint32_t place_of(const struct intents *intents, const unsigned char *key)
{
    return index_find(&intents->index, (const char *)key, LEDGER_KEY_BYTES, same_key, intents);
}

struct intents_row *intents_find(struct intents *intents, const unsigned char *key)
{
    uint32_t place = intents->index.count ? place_of(intents, key) : INDEX_NONE;
    return place == INDEX_NONE ? NULL : &intents->rows[place / INTENTS_ROW];
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? !strcmp(a, b) : a == b;
}

static bool fits(const struct intents_row *row, const struct ledger_asking *asking, time_t now)
{
    return row->id && !row->written && row->count < INTENTS_ROW && row->asking == asking->asking &&
           row->asked_at == now && same_text(row->profile, asking->profile) &&
           same_text(row->version, asking->profile_version);
}

static size_t find_free(const struct intents *intents)
{
    size_t i = 0;
    while (i < intents->count && intents->rows[i].id)
        i++;
    return i;
}

static struct intents_row *begin_row(
    struct intents *intents, const struct ledger_asking *asking, time_t now)
{
    size_t i = find_free(intents);
    if (i == INTENTS_MAX)
        return NULL;
    if (i == intents->count) {
        intents->rows = mem_grow(intents->rows, i, &intents->capacity, sizeof *intents->rows);
        intents->rows[intents->count++] = (struct intents_row){0};
    }
    intents->rows[i] = (struct intents_row){.id = ++intents->last_id,
        .asking = asking->asking,
        .asked_at = now,
        .profile = mem_text(asking->profile),
        .version = mem_text(asking->profile_version)};
    intents->last = i;
    return &intents->rows[i];
}

static struct intents_row *row_for(
    struct intents *intents, const struct ledger_asking *asking, time_t now)
{
    if (intents->last < intents->count && fits(&intents->rows[intents->last], asking, now))
        return &intents->rows[intents->last];
    for (size_t i = 0; i < intents->count; i++)
        if (fits(&intents->rows[i], asking, now)) {
            intents->last = i;
            return &intents->rows[i];
        }
    return begin_row(intents, asking, now);
}

bool intents_add(struct intents *intents, const struct ledger_asking *asking, time_t now)
{
    struct intents_row *row = row_for(intents, asking, now);
    if (!row)
        return false;
    if (row->count == row->capacity) {
        row->keys = mem_grow(row->keys, row->count, &row->capacity, sizeof *row->keys);
        row->open = mem_resize(row->open, row->capacity, sizeof *row->open);
    }
    size_t place = (size_t)(row - intents->rows) * INTENTS_ROW + row->count;
    memcpy(row->keys[row->count], asking->key, LEDGER_KEY_BYTES);
    row->open[row->count++] = true;
    row->open_count++;
    row->changed = true;
    index_add(&intents->index, (const char *)asking->key, LEDGER_KEY_BYTES, (uint32_t)place);
    return true;
}

void intents_remove(struct intents *intents, const unsigned char *key)
{
    uint32_t place = place_of(intents, key);
    struct intents_row *row = &intents->rows[place / INTENTS_ROW];
    index_remove(&intents->index, (const char *)key, LEDGER_KEY_BYTES, same_key, intents);
    row->open[place % INTENTS_ROW] = false;
    row->open_count--;
    row->changed = true;
}

void intents_keys(const struct intents_row *row, struct buf *keys)
{
    buf_cut(keys, 0);
    for (size_t i = 0; i < row->count; i++)
        if (row->open[i])
            buf_add(keys, row->keys[i], LEDGER_KEY_BYTES);
}

void intents_clear(struct intents_row *row)
{
    free(row->profile);
    free(row->version);
    free(row->keys);
    free(row->open);
    *row = (struct intents_row){0};
}

void intents_release(struct intents *intents)
{
    for (size_t i = 0; i < intents->count; i++)
        intents_clear(&intents->rows[i]);
    free(intents->rows);
    index_release(&intents->index);
    *intents = (struct intents){0};
}
