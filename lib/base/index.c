#include "base/index.h"

#include "base/hash.h"
#include "base/mem.h"
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

struct index_slot {
    uint32_t hash;
    uint32_t item_plus_one; // item + 1; 0: free
};

static uint32_t hash_of(const struct index *index, const char *key, size_t len)
{
    return (uint32_t)hash_bytes(index->seed, key, len);
}

void index_release(struct index *index)
{
    free(index->slots);
    *index = (struct index){0};
}

/* NULL: not there. */
static struct index_slot *find_slot(
    const struct index *index, const char *key, size_t len, index_same *same, const void *items)
{
    if (!index->capacity)
        return NULL;
    uint32_t hash = hash_of(index, key, len);
    size_t mask = index->capacity - 1;
    for (size_t i = hash & mask; index->slots[i].item_plus_one; i = (i + 1) & mask) {
        struct index_slot *slot = &index->slots[i];
        if (slot->hash == hash && same(items, slot->item_plus_one - 1, key, len))
            return slot;
    }
    return NULL;
}

uint32_t index_find(
    const struct index *index, const char *key, size_t len, index_same *same, const void *items)
{
    const struct index_slot *slot = find_slot(index, key, len, same, items);
    return slot ? slot->item_plus_one - 1 : INDEX_NONE;
}

void index_expect(const struct index *index, const char *key, size_t len)
{
    if (index->capacity)
        __builtin_prefetch(&index->slots[hash_of(index, key, len) & (index->capacity - 1)]);
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
    if (!old.capacity && getrandom(&index->seed, sizeof index->seed, GRND_NONBLOCK) < 0)
        index->seed = (uintptr_t)index; // early in a boot
    index->capacity = old.capacity ? old.capacity * 2 : 256;
    // Zeroed by hand: of pages that calloc maps, each would be faulted in twice, to look and to
    // put.
    index->slots = mem_resize(NULL, index->capacity, sizeof *index->slots);
    memset(index->slots, 0, index->capacity * sizeof *index->slots);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.slots[i].item_plus_one)
            put(index, old.slots[i]);
    free(old.slots);
}

void index_add(struct index *index, const char *key, size_t len, uint32_t item)
{
    if (index->count * 2 >= index->capacity)
        grow(index);
    put(index, (struct index_slot){hash_of(index, key, len), item + 1});
    index->count++;
}

/* Those behind the gap that stand there only because of who was before them move up. */
void index_remove(
    struct index *index, const char *key, size_t len, index_same *same, const void *items)
{
    struct index_slot *slot = find_slot(index, key, len, same, items);
    if (!slot)
        return;
    size_t mask = index->capacity - 1, gap = (size_t)(slot - index->slots);
    for (size_t i = (gap + 1) & mask; index->slots[i].item_plus_one; i = (i + 1) & mask) {
        size_t own = index->slots[i].hash & mask;
        if (((i - own) & mask) < ((i - gap) & mask))
            continue;
        index->slots[gap] = index->slots[i];
        gap = i;
    }
    index->slots[gap].item_plus_one = 0;
    index->count--;
}
