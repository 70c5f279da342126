#include "paper/cut.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include <ctype.h>
#include <hb-subset.h>
#include <hb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void cut_start(struct cut *cut, struct fonts *fonts, long series)
{
    *cut = (struct cut){.fonts = fonts, .number = ++fonts->cuts, .series = series};
}

/* The part of `face` that still has room. */
static size_t part_for(struct cut *cut, int face)
{
    for (size_t i = 0; i < cut->part_count; i++)
        if (cut->parts[i].face == face && cut->parts[i].count < CUT_GLYPHS_MAX)
            return i;
    cut->parts = mem_grow(cut->parts, cut->part_count, &cut->part_capacity, sizeof *cut->parts);
    cut->parts[cut->part_count] = (struct cut_part){.face = face};
    return cut->part_count++;
}

void cut_add(struct cut *cut, uint32_t index)
{
    struct glyph *glyph = &cut->fonts->glyphs[index];
    if (glyph->cut == cut->number)
        return;
    size_t at = part_for(cut, glyph->face);
    struct cut_part *part = &cut->parts[at];
    part->glyphs = mem_grow(part->glyphs, part->count, &part->capacity, sizeof *part->glyphs);
    part->glyphs[part->count++] = index;
    glyph->cut = cut->number;
    glyph->part = (uint16_t)at;
}

static void put16(struct buf *out, unsigned value)
{
    buf_add_char(out, (char)(value >> 8));
    buf_add_char(out, (char)value);
}

static void put32(struct buf *out, uint32_t value)
{
    put16(out, value >> 16);
    put16(out, value & 0xFFFF);
}

/* A `cmap` (OpenType 1.9) of format 4: the first segment gives every glyph of the font its code;
 * a character whose glyph another one has already gets a segment of its own. */
static void make_cmap(
    struct buf *out, unsigned glyphs, const uint16_t *doubles, size_t double_count)
{
    unsigned segments = (unsigned)double_count + 2;
    put16(out, 0);
    put16(out, 1);
    put16(out, 3); // Windows,
    put16(out, 1); // Unicode BMP
    put32(out, 12);
    put16(out, 4);
    put16(out, 16 + 8 * segments);
    put16(out, 0);
    put16(out, segments * 2);
    for (int i = 0; i < 3; i++)
        put16(out, 0); // hints for a binary search, which libharu does not make
    for (int pass = 0; pass < 2; pass++) {
        put16(out, CUT_FIRST_CODE + (pass ? 1 : glyphs - 1));
        for (unsigned i = 0; i < double_count; i++)
            put16(out, CUT_FIRST_CODE + glyphs + i);
        put16(out, 0xFFFF);
        if (!pass)
            put16(out, 0);
    }
    put16(out, 0x10000 - CUT_FIRST_CODE);
    for (unsigned i = 0; i < double_count; i++)
        put16(out, (0x10000 + doubles[i] - (CUT_FIRST_CODE + glyphs + i)) & 0xFFFF);
    put16(out, 1);
    for (unsigned i = 0; i < segments; i++)
        put16(out, 0);
}

static void put_name(struct buf *records, struct buf *strings, unsigned id, const char *name)
{
    put16(records, 3); // Windows,
    put16(records, 1); // Unicode BMP,
    put16(records, 0x409);
    put16(records, id);
    put16(records, (unsigned)strlen(name) * 2);
    put16(records, (unsigned)strings->len);
    for (; *name; name++)
        put16(strings, (unsigned char)*name);
}

/* A `name` table with the two names that libharu asks for. */
static void make_name(struct buf *out, const char *name)
{
    enum { STYLE = 2, POSTSCRIPT = 6, HEADER_SIZE = 6, RECORD_SIZE = 12 };
    struct buf strings = {0};
    put16(out, 0);
    put16(out, 2);
    put16(out, HEADER_SIZE + 2 * RECORD_SIZE);
    put_name(out, &strings, STYLE, "Regular");
    put_name(out, &strings, POSTSCRIPT, name);
    buf_add(out, strings.data, strings.len);
    buf_release(&strings);
}

static hb_subset_plan_t *make_plan(const struct cut *cut, const struct cut_part *part)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        mem_out();
    hb_set_t *wanted = hb_subset_input_glyph_set(input);
    for (size_t i = 0; i < part->count; i++)
        hb_set_add(wanted, cut->fonts->glyphs[part->glyphs[i]].id);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    hb_set_t *dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    static const char tags[][5] = {"GSUB", "GPOS", "GDEF", "kern", "vmtx", "vhea", "VORG", "DSIG",
        "cmap", "name", "post", "gasp", "hdmx", "VDMX", "LTSH"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        hb_set_add(dropped, hb_tag_from_string(tags[i], 4));
    hb_subset_plan_t *plan =
        hb_subset_plan_create_or_fail(cut->fonts->faces[part->face].face, input);
    hb_subset_input_destroy(input);
    return plan;
}

/* Gives the glyphs their codes; returns how many share a glyph that has a code, which are listed in
 * `doubles`. */
static size_t assign_codes(const struct cut *cut, struct cut_part *part, const hb_map_t *renumbered,
    unsigned glyphs, uint16_t *doubles)
{
    unsigned char *taken = mem_alloc(glyphs);
    size_t count = 0;
    for (size_t i = 0; i < part->count; i++) {
        struct glyph *glyph = &cut->fonts->glyphs[part->glyphs[i]];
        unsigned id = hb_map_get(renumbered, glyph->id);
        unsigned code = CUT_FIRST_CODE + id;
        if (id >= glyphs)
            id = 0;
        if (taken[id]) {
            code = CUT_FIRST_CODE + glyphs + (unsigned)count;
            doubles[count++] = (uint16_t)id;
        }
        taken[id] = 1;
        glyph->code = (uint16_t)code;
        part->codes[i] = (struct cut_code){glyph->code, glyph->character};
    }
    free(taken);
    return count;
}

static void add_table(hb_face_t *builder, hb_tag_t tag, struct buf *table)
{
    unsigned len = (unsigned)table->len;
    char *bytes = buf_take(table);
    hb_blob_t *blob = hb_blob_create(bytes, len, HB_MEMORY_MODE_READONLY, bytes, free);
    hb_face_builder_add_table(builder, tag, blob);
    hb_blob_destroy(blob);
}

/* Puts the tables that libharu reads into one file. */
static void build(struct cut_part *part, hb_face_t *subset, struct buf *cmap, struct buf *name)
{
    static const char kept[][5] = {"OS/2", "glyf", "head", "hhea", "hmtx", "loca", "maxp"};
    hb_face_t *builder = hb_face_builder_create();
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        hb_tag_t tag = hb_tag_from_string(kept[i], 4);
        hb_blob_t *table = hb_face_reference_table(subset, tag);
        hb_face_builder_add_table(builder, tag, table);
        hb_blob_destroy(table);
    }
    add_table(builder, HB_TAG('c', 'm', 'a', 'p'), cmap);
    add_table(builder, HB_TAG('n', 'a', 'm', 'e'), name);
    // libharu fails when the last table it writes is empty and the others fill its buffer exactly
    static const unsigned char smooth[] = {0xB8, 0x01, 0xFF, 0x85}; // PUSHW 511, SCANCTRL
    struct buf prep = {0};
    buf_add(&prep, smooth, sizeof smooth);
    add_table(builder, HB_TAG('p', 'r', 'e', 'p'), &prep);
    hb_blob_t *file = hb_face_reference_blob(builder);
    unsigned len;
    const char *bytes = hb_blob_get_data(file, &len);
    part->bytes = mem_text_n(bytes, len);
    part->len = len;
    hb_blob_destroy(file);
    hb_face_destroy(builder);
}

static void set_name(const struct cut *cut, struct cut_part *part, size_t number)
{
    char *to = part->name;
    for (const char *from = cut->fonts->faces[part->face].family; *from; from++)
        if (isascii((unsigned char)*from) && isalnum((unsigned char)*from) && to < part->name + 40)
            *to++ = *from;
    snprintf(
        to, sizeof part->name - (size_t)(to - part->name), "-%ld-%zu", cut->series, number + 1);
}

static int fail_face(const struct cut *cut, const struct cut_part *part, struct err *err)
{
    const struct font_face *face = &cut->fonts->faces[part->face];
    return err_set(err, STATUS_CONFIG, "font.cut",
        _("the font %s (%s) cannot be cut; it is damaged: install it again"), face->family,
        face->path);
}

static int make_part(struct cut *cut, struct cut_part *part, size_t number, struct err *err)
{
    hb_subset_plan_t *plan = make_plan(cut, part);
    hb_face_t *subset = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    unsigned glyphs = subset ? hb_face_get_glyph_count(subset) : 0;
    int result = 0;
    if (glyphs < 2 || CUT_FIRST_CODE + glyphs + part->count > CUT_LAST_CODE) {
        result = fail_face(cut, part, err);
    } else {
        uint16_t *doubles = mem_alloc(part->count * sizeof *doubles);
        struct buf cmap = {0}, name = {0};
        part->codes = mem_alloc(part->count * sizeof *part->codes);
        size_t count =
            assign_codes(cut, part, hb_subset_plan_old_to_new_glyph_mapping(plan), glyphs, doubles);
        part->last_code = (uint16_t)(CUT_FIRST_CODE + glyphs + count - 1);
        set_name(cut, part, number);
        make_cmap(&cmap, glyphs, doubles, count);
        make_name(&name, part->name);
        build(part, subset, &cmap, &name);
        free(doubles);
    }
    hb_face_destroy(subset);
    hb_subset_plan_destroy(plan);
    return result;
}

static int compare_codes(const void *a, const void *b)
{
    return ((const struct cut_code *)a)->code - ((const struct cut_code *)b)->code;
}

int cut_make(struct cut *cut, struct err *err)
{
    for (size_t i = 0; i < cut->part_count; i++) {
        struct cut_part *part = &cut->parts[i];
        if (make_part(cut, part, i, err))
            return -1;
        qsort(part->codes, part->count, sizeof *part->codes, compare_codes);
    }
    return 0;
}

void cut_release(struct cut *cut)
{
    for (size_t i = 0; i < cut->part_count; i++) {
        free(cut->parts[i].glyphs);
        free(cut->parts[i].bytes);
        free(cut->parts[i].codes);
    }
    free(cut->parts);
    *cut = (struct cut){0};
}
