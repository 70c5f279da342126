#include "card/sheet.h"

#include "base/mem.h"
#include "base/text.h"
#include <stdlib.h>

static const double mark_gap_mm = 1.5, mark_thickness_mm = 0.1, mm_per_pt = 25.4 / 72;

/* What one call of sheet_draw needs everywhere. */
struct drawing {
    struct pages *pages;
    long document;
    struct composer *composer;
    struct cut cut;
    int *fonts; // owns; the page's font for each part of the cut
    struct buf codes;
};

long sheet_count(const struct layout *layout, size_t cards)
{
    long places = layout->rows * layout->columns;
    return ((long)cards + places - 1) / places;
}

size_t sheet_card_at(const struct layout *layout, size_t cards, long sheet, long place)
{
    size_t places = (size_t)(layout->rows * layout->columns);
    size_t at = layout->order == ORDER_ROWS ? (size_t)sheet * places + (size_t)place
                                            : (size_t)(place * sheet_count(layout, cards) + sheet);
    return at < cards ? at : cards;
}

static double column_mm(const struct layout *layout, long column)
{
    return layout->left_mm + (double)column * (layout->card_width_mm + layout->gap_x_mm);
}

static double row_mm(const struct layout *layout, long row)
{
    return layout->top_mm + (double)row * (layout->card_height_mm + layout->gap_y_mm);
}

/* Marks at both ends of a cut, outside the cards and on the sheet. */
static void draw_marks(struct pages *pages, const struct layout *layout)
{
    double length = layout->marks_mm, gap = mark_gap_mm, thick = mark_thickness_mm;
    double left = layout->left_mm, top = layout->top_mm;
    double right = column_mm(layout, layout->columns - 1) + layout->card_width_mm;
    double bottom = row_mm(layout, layout->rows - 1) + layout->card_height_mm;
    for (long i = 0; i < 2 * layout->columns; i++) {
        double x = column_mm(layout, i / 2) + (i % 2 ? layout->card_width_mm : 0);
        if (i % 2 && layout->gap_x_mm == 0 && i / 2 + 1 < layout->columns)
            continue;
        pages_line(pages, x, top - gap - length, x, top - gap, thick);
        pages_line(pages, x, bottom + gap, x, bottom + gap + length, thick);
    }
    for (long i = 0; i < 2 * layout->rows; i++) {
        double y = row_mm(layout, i / 2) + (i % 2 ? layout->card_height_mm : 0);
        if (i % 2 && layout->gap_y_mm == 0 && i / 2 + 1 < layout->rows)
            continue;
        pages_line(pages, left - gap - length, y, left - gap, y, thick);
        pages_line(pages, right + gap, y, right + gap + length, y, thick);
    }
}

/* A line of text: a run of codes for each stretch of one font. */
static void draw_text(struct drawing *d, const struct card *card, const struct item *item,
    double left_mm, double top_mm)
{
    const struct glyph *glyphs = d->composer->fonts->glyphs;
    struct page_text text = {.x_mm = left_mm + item->x_mm,
        .baseline_mm = top_mm + item->y_mm,
        .size_pt = item->size_pt,
        .colour = item->colour,
        .bold = item->bold};
    for (size_t i = 0; i < item->count;) {
        uint16_t part = glyphs[card->glyphs[item->first + i]].part;
        double width = 0;
        buf_clear(&d->codes);
        for (; i < item->count; i++) {
            const struct glyph *glyph = &glyphs[card->glyphs[item->first + i]];
            if (glyph->part != part)
                break;
            text_put(&d->codes, glyph->code);
            width += glyph->advance;
        }
        text.font = d->fonts[part];
        pages_text(d->pages, &text, d->codes.data);
        text.x_mm += width * item->size_pt * mm_per_pt;
    }
}

static void draw_qr(struct drawing *d, const struct item *item, double left_mm, double top_mm)
{
    struct code *code = &d->composer->codes[item->code];
    if (code->document != d->document) {
        code->picture = pages_add_qr(d->pages, &code->qr);
        code->document = d->document;
    }
    pages_qr(d->pages, code->picture, left_mm + item->x_mm, top_mm + item->y_mm, item->width_mm);
}

static void draw_card(struct drawing *d, const struct card *card, double left_mm, double top_mm)
{
    for (size_t i = 0; i < card->item_count; i++) {
        const struct item *item = &card->items[i];
        if (item->kind == ITEM_FILL)
            pages_fill(d->pages, left_mm + item->x_mm, top_mm + item->y_mm, item->width_mm,
                item->height_mm, item->radius_mm, &item->colour);
        else if (item->kind == ITEM_QR)
            draw_qr(d, item, left_mm, top_mm);
        else
            draw_text(d, card, item, left_mm, top_mm);
    }
}

static int make_fonts(struct drawing *d, const struct card *cards, size_t count, struct err *err)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < cards[i].item_count; j++) {
            const struct item *item = &cards[i].items[j];
            for (size_t k = 0; k < item->count; k++)
                cut_add(&d->cut, cards[i].glyphs[item->first + k]);
        }
    if (cut_make(&d->cut, err))
        return -1;
    d->fonts = mem_alloc(d->cut.part_count * sizeof *d->fonts);
    for (size_t i = 0; i < d->cut.part_count; i++)
        d->fonts[i] = pages_add_font(d->pages, &d->cut.parts[i]);
    return 0;
}

int sheet_draw(struct pages *pages, long document, long series, struct composer *composer,
    const struct card *cards, size_t count, struct err *err)
{
    const struct layout *layout = composer->layout;
    struct drawing d = {.pages = pages, .document = document, .composer = composer};
    cut_start(&d.cut, composer->fonts, series);
    int result = make_fonts(&d, cards, count, err);
    long places = layout->rows * layout->columns;
    for (long sheet = 0; !result && sheet < sheet_count(layout, count); sheet++) {
        pages_begin(pages, layout->sheet_width_mm, layout->sheet_height_mm);
        if (layout->marks_mm > 0)
            draw_marks(pages, layout);
        for (long place = 0; place < places; place++) {
            size_t at = sheet_card_at(layout, count, sheet, place);
            if (at < count)
                draw_card(&d, &cards[at], column_mm(layout, place % layout->columns),
                    row_mm(layout, place / layout->columns));
        }
    }
    free(d.fonts);
    cut_release(&d.cut);
    buf_release(&d.codes);
    return result;
}
