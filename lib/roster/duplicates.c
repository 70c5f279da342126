#include "roster/duplicates.h"

#include <string.h>

static bool same_number(const void *items, uint32_t item, const char *key, size_t len)
{
    const struct crew *crew = items;
    const char *number = crew_number(crew, item);
    return !crew->members[item].dropped && !strncmp(number, key, len) && !number[len];
}

uint32_t duplicates_find(
    const struct duplicates *duplicates, const struct crew *crew, const char *number)
{
    return index_find(&duplicates->numbers, number, strlen(number), same_number, crew);
}

void duplicates_expect(const struct duplicates *duplicates, const char *number)
{
    index_expect(&duplicates->numbers, number, strlen(number));
}

void duplicates_add(struct duplicates *duplicates, const struct crew *crew, size_t member)
{
    const char *number = crew_number(crew, member);
    index_add(&duplicates->numbers, number, strlen(number), (uint32_t)member);
}

void duplicates_release(struct duplicates *duplicates)
{
    index_release(&duplicates->numbers);
}
