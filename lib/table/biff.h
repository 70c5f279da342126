/* The records of an .xls workbook stream ([MS-XLS] 2.1.4): a number, a length, and that many bytes,
 * which may go on in records of their own. */
#ifndef TABLE_BIFF_H
#define TABLE_BIFF_H
#include "base/buf.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct biff {
    const unsigned char *bytes; // borrows
    size_t len;
    size_t after;              // where the next record starts
    unsigned id;               // of this record
    const unsigned char *data; // this record's bytes
    size_t size, at;           // how many there are, and were read
    bool cut;                  // more was read than there is
    bool narrow;               // Excel 5 and 95: texts are bytes of a code page
    char encoding[16];         // of those, as iconv calls it
};

/* Moves to the next record. False at the end; `cut` when that came inside a record. */
bool biff_next(struct biff *biff);

/* The next 1, 2, 4 or 8 bytes of the record; 0 and `cut` where there are none. */
unsigned biff_byte(struct biff *biff);
unsigned biff_short(struct biff *biff);
uint32_t biff_long(struct biff *biff);
double biff_double(struct biff *biff);
void biff_skip(struct biff *biff, size_t bytes);

/* A number in four bytes ([MS-XLS] 2.5.217). */
double biff_rk(uint32_t rk);

/* Appends a text as UTF-8 without NULs. Its length in characters is in `length_bytes` bytes (1 or
 * 2) before it. */
void biff_text(struct biff *biff, size_t length_bytes, struct buf *out);
#endif
