#include "card/layout.h"

#include "base/i18n.h"
#include "base/mem.h"
#include <stdlib.h>
#include <string.h>

static int load_section(const struct yaml *yaml, const char *name, const char *const *known,
    const json_t **section, struct err *err)
{
    *section = json_object_get(yaml->root, name);
    if (!*section)
        return yaml_fail(yaml, yaml->root, NULL, err, "template.section",
            _("the section `%s:` is missing; see muster-template(5)"), name);
    return yaml_only(yaml, *section, known, err);
}

static int load_card(const struct yaml *yaml, struct layout *layout, struct err *err)
{
    static const char *const known[] = {"width", "height", NULL};
    const json_t *card;
    if (load_section(yaml, "card", known, &card, err))
        return -1;
    layout->card_width_mm = 90;
    layout->card_height_mm = 54;
    return yaml_number(yaml, card, "width", 10, 1000, &layout->card_width_mm, err) ||
                   yaml_number(yaml, card, "height", 10, 1000, &layout->card_height_mm, err)
               ? -1
               : 0;
}

static int load_order(
    const struct yaml *yaml, const json_t *sheet, struct layout *layout, struct err *err)
{
    const char *order = NULL;
    if (yaml_string(yaml, sheet, "order", &order, err))
        return -1;
    if (order && strcmp(order, "cut-stack") && strcmp(order, "rows"))
        return yaml_fail(yaml, sheet, "order", err, "template.word", _("`%s` must be one of: %s"),
            "order", "cut-stack, rows");
    layout->order = order && !strcmp(order, "rows") ? ORDER_ROWS : ORDER_CUT_STACK;
    return 0;
}

static double span(long count, double size, double gap)
{
    return (double)count * size + (double)(count - 1) * gap;
}

/* Centres the cards unless the margin is given, and sees that they stay on the sheet. */
static int load_margins(
    const struct yaml *yaml, const json_t *sheet, struct layout *layout, struct err *err)
{
    double width = span(layout->columns, layout->card_width_mm, layout->gap_x_mm);
    double height = span(layout->rows, layout->card_height_mm, layout->gap_y_mm);
    layout->left_mm = (layout->sheet_width_mm - width) / 2;
    layout->top_mm = (layout->sheet_height_mm - height) / 2;
    if (yaml_number(yaml, sheet, "left", 0, 2000, &layout->left_mm, err) ||
        yaml_number(yaml, sheet, "top", 0, 2000, &layout->top_mm, err))
        return -1;
    const double slack = 1e-6;
    if (layout->left_mm < -slack || layout->top_mm < -slack ||
        layout->left_mm + width > layout->sheet_width_mm + slack ||
        layout->top_mm + height > layout->sheet_height_mm + slack)
        return yaml_fail(yaml, yaml->root, "sheet", err, "template.sheet",
            _("%ld x %ld cards take %g x %g mm, which do not fit on the sheet of %g x %g mm; "
              "make the cards, gaps or margins smaller"),
            layout->columns, layout->rows, width, height, layout->sheet_width_mm,
            layout->sheet_height_mm);
    return 0;
}

static int load_sheet(const struct yaml *yaml, struct layout *layout, struct err *err)
{
    static const char *const known[] = {"width", "height", "columns", "rows", "left", "top",
        "gap-x", "gap-y", "marks", "order", NULL};
    const json_t *sheet;
    if (load_section(yaml, "sheet", known, &sheet, err))
        return -1;
    layout->sheet_width_mm = 210;
    layout->sheet_height_mm = 297;
    layout->columns = layout->rows = 1;
    return yaml_number(yaml, sheet, "width", 10, 2000, &layout->sheet_width_mm, err) ||
                   yaml_number(yaml, sheet, "height", 10, 2000, &layout->sheet_height_mm, err) ||
                   yaml_integer(yaml, sheet, "columns", 1, 50, &layout->columns, err) ||
                   yaml_integer(yaml, sheet, "rows", 1, 50, &layout->rows, err) ||
                   yaml_number(yaml, sheet, "gap-x", 0, 500, &layout->gap_x_mm, err) ||
                   yaml_number(yaml, sheet, "gap-y", 0, 500, &layout->gap_y_mm, err) ||
                   yaml_number(yaml, sheet, "marks", 0, 50, &layout->marks_mm, err) ||
                   load_order(yaml, sheet, layout, err) || load_margins(yaml, sheet, layout, err)
               ? -1
               : 0;
}

static int load(const struct yaml *yaml, struct layout *layout, struct err *err)
{
    static const char *const known[] = {"title", "font", "sheet", "card", "boxes", NULL};
    const char *title = "", *font = NULL;
    if (yaml_only(yaml, yaml->root, known, err) ||
        yaml_string(yaml, yaml->root, "title", &title, err) ||
        yaml_string(yaml, yaml->root, "font", &font, err) || load_card(yaml, layout, err) ||
        load_sheet(yaml, layout, err) ||
        box_list_load(&layout->boxes, yaml, yaml->root, "boxes", layout->card_width_mm,
            layout->card_height_mm, err))
        return -1;
    layout->title = mem_text(title);
    layout->font = mem_text(font);
    return 0;
}

int layout_load(struct layout *layout, const char *path, struct err *err)
{
    struct yaml yaml;
    *layout = (struct layout){0};
    if (yaml_load(&yaml, path, err))
        return -1;
    layout->file = mem_text(path);
    int result = load(&yaml, layout, err);
    if (result)
        layout_release(layout);
    yaml_release(&yaml);
    return result;
}

void layout_release(struct layout *layout)
{
    box_list_release(&layout->boxes);
    free(layout->file);
    free(layout->title);
    free(layout->font);
    *layout = (struct layout){0};
}
