/* One document's small fonts: exactly the glyphs that stand in it, cut out of their faces
 * (hb-subset), under dense codes that libharu reads fast and right.
 *
 * libharu 2.3 breaks composite glyphs of big fonts, knows no characters outside the basic plane and
 * is slow with sparse tables; of a font made here it sees a few hundred glyphs with the codes
 * CUT_FIRST_CODE + 1, + 2, ... in one segment. */
#ifndef PAPER_CUT_H
#define PAPER_CUT_H
#include "paper/font.h"

enum {
    CUT_FIRST_CODE = 0x1000, // U+1000: three bytes of UTF-8, below the surrogates
    CUT_LAST_CODE = 0xD7FF,
    CUT_GLYPHS_MAX = 12000, // in one part; a face with more gets another part
};

struct cut_code {
    uint16_t code;
    uint32_t character;
};

/* A font for libharu. */
struct cut_part {
    int face;
    uint32_t *glyphs; // owns; indexes into fonts->glyphs
    size_t count, capacity;
    char name[96]; // PostScript name, unique in the document
    char *bytes;   // owns; the TrueType file, after cut_make
    size_t len;
    struct cut_code *codes; // owns; `count` of them, rising
    uint16_t last_code;     // CUT_FIRST_CODE + 1 .. last_code all have a glyph
};

struct cut {
    struct fonts *fonts;    // borrows
    uint32_t number;        // in the run: marks the glyphs that are in
    long series;            // in the document, from 1
    struct cut_part *parts; // owns
    size_t part_count, part_capacity;
};

/* `series` counts the cuts that one document holds, from 1: it keeps their names apart. */
void cut_start(struct cut *cut, struct fonts *fonts, long series);

/* Adds a glyph (an index into fonts->glyphs); once is enough, more do not matter. */
void cut_add(struct cut *cut, uint32_t glyph);

/* Makes the fonts and gives every added glyph its part and code. Error: STATUS_CONFIG `font.cut`
 * when a face is broken. */
int cut_make(struct cut *cut, struct err *err);
void cut_release(struct cut *cut);
#endif
