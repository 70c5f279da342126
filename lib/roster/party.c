#include "roster/party.h"

#include "base/mem.h"
#include <stdlib.h>

enum { TEXTS = 5 };

static void make_key(struct buf *key, const struct worker *worker)
{
    const char *const texts[TEXTS] = {
        worker->document.type, worker->agency, worker->shuttle, worker->grid, worker->enterprise};
    size_t lens[TEXTS], room = TEXTS;
    for (int i = 0; i < TEXTS; i++)
        room += lens[i] = texts[i] ? strlen(texts[i]) : 0;
    buf_clear(key);
    char *to = buf_extend(key, room);
    for (int i = 0; i < TEXTS; i++) {
        if (lens[i])
            to = mempcpy(to, texts[i], lens[i]);
        *to++ = '\0';
    }
}

static bool same_party(const void *items, uint32_t item, const char *key, size_t len)
{
    const struct party *party = &((const struct parties *)items)->items[item];
    return party->len == len && !memcmp(party->key, key, len);
}

/* NULL for an empty one. */
static const char *take(const char **at)
{
    const char *text = *at;
    *at += strlen(text) + 1;
    return *text ? text : NULL;
}

static struct party make_party(const struct buf *key)
{
    struct party party = {.key = mem_text_n(key->data, key->len), .len = key->len};
    const char *at = party.key;
    party.type = take(&at);
    party.agency = take(&at);
    party.shuttle = take(&at);
    party.grid = take(&at);
    party.enterprise = take(&at);
    return party;
}

uint32_t party_of(struct parties *parties, const struct worker *worker)
{
    struct buf *key = &parties->key;
    make_key(key, worker);
    uint32_t found = index_find(&parties->index, key->data, key->len, same_party, parties);
    if (found != INDEX_NONE)
        return found;
    uint32_t added = (uint32_t)parties->count++;
    parties->items = mem_grow(parties->items, added, &parties->capacity, sizeof *parties->items);
    parties->items[added] = make_party(key);
    index_add(&parties->index, key->data, key->len, added);
    return added;
}

void party_read(const struct parties *parties, uint32_t party, struct worker *worker)
{
    const struct party *its = &parties->items[party];
    worker->document.type = its->type;
    worker->agency = its->agency;
    worker->shuttle = its->shuttle;
    worker->grid = its->grid;
    worker->enterprise = its->enterprise;
}

void parties_release(struct parties *parties)
{
    for (size_t i = 0; i < parties->count; i++)
        free(parties->items[i].key);
    free(parties->items);
    index_release(&parties->index);
    buf_release(&parties->key);
    *parties = (struct parties){0};
}
