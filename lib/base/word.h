/* Eight bytes of a text at once. */
#ifndef BASE_WORD_H
#define BASE_WORD_H
#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define WORD_ONES UINT64_C(0x0101010101010101) // times a byte: it in all eight
#define WORD_HIGHEST (WORD_ONES << 7)          // the highest bit of each byte

/* The first byte in memory is the lowest. */
static inline uint64_t word_load(const void *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return le64toh(word);
}

/* Whether all eight bytes are digits: 0x30 to 0x39, of which adding 6 leaves the upper half. */
static inline bool word_is_digits(uint64_t word)
{
    const uint64_t upper = WORD_ONES * 0xF0;
    return ((word & upper) | ((word + WORD_ONES * 6) & upper) >> 4) == WORD_ONES * 0x33;
}

/* The number of the first byte, from 0, that has a bit in `bits`, which are not 0. */
static inline size_t word_first(uint64_t bits)
{
    return (size_t)__builtin_ctzll(bits) / 8;
}
#endif
