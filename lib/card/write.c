#include "card/write.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include <string.h>

/* The em box of Chinese type: so much of it stands above the baseline. */
static const double ascent = 0.86, body = 0.98;
static const double mm_per_pt = 25.4 / 72;
enum { LINES_MAX = 20, CHARACTERS_MAX = 300, ELLIPSIS = 0x2026 };

struct line {
    size_t first, count; // of card.glyphs
    double width;        // in sizes
};

static int fail_character(enum font_lack lack, uint32_t character, struct err *err)
{
    struct buf shown = {0};
    if (lack == FONT_CONTROL) {
        return err_set(err, STATUS_PARTIAL, "card.control",
            _("U+%04X is no character to print; correct the name or text in the roster"),
            character);
    }
    text_put(&shown, character);
    if (lack == FONT_SHAPING)
        err_set(err, STATUS_PARTIAL, "card.script",
            _("U+%04X (%s) belongs to a script that this program cannot set rightly; write this "
              "card by hand"),
            character, shown.data);
    else
        err_set(err, STATUS_PARTIAL, "card.glyph",
            _("no font here has U+%04X (%s); install fonts-lxgw-wenkai and fonts-hanazono, or "
              "write this card by hand"),
            character, shown.data);
    buf_release(&shown);
    return -1;
}

static void add_glyph(struct card *card, uint32_t glyph)
{
    card->glyphs =
        mem_grow(card->glyphs, card->glyph_count, &card->glyph_capacity, sizeof *card->glyphs);
    card->glyphs[card->glyph_count++] = glyph;
}

static int set_line(struct fonts *fonts, struct card *card, const char *text, const char *end,
    struct line *line, struct err *err)
{
    *line = (struct line){.first = card->glyph_count};
    while (text < end) {
        uint32_t glyph, character = text_next(&text, end);
        enum font_lack lack = fonts_find(fonts, character, &glyph);
        if (lack != FONT_HAS)
            return fail_character(lack, character, err);
        if (++line->count > CHARACTERS_MAX)
            return err_set(err, STATUS_PARTIAL, "card.room",
                _("a text of more than %d characters does not fit on a card; shorten it"),
                CHARACTERS_MAX);
        line->width += fonts->glyphs[glyph].advance;
        add_glyph(card, glyph);
    }
    return 0;
}

/* Takes glyphs off until the line with an ellipsis is at most `width` sizes wide. */
static int cut_line(
    struct fonts *fonts, struct card *card, struct line *line, double width, struct err *err)
{
    uint32_t ellipsis;
    if (fonts_find(fonts, ELLIPSIS, &ellipsis) != FONT_HAS)
        return fail_character(FONT_MISSING, ELLIPSIS, err);
    double room = width - fonts->glyphs[ellipsis].advance;
    struct line kept = {.first = card->glyph_count};
    for (size_t i = 0; i < line->count; i++) {
        uint32_t glyph = card->glyphs[line->first + i];
        double advance = fonts->glyphs[glyph].advance;
        if (kept.width + advance > room)
            break;
        kept.width += advance;
        kept.count++;
        add_glyph(card, glyph);
    }
    add_glyph(card, ellipsis);
    kept.count++;
    kept.width += fonts->glyphs[ellipsis].advance;
    *line = kept;
    return 0;
}

static int fail_room(const struct box *box, const struct buf *text, struct err *err)
{
    char shown[64];
    size_t len = text->len < sizeof shown ? text->len : sizeof shown - 1;
    memcpy(shown, buf_text(text), len);
    shown[text_valid_len(shown, len)] = '\0';
    return err_set(err, STATUS_PARTIAL, "card.room",
        _("`%s` does not fit into its box (line %ld of the template) at %g points; shorten it, or "
          "make the box larger or its `smallest` smaller"),
        shown, box->line, box->smallest_pt);
}

/* The size at which all lines fit the area. */
static double fit(
    const struct box *box, const struct area *area, const struct line *lines, size_t count)
{
    double size_pt = box->size_pt * area->scale;
    double highest = area->height_mm / mm_per_pt / ((double)(count - 1) * box->spacing + body);
    if (size_pt > highest)
        size_pt = highest;
    for (size_t i = 0; i < count; i++)
        if (lines[i].width * size_pt * mm_per_pt > area->width_mm)
            size_pt = area->width_mm / mm_per_pt / lines[i].width;
    return size_pt;
}

static void place_lines(struct card *card, const struct box *box, const struct area *area,
    const struct line *lines, size_t count, double size_pt)
{
    double size_mm = size_pt * mm_per_pt;
    double height_mm = ((double)(count - 1) * box->spacing + body) * size_mm;
    double top_mm = area->y_mm + (area->height_mm - height_mm) * box->vertical / 2;
    for (size_t i = 0; i < count; i++) {
        struct item *item = card_add_item(card);
        double left_mm = area->width_mm - lines[i].width * size_mm;
        item->kind = ITEM_TEXT;
        item->x_mm = area->x_mm + left_mm * box->align / 2;
        item->y_mm = top_mm + (ascent + (double)i * box->spacing) * size_mm;
        item->size_pt = size_pt;
        item->colour = box->colour;
        item->bold = box->bold;
        item->first = lines[i].first;
        item->count = lines[i].count;
    }
}

/* Fills the lines that do not vanish; `*count` of them. */
static int set_lines(struct fonts *fonts, struct card *card, const struct box *box,
    const struct field_values *values, struct line lines[LINES_MAX], size_t *count,
    struct buf *text, struct err *err)
{
    *count = 0;
    for (size_t i = 0; i < box->phrase_count && *count < LINES_MAX; i++) {
        size_t from = text->len;
        if (!phrase_fill(&box->phrases[i], values, text) || text->len == from)
            continue;
        if (set_line(fonts, card, text->data + from, text->data + text->len, &lines[*count], err))
            return -1;
        ++*count;
    }
    return 0;
}

int write_box(struct fonts *fonts, struct card *card, const struct box *box,
    const struct area *area, const struct field_values *values, struct err *err)
{
    struct line lines[LINES_MAX];
    struct buf text = {0};
    size_t count;
    int result = set_lines(fonts, card, box, values, lines, &count, &text, err);
    if (result || !count)
        goto out;
    const double slack = 1e-6;
    double size_pt = fit(box, area, lines, count);
    if (size_pt < box->smallest_pt - slack) {
        size_pt = box->smallest_pt;
        double width = area->width_mm / mm_per_pt / size_pt;
        double height_pt = ((double)(count - 1) * box->spacing + body) * size_pt;
        if (!box->cut || height_pt * mm_per_pt > area->height_mm + slack) {
            result = fail_room(box, &text, err);
            goto out;
        }
        for (size_t i = 0; i < count && !result; i++)
            if (lines[i].width > width)
                result = cut_line(fonts, card, &lines[i], width, err);
    }
    if (!result)
        place_lines(card, box, area, lines, count, size_pt);
out:
    buf_release(&text);
    return result;
}
