#include "identity/region.h"

#include <stddef.h>
#include <stdint.h>

enum { FIRST_NUMBERS = 1984 };

/* Sorted by code. */
static const struct {
    int code, from_year, to_year;
} regions[] = {
#include "regions.tsv.h"
};

enum { REGION_COUNT = sizeof regions / sizeof *regions, PREFECTURE = 100 };

/* By the first four digits: one more than the first entry that has them; 0: none has. */
static const uint16_t starts[] = {
#include "regions.tsv.starts.h"
};

/* The first entry of the code; REGION_COUNT: it has none. */
static size_t first_of(int code)
{
    size_t prefecture = (size_t)code / PREFECTURE;
    size_t at = prefecture < sizeof starts / sizeof *starts ? starts[prefecture] : 0;
    if (!at)
        return REGION_COUNT;
    for (at--; at < REGION_COUNT && regions[at].code < code; at++)
        ;
    return at < REGION_COUNT && regions[at].code == code ? at : REGION_COUNT;
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
    size_t first = first_of(code);
    if (first == REGION_COUNT)
        return first_of(code / 10000 * 10000) < REGION_COUNT ? REGION_UNLISTED : REGION_NO_PROVINCE;
    int year = birth_year < FIRST_NUMBERS ? FIRST_NUMBERS : birth_year;
    for (size_t at = first; at < REGION_COUNT && regions[at].code == code; at++)
        if (regions[at].from_year <= year && year < regions[at].to_year)
            return REGION_IN_FORCE;
    if (years)
        *years = other_years(first, code, year);
    return REGION_OTHER_YEARS;
}
