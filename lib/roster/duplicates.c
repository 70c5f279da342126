#include "roster/duplicates.h"

#include "identity/resident.h"
#include <string.h>

static bool same_number(const void *items, uint32_t item, const char *key, size_t len)
{
    const struct crew *crew = items;
    char longer[RESIDENT_LEN + 1];
    if (crew->members[item].dropped)
        return false;
    const char *number = resident_key(crew_number(crew, item), longer);
    return !strncmp(number, key, len) && !number[len];
}

uint32_t duplicates_find(
    const struct duplicates *duplicates, const struct crew *crew, const char *number)
{
    char longer[RESIDENT_LEN + 1];
    const char *key = resident_key(number, longer);
    return index_find(&duplicates->numbers, key, strlen(key), same_number, crew);
}

void duplicates_expect(const struct duplicates *duplicates, const char *number)
{
    index_expect(&duplicates->numbers, number, strlen(number));
}

void duplicates_add(struct duplicates *duplicates, const struct crew *crew, size_t member)
{
    char longer[RESIDENT_LEN + 1];
    const char *key = resident_key(crew_number(crew, member), longer);
    index_add(&duplicates->numbers, key, strlen(key), (uint32_t)member);
}

void duplicates_release(struct duplicates *duplicates)
{
    index_release(&duplicates->numbers);
}
