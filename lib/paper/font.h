/* Fonts of the system: which face has which character (fontconfig, HarfBuzz).
 *
 * Faces are tried in a fixed order: the template's family, WenQuanYi Micro Hei, WenQuanYi Zen Hei,
 * LXGW WenKai, HanaMin, then every other one by name. Only TrueType outlines that may be embedded
 * count, and a glyph that draws nothing counts as missing, except of a space. */
#ifndef PAPER_FONT_H
#define PAPER_FONT_H
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hb_face_t;
struct hb_font_t;
struct _FcPattern;

struct font_face {
    struct _FcPattern *pattern; // borrows from the list in struct fonts
    const char *family, *path;
    int index, rank;
    bool opened; // `face` NULL after that: it cannot be used
    struct hb_face_t *face;
    struct hb_font_t *font;
};

/* A character as it is drawn. The lower part belongs to the document being made (card/cut.h). */
struct glyph {
    uint32_t character;
    uint32_t id; // in its face
    int face;
    double advance; // in sizes
    uint32_t cut;   // the document that has it; 0: none
    uint16_t part;  // the subset font in that document
    uint16_t code;  // in that subset font
};

enum font_lack {
    FONT_HAS,
    FONT_MISSING, // no face has it
    FONT_SHAPING, // its script needs shaping: a single glyph would be wrong
    FONT_CONTROL, // it is no character to print
};

struct fonts {
    void *list;              // owns; fontconfig's
    struct font_face *faces; // owns; in the order they are tried
    int face_count;
    struct glyph *glyphs; // owns
    size_t glyph_count, glyph_capacity;
    uint32_t *slots; // owns; hash of characters: index into glyphs + 1
    size_t slot_count;
    uint32_t cuts; // documents so far
};

/* Finds the faces; opens none yet. One `struct fonts` at a time, as fontconfig's state is global.
 * `family` may be NULL. Errors (STATUS_CONFIG): `font.family` when that family is not there or has
 * no TrueType outlines, `font.none` when no face has Chinese. */
int fonts_open(struct fonts *fonts, const char *family, struct err *err);
void fonts_release(struct fonts *fonts);

/* Finds a character's glyph: its index in fonts->glyphs. Remembered for the whole run. */
enum font_lack fonts_find(struct fonts *fonts, uint32_t character, uint32_t *glyph);
#endif
