/* Finds the items of an array by a key: a hash table of item numbers. The items and their keys stay
 * with the caller. */
#ifndef BASE_INDEX_H
#define BASE_INDEX_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define INDEX_NONE UINT32_MAX

struct index_slot;

struct index {
    struct index_slot *slots; // owns
    size_t capacity, count;
    uint64_t seed; // random, so that nobody can choose keys that share a slot
};

/* Whether the item's key is `key`. */
typedef bool index_same(const void *items, uint32_t item, const char *key, size_t len);

void index_release(struct index *index);
uint32_t index_find(const struct index *index, const char *key, size_t len, index_same *same,
    const void *items); // INDEX_NONE: not there

/* Starts to fetch from memory what a look-up of this key will need; no more than a hint. */
void index_expect(const struct index *index, const char *key, size_t len);

void index_add(struct index *index, const char *key, size_t len, uint32_t item); // not there before
void index_remove(struct index *index, const char *key, size_t len, index_same *same,
    const void *items); // whether or not it is there; before the item changes
#endif
