#include "paper/page.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_fontdef.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { COLOUR_NONE = -1, FONTS_MAX = 30000 };
static const double bold_part = 0.026; // of the size, all around the outline

struct pages {
    HPDF_Doc doc;
    HPDF_STATUS failed, detail; // the first error; HPDF_OK
    HPDF_Font *fonts;           // owns the array
    size_t font_count, font_capacity;
    HPDF_Image *images; // owns the array
    size_t image_count, image_capacity;
    HPDF_Page page;
    double height_pt;
    long count;
    // what the page's content is set to now
    bool in_text, bold;
    int font;
    double size_pt;
    struct colour colour;
};

static void note_error(HPDF_STATUS code, HPDF_STATUS detail, void *context)
{
    struct pages *pages = context;
    if (pages->failed == HPDF_OK) {
        pages->failed = code;
        pages->detail = detail;
    }
}

static HPDF_REAL points(double mm)
{
    return (HPDF_REAL)(mm * 72 / 25.4);
}

static HPDF_REAL up(const struct pages *pages, double y_mm)
{
    return (HPDF_REAL)(pages->height_pt - y_mm * 72 / 25.4);
}

static void set_date(HPDF_Doc doc, time_t date)
{
    struct tm t;
    gmtime_r(&date, &t);
    HPDF_Date d = {
        t.tm_year + 1900, t.tm_mon + 1, t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec, 'Z', 0, 0};
    HPDF_SetInfoDateAttr(doc, HPDF_INFO_CREATION_DATE, d);
    HPDF_SetInfoDateAttr(doc, HPDF_INFO_MOD_DATE, d);
}

struct pages *pages_new(const char *title, time_t date)
{
    struct pages *pages = mem_alloc(sizeof *pages);
    pages->doc = HPDF_New(note_error, pages);
    if (!pages->doc)
        mem_out();
    HPDF_UseUTFEncodings(pages->doc);
    HPDF_SetCompressionMode(pages->doc, HPDF_COMP_ALL);
    HPDF_SetCurrentEncoder(pages->doc, "UTF-8");
    HPDF_SetInfoAttr(pages->doc, HPDF_INFO_TITLE, title);
    HPDF_SetInfoAttr(pages->doc, HPDF_INFO_CREATOR, "muster");
    if (date)
        set_date(pages->doc, date);
    return pages;
}

void pages_free(struct pages *pages)
{
    if (!pages)
        return;
    HPDF_Free(pages->doc);
    free(pages->fonts);
    free(pages->images);
    free(pages);
}

static void code_text(struct buf *out, uint32_t character)
{
    if (character < 0x10000)
        buf_printf(out, "<%04X>\n", character);
    else
        buf_printf(out, "<%04X%04X>\n", 0xD800 + ((character - 0x10000) >> 10),
            0xDC00 + ((character - 0x10000) & 0x3FF));
}

/* libharu says that the codes are the text; here they are not. */
static void write_unicode(struct pages *pages, HPDF_Font font, const struct cut_part *part)
{
    enum { BLOCK = 100 }; // a bfchar block holds no more
    HPDF_Dict dict = HPDF_Dict_GetItem(font, "ToUnicode", HPDF_OCLASS_DICT);
    if (!dict) {
        note_error(HPDF_DICT_ITEM_NOT_FOUND, 0, pages);
        return;
    }
    struct buf map = {0};
    buf_add_text(&map,
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << "
        "/Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS "
        "def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    for (size_t i = 0; i < part->count; i++) {
        size_t left = part->count - i;
        if (i % BLOCK == 0)
            buf_printf(&map, "%s%zu beginbfchar\n", i ? "endbfchar\n" : "",
                left < BLOCK ? left : (size_t)BLOCK);
        buf_printf(&map, "<%04X> ", part->codes[i].code);
        code_text(&map, part->codes[i].character);
    }
    buf_add_text(
        &map, "endbfchar\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    HPDF_MemStream_FreeData(dict->stream);
    HPDF_Stream_Write(dict->stream, (const HPDF_BYTE *)map.data, (HPDF_UINT)map.len);
    buf_release(&map);
}

/* libharu keeps only glyphs that it measured, and misses the inner ones of nested composites. */
static void keep_all_glyphs(HPDF_Font font, const struct cut_part *part)
{
    struct buf all = {0};
    for (uint32_t code = CUT_FIRST_CODE + 1; code <= part->last_code; code++)
        text_put(&all, code);
    for (size_t at = 0; at < all.len; at += 30000) { // libharu takes at most 65,535 bytes
        size_t len = all.len - at < 30000 ? all.len - at : 30000;
        HPDF_Font_TextWidth(font, (const HPDF_BYTE *)all.data + at, (HPDF_UINT)len);
    }
    buf_release(&all);
}

/* Loads the font from memory, which libharu 2.3 does for itself only: no temporary file, nothing
 * that a full disk could spoil. Returns its name, borrowed from the document. */
static const char *load_font(struct pages *pages, const struct cut_part *part)
{
    enum {
        TAG_LENGTH = 6, // of a subset's name: ISO 32000-1 9.6.4
        SLACK = 16,     // libharu seeks to the end, and fails there when its buffer is full
    };
    HPDF_Stream stream = HPDF_MemStream_New(pages->doc->mmgr, (HPDF_UINT)part->len + SLACK);
    if (!stream ||
        HPDF_Stream_Write(stream, (const HPDF_BYTE *)part->bytes, (HPDF_UINT)part->len) != HPDF_OK)
        return NULL;
    HPDF_FontDef font = HPDF_TTFontDef_Load(pages->doc->mmgr, stream, HPDF_TRUE);
    if (!font || HPDF_List_Add(pages->doc->fontdef_list, font) != HPDF_OK)
        return NULL;
    char tag[TAG_LENGTH + 1] = "AAAAAA";
    size_t number = pages->font_count;
    for (int i = TAG_LENGTH - 1; i >= 0; i--, number /= 26)
        tag[i] = (char)('A' + number % 26);
    HPDF_TTFontDef_SetTagName(font, tag);
    return font->base_font;
}

int pages_add_font(struct pages *pages, const struct cut_part *part)
{
    const char *name = pages->failed == HPDF_OK ? load_font(pages, part) : NULL;
    HPDF_Font font = name ? HPDF_GetFont(pages->doc, name, "UTF-8") : NULL;
    if (!font || pages->failed != HPDF_OK || pages->font_count == FONTS_MAX) {
        note_error(HPDF_INVALID_FONT, 0, pages);
        return -1;
    }
    keep_all_glyphs(font, part);
    write_unicode(pages, font, part);
    pages->fonts =
        mem_grow(pages->fonts, pages->font_count, &pages->font_capacity, sizeof *pages->fonts);
    pages->fonts[pages->font_count] = font;
    return (int)pages->font_count++;
}

int pages_add_qr(struct pages *pages, const struct qr *qr)
{
    size_t stride = ((size_t)qr->side + 7) / 8;
    unsigned char bits[QR_SIDE_MAX * (QR_SIDE_MAX / 8 + 1)];
    memset(bits, 0xFF, sizeof bits);
    for (int y = 0; y < qr->side; y++)
        for (int x = 0; x < qr->side; x++)
            if (qr->dark[y * qr->side + x])
                bits[(size_t)y * stride + (size_t)x / 8] &= (unsigned char)~(0x80 >> x % 8);
    HPDF_Image image = HPDF_LoadRawImageFromMem(
        pages->doc, bits, (HPDF_UINT)qr->side, (HPDF_UINT)qr->side, HPDF_CS_DEVICE_GRAY, 1);
    pages->images =
        mem_grow(pages->images, pages->image_count, &pages->image_capacity, sizeof *pages->images);
    pages->images[pages->image_count] = image;
    return (int)pages->image_count++;
}

void pages_begin(struct pages *pages, double width_mm, double height_mm)
{
    if (pages->in_text)
        HPDF_Page_EndText(pages->page);
    pages->page = HPDF_AddPage(pages->doc);
    pages->count++;
    pages->in_text = pages->bold = false;
    pages->font = COLOUR_NONE;
    pages->colour.red = COLOUR_NONE;
    if (!pages->page)
        return;
    pages->height_pt = height_mm * 72 / 25.4;
    HPDF_Page_SetWidth(pages->page, points(width_mm));
    HPDF_Page_SetHeight(pages->page, points(height_mm));
}

long pages_count(const struct pages *pages)
{
    return pages->count;
}

static bool ready(const struct pages *pages)
{
    return pages->failed == HPDF_OK && pages->page;
}

static void leave_text(struct pages *pages)
{
    if (pages->in_text)
        HPDF_Page_EndText(pages->page);
    pages->in_text = false;
}

static void set_colour(struct pages *pages, const struct colour *colour)
{
    if (!memcmp(&pages->colour, colour, sizeof *colour))
        return;
    pages->colour = *colour;
    HPDF_Page_SetRGBFill(
        pages->page, (HPDF_REAL)colour->red, (HPDF_REAL)colour->green, (HPDF_REAL)colour->blue);
}

static void trace_rounded(
    HPDF_Page page, HPDF_REAL x, HPDF_REAL y, HPDF_REAL w, HPDF_REAL h, HPDF_REAL r)
{
    const HPDF_REAL c = r * 0.44772f; // from the corner to the handle of a quarter circle
    HPDF_Page_MoveTo(page, x + r, y);
    HPDF_Page_LineTo(page, x + w - r, y);
    HPDF_Page_CurveTo(page, x + w - c, y, x + w, y + c, x + w, y + r);
    HPDF_Page_LineTo(page, x + w, y + h - r);
    HPDF_Page_CurveTo(page, x + w, y + h - c, x + w - c, y + h, x + w - r, y + h);
    HPDF_Page_LineTo(page, x + r, y + h);
    HPDF_Page_CurveTo(page, x + c, y + h, x, y + h - c, x, y + h - r);
    HPDF_Page_LineTo(page, x, y + r);
    HPDF_Page_CurveTo(page, x, y + c, x + c, y, x + r, y);
    HPDF_Page_ClosePath(page);
}

void pages_fill(struct pages *pages, double x_mm, double y_mm, double width_mm, double height_mm,
    double radius_mm, const struct colour *colour)
{
    if (!ready(pages))
        return;
    leave_text(pages);
    set_colour(pages, colour);
    HPDF_REAL x = points(x_mm), y = up(pages, y_mm + height_mm);
    HPDF_REAL w = points(width_mm), h = points(height_mm);
    if (radius_mm > 0)
        trace_rounded(pages->page, x, y, w, h, points(radius_mm));
    else
        HPDF_Page_Rectangle(pages->page, x, y, w, h);
    HPDF_Page_Fill(pages->page);
}

void pages_line(struct pages *pages, double x1_mm, double y1_mm, double x2_mm, double y2_mm,
    double thickness_mm)
{
    if (!ready(pages))
        return;
    leave_text(pages);
    HPDF_Page_SetRGBStroke(pages->page, 0, 0, 0);
    HPDF_Page_SetLineWidth(pages->page, points(thickness_mm));
    HPDF_Page_MoveTo(pages->page, points(x1_mm), up(pages, y1_mm));
    HPDF_Page_LineTo(pages->page, points(x2_mm), up(pages, y2_mm));
    HPDF_Page_Stroke(pages->page);
}

static void set_weight(struct pages *pages, const struct page_text *text)
{
    if (text->bold) {
        HPDF_Page_SetRGBStroke(pages->page, (HPDF_REAL)text->colour.red,
            (HPDF_REAL)text->colour.green, (HPDF_REAL)text->colour.blue);
        HPDF_Page_SetLineWidth(pages->page, (HPDF_REAL)(text->size_pt * bold_part));
    }
    if (text->bold != pages->bold)
        HPDF_Page_SetTextRenderingMode(pages->page, text->bold ? HPDF_FILL_THEN_STROKE : HPDF_FILL);
    pages->bold = text->bold;
}

void pages_text(struct pages *pages, const struct page_text *text, const char *codes)
{
    if (!ready(pages) || text->font < 0 || (size_t)text->font >= pages->font_count)
        return;
    if (!pages->in_text)
        HPDF_Page_BeginText(pages->page);
    pages->in_text = true;
    set_colour(pages, &text->colour);
    set_weight(pages, text);
    if (text->font != pages->font || fabs(text->size_pt - pages->size_pt) > 1e-9) {
        HPDF_Page_SetFontAndSize(pages->page, pages->fonts[text->font], (HPDF_REAL)text->size_pt);
        pages->font = text->font;
        pages->size_pt = text->size_pt;
    }
    HPDF_Page_TextOut(pages->page, points(text->x_mm), up(pages, text->baseline_mm), codes);
}

void pages_qr(struct pages *pages, int qr, double x_mm, double y_mm, double side_mm)
{
    if (!ready(pages) || qr < 0 || (size_t)qr >= pages->image_count)
        return;
    leave_text(pages);
    HPDF_Page_DrawImage(pages->page, pages->images[qr], points(x_mm), up(pages, y_mm + side_mm),
        points(side_mm), points(side_mm));
}

int pages_save(struct pages *pages, struct buf *out, struct err *err)
{
    if (pages->in_text)
        HPDF_Page_EndText(pages->page);
    pages->in_text = false;
    if (pages->failed == HPDF_OK)
        HPDF_SaveToStream(pages->doc);
    while (pages->failed == HPDF_OK) {
        HPDF_BYTE bytes[16384];
        HPDF_UINT32 len = sizeof bytes;
        HPDF_STATUS status = HPDF_ReadFromStream(pages->doc, bytes, &len);
        if (len)
            buf_add(out, bytes, len);
        if (status == HPDF_STREAM_EOF || !len)
            return 0;
    }
    return err_set(err, STATUS_RESOURCE, "pdf.failed",
        _("the PDF could not be made (libharu 0x%04lX, %lu); report this with the command and the "
          "template"),
        (unsigned long)pages->failed, (unsigned long)pages->detail);
}
