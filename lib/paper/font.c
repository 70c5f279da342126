#include "paper/font.h"

#include "base/i18n.h"
#include "base/mem.h"
#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <stdlib.h>
#include <string.h>

enum { UNRANKED = 100, EMBEDDING_FORBIDDEN = 0x0302 }; // OS/2 fsType: restricted, no subset, bitmap

static const char *const families[] = {"WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "LXGW WenKai",
    "HanaMinA", "HanaMinB", "Noto Sans", "DejaVu Sans"};

static bool has_family(const FcPattern *pattern, const char *family)
{
    FcChar8 *name;
    for (int i = 0; FcPatternGetString(pattern, FC_FAMILY, i, &name) == FcResultMatch; i++)
        if (!FcStrCmpIgnoreCase(name, (const FcChar8 *)family))
            return true;
    return false;
}

static int rank_of(const FcPattern *pattern, const char *wanted)
{
    if (wanted && has_family(pattern, wanted))
        return 0;
    int count = sizeof families / sizeof *families;
    for (int i = 0; i < count; i++)
        if (has_family(pattern, families[i]))
            return i + 1;
    return UNRANKED;
}

static int number_of(const FcPattern *pattern, const char *object, int otherwise)
{
    int value;
    return FcPatternGetInteger(pattern, object, 0, &value) == FcResultMatch ? value : otherwise;
}

/* How far from upright and regular; nearer comes first. */
static int plainness(const FcPattern *pattern)
{
    return abs(number_of(pattern, FC_WEIGHT, FC_WEIGHT_REGULAR) - FC_WEIGHT_REGULAR) +
           number_of(pattern, FC_SLANT, 0) * 10;
}

static int compare_faces(const void *a, const void *b)
{
    const struct font_face *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank - y->rank;
    int plain = plainness(x->pattern) - plainness(y->pattern);
    if (x->rank < UNRANKED && plain)
        return plain;
    int names = strcmp(x->family, y->family);
    if (names || plain)
        return names ? names : plain;
    int paths = strcmp(x->path, y->path);
    return paths ? paths : x->index - y->index;
}

/* Whether a face can be drawn from its pattern alone: TrueType, no variable axes. */
static bool is_usable(const FcPattern *pattern)
{
    FcChar8 *format;
    FcBool variable = FcFalse;
    FcPatternGetBool(pattern, FC_VARIABLE, 0, &variable);
    return FcPatternGetString(pattern, FC_FONTFORMAT, 0, &format) == FcResultMatch &&
           !strcmp((char *)format, "TrueType") && !variable &&
           number_of(pattern, FC_INDEX, 0) >> 16 == 0;
}

static void list_faces(struct fonts *fonts, const char *family)
{
    FcFontSet *set = fonts->list;
    fonts->faces = mem_alloc((size_t)set->nfont * sizeof *fonts->faces);
    for (int i = 0; i < set->nfont; i++) {
        FcPattern *pattern = set->fonts[i];
        FcChar8 *path, *name;
        if (!is_usable(pattern) ||
            FcPatternGetString(pattern, FC_FILE, 0, &path) != FcResultMatch ||
            FcPatternGetString(pattern, FC_FAMILY, 0, &name) != FcResultMatch)
            continue;
        fonts->faces[fonts->face_count++] = (struct font_face){.pattern = pattern,
            .family = (char *)name,
            .path = (char *)path,
            .index = number_of(pattern, FC_INDEX, 0),
            .rank = rank_of(pattern, family)};
    }
    qsort(fonts->faces, (size_t)fonts->face_count, sizeof *fonts->faces, compare_faces);
}

/* The bits of OS/2 that say what the font's maker allows. */
static unsigned embedding(hb_face_t *face)
{
    hb_blob_t *table = hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
    unsigned len;
    const unsigned char *bytes = (const unsigned char *)hb_blob_get_data(table, &len);
    unsigned bits = len >= 10 ? (unsigned)(bytes[8] << 8 | bytes[9]) : EMBEDDING_FORBIDDEN;
    hb_blob_destroy(table);
    return bits;
}

static bool has_table(hb_face_t *face, hb_tag_t tag)
{
    hb_blob_t *table = hb_face_reference_table(face, tag);
    bool there = hb_blob_get_length(table) > 0;
    hb_blob_destroy(table);
    return there;
}

static bool open_face(struct font_face *face)
{
    if (face->opened)
        return face->face != NULL;
    face->opened = true;
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(face->path);
    if (!blob)
        return false;
    hb_face_t *opened = hb_face_create(blob, (unsigned)face->index);
    hb_blob_destroy(blob);
    if (!has_table(opened, HB_TAG('g', 'l', 'y', 'f')) ||
        (embedding(opened) & EMBEDDING_FORBIDDEN)) {
        hb_face_destroy(opened);
        return false;
    }
    face->face = opened;
    face->font = hb_font_create(opened);
    return true;
}

static bool face_draws(struct font_face *face, uint32_t character, struct glyph *glyph)
{
    FcCharSet *set;
    if (FcPatternGetCharSet(face->pattern, FC_CHARSET, 0, &set) != FcResultMatch ||
        !FcCharSetHasChar(set, character) || !open_face(face))
        return false;
    hb_glyph_extents_t ink = {0};
    hb_codepoint_t id = 0;
    if (!hb_font_get_nominal_glyph(face->font, character, &id) || !id)
        return false;
    bool space = hb_unicode_general_category(hb_unicode_funcs_get_default(), character) ==
                 HB_UNICODE_GENERAL_CATEGORY_SPACE_SEPARATOR;
    if (!hb_font_get_glyph_extents(face->font, id, &ink) || (!ink.width && !ink.height && !space))
        return false;
    glyph->id = id;
    glyph->advance =
        (double)hb_font_get_glyph_h_advance(face->font, id) / (double)hb_face_get_upem(face->face);
    return true;
}

/* Scripts whose letters stand for themselves, one beside the other from left to right. */
static bool is_simple_script(hb_script_t script)
{
    static const hb_script_t simple[] = {HB_SCRIPT_COMMON, HB_SCRIPT_LATIN, HB_SCRIPT_HAN,
        HB_SCRIPT_HIRAGANA, HB_SCRIPT_KATAKANA, HB_SCRIPT_BOPOMOFO, HB_SCRIPT_HANGUL, HB_SCRIPT_YI,
        HB_SCRIPT_GREEK, HB_SCRIPT_CYRILLIC, HB_SCRIPT_ARMENIAN, HB_SCRIPT_GEORGIAN,
        HB_SCRIPT_LISU};
    for (size_t i = 0; i < sizeof simple / sizeof *simple; i++)
        if (simple[i] == script)
            return true;
    return false;
}

static enum font_lack judge(uint32_t character)
{
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    switch (hb_unicode_general_category(unicode, character)) {
    case HB_UNICODE_GENERAL_CATEGORY_CONTROL:
    case HB_UNICODE_GENERAL_CATEGORY_FORMAT:
    case HB_UNICODE_GENERAL_CATEGORY_SURROGATE:
    case HB_UNICODE_GENERAL_CATEGORY_LINE_SEPARATOR:
    case HB_UNICODE_GENERAL_CATEGORY_PARAGRAPH_SEPARATOR:
        return FONT_CONTROL;
    case HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK:
    case HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK:
    case HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK:
        return FONT_SHAPING;
    case HB_UNICODE_GENERAL_CATEGORY_UNASSIGNED:
    case HB_UNICODE_GENERAL_CATEGORY_PRIVATE_USE:
        return FONT_MISSING; // a font's private drawing may be anything
    default:
        return is_simple_script(hb_unicode_script(unicode, character)) ? FONT_HAS : FONT_SHAPING;
    }
}

static size_t slot_of(const struct fonts *fonts, uint32_t character)
{
    size_t at = character * UINT32_C(2654435761) & (fonts->slot_count - 1);
    while (fonts->slots[at] && fonts->glyphs[fonts->slots[at] - 1].character != character)
        at = (at + 1) & (fonts->slot_count - 1);
    return at;
}

static void grow_slots(struct fonts *fonts)
{
    free(fonts->slots);
    fonts->slot_count = fonts->slot_count ? fonts->slot_count * 2 : 4096;
    fonts->slots = mem_alloc(fonts->slot_count * sizeof *fonts->slots);
    for (size_t i = 0; i < fonts->glyph_count; i++)
        fonts->slots[slot_of(fonts, fonts->glyphs[i].character)] = (uint32_t)i + 1;
}

enum font_lack fonts_find(struct fonts *fonts, uint32_t character, uint32_t *index)
{
    size_t slot = slot_of(fonts, character);
    if (fonts->slots[slot]) {
        *index = fonts->slots[slot] - 1;
        return FONT_HAS;
    }
    struct glyph glyph = {.character = character};
    enum font_lack lack = judge(character);
    if (lack != FONT_HAS)
        return lack;
    while (
        glyph.face < fonts->face_count && !face_draws(&fonts->faces[glyph.face], character, &glyph))
        glyph.face++;
    if (glyph.face == fonts->face_count)
        return FONT_MISSING;
    fonts->glyphs =
        mem_grow(fonts->glyphs, fonts->glyph_count, &fonts->glyph_capacity, sizeof *fonts->glyphs);
    *index = (uint32_t)fonts->glyph_count;
    fonts->glyphs[fonts->glyph_count++] = glyph;
    fonts->slots[slot] = *index + 1;
    if (fonts->glyph_count * 2 > fonts->slot_count)
        grow_slots(fonts);
    return FONT_HAS;
}

static int check_faces(struct fonts *fonts, const char *family, struct err *err)
{
    uint32_t glyph;
    bool found = fonts->face_count && fonts->faces[0].rank == 0 && open_face(&fonts->faces[0]);
    if (family && !found)
        return err_set(err, STATUS_CONFIG, "font.family",
            _("there is no font `%s` with TrueType outlines on this machine; install it, or name "
              "another one (fonts with CFF outlines, such as Noto Sans CJK, cannot be used)"),
            family);
    if (fonts_find(fonts, 0x5DE5, &glyph) != FONT_HAS)
        return err_set(err, STATUS_CONFIG, "font.none",
            _("no font on this machine has Chinese characters with TrueType outlines; install "
              "fonts-wqy-microhei, and fonts-lxgw-wenkai and fonts-hanazono for rare names"));
    return 0;
}

int fonts_open(struct fonts *fonts, const char *family, struct err *err)
{
    *fonts = (struct fonts){0};
    FcPattern *any = FcPatternCreate();
    FcObjectSet *objects = FcObjectSetBuild(FC_FILE, FC_INDEX, FC_FAMILY, FC_WEIGHT, FC_SLANT,
        FC_FONTFORMAT, FC_VARIABLE, FC_CHARSET, (char *)NULL);
    if (!FcInit() || !any || !objects)
        mem_out();
    fonts->list = FcFontList(NULL, any, objects);
    if (!fonts->list)
        mem_out();
    FcObjectSetDestroy(objects);
    FcPatternDestroy(any);
    grow_slots(fonts);
    list_faces(fonts, family);
    int result = check_faces(fonts, family, err);
    if (result)
        fonts_release(fonts);
    return result;
}

void fonts_release(struct fonts *fonts)
{
    for (int i = 0; i < fonts->face_count; i++) {
        hb_font_destroy(fonts->faces[i].font);
        hb_face_destroy(fonts->faces[i].face);
    }
    if (fonts->list)
        FcFontSetDestroy(fonts->list);
    if (fonts->list)
        FcFini();
    free(fonts->faces);
    free(fonts->glyphs);
    free(fonts->slots);
    *fonts = (struct fonts){0};
}
