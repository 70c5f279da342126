/* A squad's cards on sheets of paper. */
#ifndef CARD_SHEET_H
#define CARD_SHEET_H
#include "card/compose.h"
#include "paper/cut.h"
#include "paper/page.h"

/* Sheets that so many cards take. */
long sheet_count(const struct layout *layout, size_t cards);

/* The card at `place` (from 0, row by row) of sheet `sheet` (from 0); `cards` when that place stays
 * empty. In cut-stack order, the pile under each place is a run of following cards. */
size_t sheet_card_at(const struct layout *layout, size_t cards, long sheet, long place);

/* Draws all sheets; `document` numbers the PDF in the run. Fails as cut_make. */
int sheet_draw(struct pages *pages, long document, long series, struct composer *composer,
    const struct card *cards, size_t count, struct err *err);
#endif
