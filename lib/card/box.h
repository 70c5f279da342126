/* What stands on a card: texts, filled areas, the QR code, the contacts. */
#ifndef CARD_BOX_H
#define CARD_BOX_H
#include "base/yaml.h"
#include "card/phrase.h"
#include "paper/colour.h"

enum box_kind { BOX_TEXT, BOX_FILL, BOX_QR, BOX_CONTACTS };
enum box_align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };
enum box_vertical { VERTICAL_TOP, VERTICAL_MIDDLE, VERTICAL_BOTTOM };
enum box_numbers { NUMBERS_ALL, NUMBERS_SHORT, NUMBERS_LONG }; // short: at most six digits (110)

struct box {
    enum box_kind kind;
    long line;                              // in the template, from 1
    double x_mm, y_mm, width_mm, height_mm; // from the card's upper left corner
    struct colour colour;                   // of text, of the area

    double radius_mm; // fill: of its corners

    struct phrase *phrases; // text: owns, one a line; qr: one, the card's name
    size_t phrase_count;
    double size_pt, smallest_pt; // shrinks to fit, not below the smallest
    double spacing;              // baseline to baseline, in sizes
    enum box_align align;
    enum box_vertical vertical;
    bool bold;
    bool cut; // too long: end it with an ellipsis, else hold the card

    struct box *parts; // contacts: owns; places from the row's corner
    size_t part_count;
    double step_mm; // row to row; shrinks when there are many
    long columns;   // rows fill from left to right
    enum box_numbers numbers;
};

struct box_list {
    struct box *items; // owns
    size_t count;
};

/* Reads the sequence of boxes under `key`. `width_mm` x `height_mm` is the area they must stay in.
 * Errors: STATUS_CONFIG `config.*` or `template.*` with their line. */
int box_list_load(struct box_list *list, const struct yaml *yaml, const json_t *parent,
    const char *key, double width_mm, double height_mm, struct err *err);
void box_list_release(struct box_list *list);
#endif
