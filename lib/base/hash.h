/* A quick hash for tables in memory: not for anything that leaves the process, nor against
 * somebody who chooses the bytes, unless the seed is secret. */
#ifndef BASE_HASH_H
#define BASE_HASH_H
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Eight bytes a step: a multiplication spreads them upwards, a shift brings them back down. */
static inline uint64_t hash_mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 32;
}

/* The last bytes as one word, overlapping those before; 0 for none. */
static inline uint64_t hash_last(const char *bytes, size_t len)
{
    uint64_t eight;
    uint32_t first, last;
    const unsigned char *few = (const unsigned char *)bytes;
    if (len >= sizeof eight) {
        memcpy(&eight, bytes + len - sizeof eight, sizeof eight);
        return eight;
    }
    if (len >= sizeof first) {
        memcpy(&first, bytes, sizeof first);
        memcpy(&last, bytes + len - sizeof last, sizeof last);
        return (uint64_t)first << 32 | last;
    }
    return len ? few[0] << 16 | few[len / 2] << 8 | few[len - 1] : 0;
}

/* Hashes some bytes; `seed` may be the hash of what stands before them. */
static inline uint64_t hash_bytes(uint64_t seed, const char *bytes, size_t len)
{
    uint64_t hash = hash_mix(seed, len), word;
    for (size_t i = 0; i + sizeof word < len; i += sizeof word) {
        memcpy(&word, bytes + i, sizeof word);
        hash = hash_mix(hash, word);
    }
    return hash_mix(hash_mix(hash, hash_last(bytes, len)), 0); // the last byte reaches all bits
}
#endif
