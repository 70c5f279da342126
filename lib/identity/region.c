#include "identity/region.h"

#include <stddef.h>

enum { FIRST_NUMBERS = 1984 };

/* Sorted by code. */
static const struct {
    int code, from_year, to_year;
} regions[] = {
#include "regions.tsv.h"
};

enum { REGION_COUNT = sizeof regions / sizeof *regions };

/* The first entry whose code is not below `code`. */
static size_t lower_bound(int code)
{
    size_t low = 0, high = REGION_COUNT;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (regions[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

enum region region_find(int code, int birth_year)
{
    int province = code / 10000 * 10000;
    size_t at = lower_bound(province);
    if (at == REGION_COUNT || regions[at].code != province)
        return REGION_NO_PROVINCE;
    at = lower_bound(code);
    if (at == REGION_COUNT || regions[at].code != code)
        return REGION_UNLISTED;
    int year = birth_year < FIRST_NUMBERS ? FIRST_NUMBERS : birth_year;
    for (; at < REGION_COUNT && regions[at].code == code; at++)
        if (regions[at].from_year <= year && year < regions[at].to_year)
            return REGION_IN_FORCE;
    return REGION_OTHER_YEARS;
}
