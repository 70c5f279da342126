#include "table/biff.h"

#include "base/text.h"
#include "table/decode.h"
#include <string.h>

enum { CONTINUE = 0x3C, WIDE = 1, EXTENDED = 4, RICH = 8, REPLACEMENT = 0xFFFD };

static unsigned short_at(const unsigned char *bytes)
{
    return bytes[0] | (unsigned)bytes[1] << 8;
}

bool biff_next(struct biff *biff)
{
    size_t left = biff->len - biff->after;
    if (left < 4) {
        biff->cut |= left != 0;
        return false;
    }
    const unsigned char *head = biff->bytes + biff->after;
    biff->id = short_at(head);
    biff->size = short_at(head + 2);
    biff->at = 0;
    if (biff->size > left - 4) {
        biff->cut = true;
        return false;
    }
    biff->data = head + 4;
    biff->after += 4 + biff->size;
    return true;
}

/* At the end of this record: goes on in the next, if that belongs to it. */
static bool go_on(struct biff *biff)
{
    unsigned id = biff->id;
    if (biff->len - biff->after < 4 || short_at(biff->bytes + biff->after) != CONTINUE)
        return false;
    bool there = biff_next(biff);
    biff->id = id;
    return there;
}

unsigned biff_byte(struct biff *biff)
{
    while (biff->at >= biff->size)
        if (!go_on(biff)) {
            biff->cut = true;
            return 0;
        }
    return biff->data[biff->at++];
}

unsigned biff_short(struct biff *biff)
{
    unsigned low = biff_byte(biff);
    return low | biff_byte(biff) << 8;
}

uint32_t biff_long(struct biff *biff)
{
    uint32_t low = biff_short(biff);
    return low | (uint32_t)biff_short(biff) << 16;
}

double biff_double(struct biff *biff)
{
    uint64_t bits = biff_long(biff);
    bits |= (uint64_t)biff_long(biff) << 32;
    double number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

void biff_skip(struct biff *biff, size_t bytes)
{
    while (bytes && !biff->cut) {
        if (biff->at == biff->size && !go_on(biff)) {
            biff->cut = true;
            return;
        }
        size_t here = biff->size - biff->at;
        here = bytes < here ? bytes : here;
        biff->at += here;
        bytes -= here;
    }
}

double biff_rk(uint32_t rk)
{
    double number;
    uint64_t bits = (uint64_t)(rk & ~3u) << 32;
    if (rk & 2)
        number = (double)((int32_t)(rk & ~3u) / 4);
    else
        memcpy(&number, &bits, sizeof number);
    return rk & 1 ? number / 100 : number;
}

static void put(struct buf *out, uint32_t *high, unsigned unit)
{
    bool is_high = unit >= 0xD800 && unit < 0xDC00, is_low = unit >= 0xDC00 && unit < 0xE000;
    if (*high && is_low) {
        text_put(out, 0x10000 + ((*high - 0xD800) << 10) + (unit - 0xDC00));
        *high = 0;
        return;
    }
    if (*high)
        text_put(out, REPLACEMENT);
    *high = is_high ? unit : 0;
    if (is_low)
        text_put(out, REPLACEMENT);
    else if (unit && !is_high)
        text_put(out, unit);
}

/* Each record that a text goes on in says anew how wide its characters are. */
static void add_wide(struct biff *biff, size_t count, unsigned flags, struct buf *out)
{
    uint32_t high = 0;
    for (; count && !biff->cut; count--) {
        if (biff->at >= biff->size)
            flags = biff_byte(biff);
        put(out, &high, flags & WIDE ? biff_short(biff) : biff_byte(biff));
    }
    if (high)
        text_put(out, REPLACEMENT);
}

static void add_narrow(struct biff *biff, size_t count, struct buf *out)
{
    struct buf bytes = {0};
    struct decoded decoded;
    for (; count && !biff->cut; count--) {
        char c = (char)biff_byte(biff);
        if (c)
            buf_add_char(&bytes, c);
    }
    if (bytes.len && decode(&bytes, biff->encoding, "", &decoded, NULL))
        biff->cut = true;
    else if (bytes.len)
        buf_add(out, decoded.text, decoded.len);
    buf_release(&bytes);
}

void biff_text(struct biff *biff, size_t length_bytes, struct buf *out)
{
    size_t count = length_bytes == 1 ? biff_byte(biff) : biff_short(biff);
    if (biff->narrow) {
        add_narrow(biff, count, out);
        return;
    }
    unsigned flags = biff_byte(biff);
    size_t runs = flags & RICH ? biff_short(biff) : 0;
    size_t extra = flags & EXTENDED ? biff_long(biff) : 0;
    add_wide(biff, count, flags, out);
    biff_skip(biff, 4 * runs + extra);
}
