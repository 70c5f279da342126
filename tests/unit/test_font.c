#include "unit.h"

#include "paper/cut.h"
#include "paper/page.h"
#include <string.h>

static const char *family_of(struct fonts *fonts, uint32_t character)
{
    uint32_t glyph;
    assert_int_equal(fonts_find(fonts, character, &glyph), FONT_HAS);
    return fonts->faces[fonts->glyphs[glyph].face].family;
}

static void each_character_comes_from_the_first_face_that_has_it(void **state)
{
    (void)state;
    static const struct {
        uint32_t character;
        const char *family;
    } cases[] = {{0x5F20, "WenQuanYi Micro Hei"}, {'7', "WenQuanYi Micro Hei"},
        {0x4DAE, "WenQuanYi Zen Hei"}, {0x20BB7, "LXGW WenKai"}, {0x2B4EE, "HanaMinB"}};
    struct fonts fonts;
    struct err err = {0};
    assert_int_equal(fonts_open(&fonts, "WenQuanYi Micro Hei", &err), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(family_of(&fonts, cases[i].character), cases[i].family);
    fonts_release(&fonts);
}

static void the_templates_family_comes_first(void **state)
{
    (void)state;
    struct fonts fonts;
    struct err err = {0};
    assert_int_equal(fonts_open(&fonts, "LXGW WenKai", &err), 0);
    assert_string_equal(family_of(&fonts, 0x5F20), "LXGW WenKai");
    fonts_release(&fonts);
    assert_int_equal(fonts_open(&fonts, "No Such Family", &err), -1);
    assert_string_equal(err.code, "font.family");
    assert_int_equal(err.status, STATUS_CONFIG);
}

static void what_cannot_be_drawn_right_is_told_apart(void **state)
{
    (void)state;
    static const struct {
        uint32_t character;
        enum font_lack lack;
    } cases[] = {
        {0x5F20, FONT_HAS},
        {' ', FONT_HAS},
        {0x3000, FONT_HAS},
        {0xB7, FONT_HAS},
        {0x1EC5, FONT_HAS},       // a Vietnamese letter, composed
        {0x0377FF, FONT_MISSING}, // not assigned
        {0x0E000, FONT_MISSING},  // private use
        {0x0301, FONT_SHAPING},   // a combining accent
        {0x0645, FONT_SHAPING},   // Arabic
        {0x0F40, FONT_SHAPING},   // Tibetan
        {0x000A, FONT_CONTROL},
        {0x202E, FONT_CONTROL}, // turns the text around
        {0x200B, FONT_CONTROL},
    };
    struct fonts fonts;
    assert_int_equal(fonts_open(&fonts, NULL, NULL), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t glyph;
        assert_int_equal(fonts_find(&fonts, cases[i].character, &glyph), cases[i].lack);
    }
    fonts_release(&fonts);
}

static void a_cut_gives_every_character_its_own_code(void **state)
{
    (void)state;
    // more characters than Unicode's private area has, and some of them one glyph
    struct fonts fonts;
    struct cut cut;
    struct err err = {0};
    uint32_t glyph;
    assert_int_equal(fonts_open(&fonts, NULL, &err), 0);
    cut_start(&cut, &fonts, 1);
    for (uint32_t character = 0x4E00; character < 0x4E00 + 13000; character++)
        if (fonts_find(&fonts, character, &glyph) == FONT_HAS)
            cut_add(&cut, glyph);
    fonts_find(&fonts, 0x4E00, &glyph);
    cut_add(&cut, glyph);
    assert_int_equal(cut_make(&cut, &err), 0);
    assert_int_equal(cut.part_count, 2);
    assert_int_equal(cut.parts[0].count, CUT_GLYPHS_MAX);
    for (size_t i = 0; i < cut.part_count; i++) {
        const struct cut_part *part = &cut.parts[i];
        assert_memory_equal(part->bytes, "\0\1\0\0", 4);
        assert_true(part->codes[0].code > CUT_FIRST_CODE);
        for (size_t j = 1; j < part->count; j++)
            assert_true(part->codes[j].code > part->codes[j - 1].code);
        assert_true(part->codes[part->count - 1].code <= part->last_code);
    }
    cut_release(&cut);
    fonts_release(&fonts);
}

/* Sizes step by step over many multiples of libharu's buffer: each font must be written whole. */
static void a_font_of_any_size_can_be_written(void **state)
{
    (void)state;
    struct fonts fonts;
    struct err err = {0};
    assert_int_equal(fonts_open(&fonts, NULL, &err), 0);
    struct pages *pages = pages_new("", 0);
    uint32_t glyph;
    for (uint32_t i = 0; i < 1500; i++) {
        struct cut cut;
        cut_start(&cut, &fonts, i + 1);
        for (uint32_t j = 0; j < 1 + i % 40; j++)
            if (fonts_find(&fonts, 0x4E00 + i * 7 + j, &glyph) == FONT_HAS)
                cut_add(&cut, glyph);
        assert_int_equal(cut_make(&cut, &err), 0);
        pages_add_font(pages, &cut.parts[0]);
        cut_release(&cut);
        if (i % 100 == 99) {
            struct buf out = {0};
            pages_begin(pages, 10, 10);
            assert_int_equal(pages_save(pages, &out, &err), 0);
            buf_release(&out);
            pages_free(pages);
            pages = pages_new("", 0);
        }
    }
    pages_free(pages);
    fonts_release(&fonts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_character_comes_from_the_first_face_that_has_it),
        cmocka_unit_test(the_templates_family_comes_first),
        cmocka_unit_test(what_cannot_be_drawn_right_is_told_apart),
        cmocka_unit_test(a_cut_gives_every_character_its_own_code),
        cmocka_unit_test(a_font_of_any_size_can_be_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
