#include "roster/known.h"

#include "base/mem.h"
#include "identity/resident.h"
#include <stdlib.h>
#include <string.h>

struct known_key {
    size_t at; // in known.texts
    uint32_t item;
    bool has_number;
};

static bool same_key(const void *items, uint32_t item, const char *key, size_t len)
{
    const struct known *known = items;
    const char *text = known->texts.data + known->keys[item].at;
    return strlen(text) == len && !memcmp(text, key, len);
}

/* The three keys start differently, so that none is taken for another. */
static void make_person(struct buf *key, const struct worker *worker)
{
    const struct document *document = &worker->document;
    const char *last4 = document->last4;
    if (document->number) {
        size_t len = strlen(document->number);
        last4 = document->number + (len > 4 ? len - 4 : 0);
    }
    buf_printf(key, "p%s\n%s\n%s\n%s", worker->name, worker->birth ? worker->birth : "",
        document->type, last4 ? last4 : "");
}

static void make_key(struct buf *key, char kind, const char *text)
{
    buf_clear(key);
    buf_add_char(key, kind);
    buf_add_text(key, text);
}

static uint32_t find(const struct known *known, const struct buf *key)
{
    return index_find(&known->index, key->data, key->len, same_key, known);
}

static void add(struct known *known, const struct buf *key, uint32_t item, bool has_number)
{
    if (find(known, key) != INDEX_NONE)
        return;
    known->keys =
        mem_grow(known->keys, known->key_count, &known->key_capacity, sizeof *known->keys);
    known->keys[known->key_count] = (struct known_key){known->texts.len, item, has_number};
    buf_add(&known->texts, key->data, key->len + 1);
    index_add(&known->index, key->data, key->len, (uint32_t)known->key_count++);
}

void known_add(struct known *known, const struct worker *worker, uint32_t item)
{
    const struct document *document = &worker->document;
    char longer[RESIDENT_LEN + 1];
    struct buf key = {0};
    if (document->number) {
        make_key(&key, 'n', resident_key(document->number, longer));
        add(known, &key, item, true);
    }
    if (document->key) {
        make_key(&key, 'k', document->key);
        add(known, &key, item, document->number);
    }
    buf_clear(&key);
    make_person(&key, worker);
    add(known, &key, item, document->number);
    buf_release(&key);
}

uint32_t known_find(struct known *known, const struct worker *worker)
{
    const struct document *document = &worker->document;
    char longer[RESIDENT_LEN + 1];
    struct buf key = {0};
    uint32_t found = INDEX_NONE;
    if (document->number) {
        make_key(&key, 'n', resident_key(document->number, longer));
        found = find(known, &key);
    }
    if (found == INDEX_NONE && document->key) {
        make_key(&key, 'k', document->key);
        found = find(known, &key);
    }
    if (found == INDEX_NONE) {
        buf_clear(&key);
        make_person(&key, worker);
        found = find(known, &key);
        if (found != INDEX_NONE && document->number && known->keys[found].has_number)
            found = INDEX_NONE; // two numbers are two people
    }
    buf_release(&key);
    return found == INDEX_NONE ? INDEX_NONE : known->keys[found].item;
}

void known_release(struct known *known)
{
    index_release(&known->index);
    buf_release(&known->texts);
    free(known->keys);
    *known = (struct known){0};
}
