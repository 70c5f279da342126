/* A worker and the contacts, put on a card by a template: a list of things to draw. */
#ifndef CARD_COMPOSE_H
#define CARD_COMPOSE_H
#include "card/card.h"
#include "card/contacts.h"
#include "card/layout.h"
#include "paper/font.h"
#include "paper/qr.h"
#include "record/worker.h"

/* A QR code and the picture of it in the document being made. */
struct code {
    char *text; // owns
    struct qr qr;
    long document; // that has the picture; 0: none yet
    int picture;
};

struct composer {
    const struct layout *layout;     // borrows
    const struct contacts *contacts; // borrows
    struct fonts *fonts;             // borrows
    struct code *codes;              // owns
    size_t code_count, code_capacity;
    double module_mm; // the narrowest module that was needed; 0 before the first code
};

/* Tries the template with every grid of the contacts. Errors: STATUS_CONFIG with the template's or
 * the contacts' place: those of compose_card, and `contacts.room` a number that no box of the
 * template takes. */
int compose_check(struct composer *composer, struct err *err);

/* Fills `card`, which is empty. When the card cannot be right, returns -1 with STATUS_PARTIAL and
 * the reason: `card.glyph` no font has a character, `card.script` its script needs shaping,
 * `card.control` a control character, `card.room` a text too long, `qr.long`, `qr.small`,
 * `contacts.qr`. */
int compose_card(
    struct composer *composer, const struct worker *worker, struct card *card, struct err *err);

void composer_forget_codes(struct composer *composer);
void composer_release(struct composer *composer);
#endif
