/* A PDF document in the making (libharu). Lengths are mm from the page's upper left corner.
 *
 * Nothing here can fail on its own: the first error of libharu is kept, everything after it does
 * nothing, and pages_save tells. The bytes depend only on what was drawn. */
#ifndef PAPER_PAGE_H
#define PAPER_PAGE_H
#include "base/buf.h"
#include "paper/colour.h"
#include "paper/cut.h"
#include "paper/qr.h"
#include <time.h>

struct pages;

/* `title` is UTF-8. `date` is the document's date (UTC), 0: it says none. */
struct pages *pages_new(const char *title, time_t date);
void pages_free(struct pages *pages);

/* Adds a font, with its real text behind the codes (ToUnicode, ISO 32000-1 9.10.3). Returns the
 * number to draw with; negative after an error. */
int pages_add_font(struct pages *pages, const struct cut_part *part);

/* Adds the code as a picture of one bit a module. Returns the number to draw with. */
int pages_add_qr(struct pages *pages, const struct qr *qr);

/* Starts a page; drawing goes to the last one. */
void pages_begin(struct pages *pages, double width_mm, double height_mm);
long pages_count(const struct pages *pages);

void pages_fill(struct pages *pages, double x_mm, double y_mm, double width_mm, double height_mm,
    double radius_mm, const struct colour *colour);
void pages_line(struct pages *pages, double x1_mm, double y1_mm, double x2_mm, double y2_mm,
    double thickness_mm);

struct page_text {
    int font;
    double x_mm, baseline_mm, size_pt;
    struct colour colour;
    bool bold; // thickened outlines: most Chinese families have one weight
};

/* `codes` are the font's codes as UTF-8. */
void pages_text(struct pages *pages, const struct page_text *text, const char *codes);
void pages_qr(struct pages *pages, int qr, double x_mm, double y_mm, double side_mm);

/* Appends the whole file. Error: STATUS_RESOURCE `pdf.failed` with libharu's number. */
int pages_save(struct pages *pages, struct buf *out, struct err *err);
#endif
