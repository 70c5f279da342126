#include "base/index.h"

#include "base/mem.h"
#include <stdlib.h>

struct index_slot {
    uint32_t hash;
    uint32_t item_plus_one; // item + 1; 0: free
};

/* FNV-1a, folded to 32 bits. */
static uint32_t hash_of(const char *key, size_t len)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (unsigned char)key[i]) * UINT64_C(1099511628211);
    return (uint32_t)(hash ^ hash >> 32);
}

void index_release(struct index *index)
{
    free(index->slots);
    *index = (struct index){0};
}

uint32_t index_find(
    const struct index *index, const char *key, size_t len, index_same *same, const void *items)
{
    if (!index->capacity)
        return INDEX_NONE;
    uint32_t hash = hash_of(key, len);
    size_t mask = index->capacity - 1;
    for (size_t i = hash & mask; index->slots[i].item_plus_one; i = (i + 1) & mask) {
        uint32_t item = index->slots[i].item_plus_one - 1;
        if (index->slots[i].hash == hash && same(items, item, key, len))
            return item;
    }
    return INDEX_NONE;
}

static void put(struct index *index, struct index_slot slot)
{
    size_t mask = index->capacity - 1;
    size_t i = slot.hash & mask;
    while (index->slots[i].item_plus_one)
        i = (i + 1) & mask;
    index->slots[i] = slot;
}

static void grow(struct index *index)
{
    struct index old = *index;
    index->capacity = old.capacity ? old.capacity * 2 : 256;
    index->slots = mem_alloc(index->capacity * sizeof *index->slots);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.slots[i].item_plus_one)
            put(index, old.slots[i]);
    free(old.slots);
}

void index_add(struct index *index, const char *key, size_t len, uint32_t item)
{
    if (index->count * 2 >= index->capacity)
        grow(index);
    put(index, (struct index_slot){hash_of(key, len), item + 1});
    index->count++;
}
