/* What is drawn on one card: a list of items, ready for the page. */
#ifndef CARD_CARD_H
#define CARD_CARD_H
#include "card/box.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum item_kind { ITEM_FILL, ITEM_TEXT, ITEM_QR };

/* Places are mm from the card's upper left corner. */
struct item {
    enum item_kind kind;
    double x_mm, y_mm;          // text: where the baseline starts
    double width_mm, height_mm; // fill; qr: of the code itself, without its quiet zone
    double radius_mm;           // fill
    struct colour colour;       // fill, text
    double size_pt;             // text
    bool bold;                  // text
    size_t first, count;        // text: of card.glyphs
    size_t code;                // qr: index into composer.codes
};

struct card {
    long seat;
    struct item *items; // owns
    size_t item_count, item_capacity;
    uint32_t *glyphs; // owns; indexes into fonts->glyphs
    size_t glyph_count, glyph_capacity;
};

/* Adds an empty item; borrowed until the next one. */
struct item *card_add_item(struct card *card);

void card_release(struct card *card);
#endif
