#include "identity/region.h"

#include <stdbool.h>
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

/* The nearest years before or after `year` in which the code of the entries was in force. */
static struct region_years other_years(size_t at, int code, int year)
{
    struct region_years years = {0};
    for (; at < REGION_COUNT && regions[at].code == code; at++) {
        if (regions[at].to_year <= year)
            years.until = regions[at].to_year;
        else if (!years.from)
            years.from = regions[at].from_year;
    }
    if (years.until)
        years.from = 0;
    return years;
}

enum region region_find(int code, int birth_year, struct region_years *years)
{
    size_t first = lower_bound(code);
    if (first == REGION_COUNT || regions[first].code != code) {
        int province = code / 10000 * 10000;
        size_t at = lower_bound(province);
        bool known = at < REGION_COUNT && regions[at].code == province;
        return known ? REGION_UNLISTED : REGION_NO_PROVINCE;
    }
    int year = birth_year < FIRST_NUMBERS ? FIRST_NUMBERS : birth_year;
    for (size_t at = first; at < REGION_COUNT && regions[at].code == code; at++)
        if (regions[at].from_year <= year && year < regions[at].to_year)
            return REGION_IN_FORCE;
    if (years)
        *years = other_years(first, code, year);
    return REGION_OTHER_YEARS;
}
