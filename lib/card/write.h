/* Text into a box of a card: lines, type size, place of every line, glyph by glyph. */
#ifndef CARD_WRITE_H
#define CARD_WRITE_H
#include "card/card.h"
#include "card/layout.h"
#include "paper/font.h"

/* A box's place on the card. `scale` is what its row was shrunk by, 1: not. */
struct area {
    double x_mm, y_mm, width_mm, height_mm, scale;
};

/* Adds the box's lines that do not vanish to the card. Fails as compose_card. */
int write_box(struct fonts *fonts, struct card *card, const struct box *box,
    const struct area *area, const struct field_values *values, struct err *err);
#endif
