#include "identity/country.h"

#include <stddef.h>
#include <string.h>

enum { CODE_LEN = 3 };

static const struct {
    const char *number, *letters;
} countries[] = {
#include "countries.tsv.h"
};

enum { COUNTRY_COUNT = sizeof countries / sizeof *countries };

bool country_has_number(const char *code)
{
    for (size_t i = 0; i < COUNTRY_COUNT; i++)
        if (!strncmp(countries[i].number, code, CODE_LEN))
            return true;
    return false;
}

bool country_has_letters(const char *code)
{
    for (size_t i = 0; i < COUNTRY_COUNT; i++)
        if (!strncmp(countries[i].letters, code, CODE_LEN))
            return true;
    return false;
}
