/* A template: the paper, where the cards stand on it, and what stands on a card. Lengths are mm,
 * type sizes points; muster-template(5) is the description for users. */
#ifndef CARD_LAYOUT_H
#define CARD_LAYOUT_H
#include "card/box.h"

enum layout_order {
    ORDER_CUT_STACK, // when the pile of sheets is cut, each pile is in the order of seats
    ORDER_ROWS,      // from left to right, row by row, sheet by sheet
};

struct layout {
    char *file;  // owns; as the user named it
    char *title; // owns; of the PDF
    char *font;  // owns; the family to try first, or NULL
    double sheet_width_mm, sheet_height_mm;
    double left_mm, top_mm; // the first card's corner
    double gap_x_mm, gap_y_mm;
    long columns, rows;
    double marks_mm; // length of the cut marks, 0: none
    enum layout_order order;
    double card_width_mm, card_height_mm;
    struct box_list boxes;
};

/* Errors: STATUS_NO_INPUT, or STATUS_CONFIG (`yaml.*`, `config.*`, `template.*`) with the line. */
int layout_load(struct layout *layout, const char *path, struct err *err);
void layout_release(struct layout *layout);
#endif
