/* The streams of a compound file ([MS-CFB]), which is how Office wrote its files before 2007 and
 * still wraps those with a password. */
#ifndef TABLE_CFB_H
#define TABLE_CFB_H
#include "base/buf.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cfb {
    const unsigned char *bytes; // borrows
    size_t len;
    size_t sector, small_sector; // bytes of one
    uint32_t small_below;        // bytes of a stream from which on it has sectors of its own
    uint32_t *next;              // owns; the sector that follows each, [MS-CFB] 2.3
    size_t next_count;
    struct buf folder;     // directory entries of 128 bytes
    struct buf small, map; // the small sectors, and which follows each
    uint32_t *entries;     // owns; those at the top, by number
    size_t entry_count;
};

/* Whether the bytes start as one. */
bool cfb_is(const void *bytes, size_t len);

/* Borrows the bytes. Work and memory stay within a small multiple of `len`. Returns -1 when it is
 * damaged or cut off; release it also then. */
int cfb_open(struct cfb *cfb, const void *bytes, size_t len);
void cfb_release(struct cfb *cfb);

/* A stream or storage at the top by its name (ASCII; case does not count). */
bool cfb_has(const struct cfb *cfb, const char *name);

/* Appends the stream's bytes; -1 when it is not there, or damaged. */
int cfb_read(const struct cfb *cfb, const char *name, struct buf *out);
#endif
