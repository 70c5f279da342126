#include "scratch.h"

#include "card/layout.h"
#include "card/sheet.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int load_text(const char *text, struct layout *layout, struct err *err)
{
    struct scratch file = scratch_text(text);
    int result = layout_load(layout, file.path, err);
    unlink(file.path);
    return result;
}

#define TOP "sheet: {columns: 2, rows: 5}\ncard: {width: 90, height: 54}\nboxes:\n" // lines 1-3

static void centres_the_cards_and_fills_in_what_is_not_said(void **state)
{
    (void)state;
    struct layout layout;
    struct err err = {0};
    assert_int_equal(load_text(TOP "  - {text: \"{name}\", x: 1, y: 2.5, width: 30, height: 9}\n",
                         &layout, &err),
        0);
    assert_float_equal(layout.left_mm, 15, 1e-9);
    assert_float_equal(layout.top_mm, 13.5, 1e-9);
    assert_int_equal(layout.order, ORDER_CUT_STACK);
    const struct box *box = layout.boxes.items;
    assert_int_equal(box->kind, BOX_TEXT);
    assert_int_equal(box->line, 4);
    assert_float_equal(box->y_mm, 2.5, 1e-9);
    assert_float_equal(box->size_pt, 9, 1e-9);
    assert_float_equal(box->smallest_pt, 6, 1e-9);
    assert_false(box->cut || box->bold);
    layout_release(&layout);
}

static void says_which_line_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
        long line;
    } cases[] = {
        {"card: {width: 90}\n", "template.section", 1},
        {"sheet: {}\ncard: {widht: 90}\nboxes: []\n", "config.key", 2},
        {"sheet: {columns: 3}\ncard: {width: 90}\nboxes: []\n", "template.sheet", 1},
        {"sheet: {order: pile}\ncard: {}\nboxes: []\n", "template.word", 1},
        {"sheet: {}\ncard: {}\nboxes: []\n", "config.type", 3},
        {TOP "  - {x: 1, y: 1, width: 1, height: 1}\n", "template.kind", 4},
        {TOP "  - {text: a, fill: \"#000000\", x: 1, y: 1, width: 1, height: 1}\n", "template.kind",
            4},
        {TOP "  - {text: a, x: 1, y: 1, width: 1}\n", "template.place", 4},
        {TOP "  - {text: a, x: 1, y: 1, width: 89.5, height: 1}\n", "template.place", 4},
        {TOP "  - {text: a, x: 1, y: 1, width: 1, height: 1, bold: 7}\n", "config.type", 4},
        {TOP "  - text: \"{nmae}\"\n    x: 1\n    y: 1\n    width: 1\n    height: 1\n",
            "template.placeholder", 4},
        {TOP "  - {text: \"{phone}\", x: 1, y: 1, width: 1, height: 1}\n", "template.placeholder",
            4},
        {TOP "  - text: a\n    x: 1\n    y: 1\n    width: 1\n    height: 1\n    colour: red\n",
            "template.colour", 9},
        {TOP "  - {qr: a, x: 1, y: 1, width: 20, height: 21}\n", "template.place", 4},
        {TOP "  - x: 1\n    y: 1\n    width: 20\n    height: 21\n    step: 5\n    contacts:\n"
             "      - {text: a, x: 1, y: 1, width: 1, height: 5}\n",
            "template.place", 10},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct layout layout;
        struct err err = {0};
        assert_int_equal(load_text(cases[i].text, &layout, &err), -1);
        assert_string_equal(err.code, cases[i].code);
        assert_int_equal(err.status, STATUS_CONFIG);
        assert_int_equal(err.place.line, cases[i].line);
    }
}

/* The seats that lie under one place when the sheets are piled up. */
static void cut_piles_are_in_the_order_of_seats(void **state)
{
    (void)state;
    static const size_t counts[] = {1, 10, 11, 187, 200, 201};
    struct layout layout = {.columns = 2, .rows = 5};
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        size_t count = counts[c], next = 0;
        long sheets = sheet_count(&layout, count);
        assert_int_equal(sheets, (count + 9) / 10);
        for (long place = 0; place < 10; place++)
            for (long sheet = 0; sheet < sheets; sheet++) {
                size_t at = sheet_card_at(&layout, count, sheet, place);
                assert_int_equal(at, next);
                next += next < count;
            }
        assert_int_equal(next, count);
    }
}

static void rows_go_on_from_sheet_to_sheet(void **state)
{
    (void)state;
    struct layout layout = {.columns = 2, .rows = 5, .order = ORDER_ROWS};
    assert_int_equal(sheet_card_at(&layout, 25, 1, 3), 13);
    assert_int_equal(sheet_card_at(&layout, 25, 2, 5), 25);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(centres_the_cards_and_fills_in_what_is_not_said),
        cmocka_unit_test(says_which_line_is_wrong),
        cmocka_unit_test(cut_piles_are_in_the_order_of_seats),
        cmocka_unit_test(rows_go_on_from_sheet_to_sheet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
