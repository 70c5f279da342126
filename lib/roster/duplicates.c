#include "roster/duplicates.h"

#include "identity/resident.h"
#include <string.h>

/* What the number is kept under, and its length. */
static const char *key_of(const char *number, char longer[RESIDENT_LEN + 1], size_t *len)
{
    *len = strlen(number);
    if (*len != RESIDENT_OLD_LEN)
        return number; // nearly every one
    number = resident_key(number, longer);
    *len = strlen(number);
    return number;
}

static bool same_number(const void *items, uint32_t item, const char *key, size_t len)
{
    const struct crew *crew = items;
    char longer[RESIDENT_LEN + 1];
    if (crew->members[item].dropped)
        return false;
    size_t its_len;
    const char *number = key_of(crew_number(crew, item), longer, &its_len);
    return its_len == len && !memcmp(number, key, len);
}

uint32_t duplicates_find(
    const struct duplicates *duplicates, const struct crew *crew, const char *number)
{
    char longer[RESIDENT_LEN + 1];
    size_t len;
    const char *key = key_of(number, longer, &len);
    return index_find(&duplicates->numbers, key, len, same_number, crew);
}

void duplicates_expect(const struct duplicates *duplicates, const char *number)
{
    index_expect(&duplicates->numbers, number, strlen(number));
}

void duplicates_add(struct duplicates *duplicates, const struct crew *crew, size_t member)
{
    char longer[RESIDENT_LEN + 1];
    size_t len;
    const char *key = key_of(crew_number(crew, member), longer, &len);
    index_add(&duplicates->numbers, key, len, (uint32_t)member);
}

void duplicates_release(struct duplicates *duplicates)
{
    index_release(&duplicates->numbers);
}
