#include "identity/look.h"

#include <stddef.h>

struct pair {
    uint32_t look, meant;
};

/* Both in the order of their first column. */
static const struct pair legacy[] = {
#include "legacy.tsv.h"
};
static const struct pair radicals[] = {
#include "radicals.tsv.h"
};

static uint32_t find(const struct pair *pairs, size_t count, uint32_t c)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (pairs[middle].look < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && pairs[low].look == c ? pairs[low].meant : c;
}

static bool is_variation_selector(uint32_t c)
{
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

uint32_t look_meant(uint32_t c)
{
    if (is_variation_selector(c))
        return 0;
    c = find(legacy, sizeof legacy / sizeof *legacy, c);
    return find(radicals, sizeof radicals / sizeof *radicals, c);
}

static bool is_among(uint32_t c, const uint32_t *list)
{
    while (*list && *list != c)
        list++;
    return *list != 0;
}

bool look_is_dot(uint32_t c)
{
    static const uint32_t dots[] = {0xB7, '.', 0x387, 0x1427, 0x16EB, 0x2022, 0x2024, 0x2027,
        0x2219, 0x22C5, 0x25CF, 0x25E6, 0x26AC, 0x2E31, 0x2E33, 0x3002, 0x30FB, 0xA78F, 0xFF0E,
        0xFF61, 0xFF65, 0x10101, 0};
    return is_among(c, dots);
}

bool look_is_opening(uint32_t c)
{
    static const uint32_t brackets[] = {'(', '[', '{', 0x3008, 0x300A, 0x300C, 0x3010, 0x3014, 0};
    return is_among(c, brackets);
}

bool look_is_closing(uint32_t c)
{
    static const uint32_t brackets[] = {')', ']', '}', 0x3009, 0x300B, 0x300D, 0x3011, 0x3015, 0};
    return is_among(c, brackets);
}
