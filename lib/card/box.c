#include "card/box.h"

#include "base/i18n.h"
#include "base/mem.h"
#include <stdlib.h>
#include <string.h>

enum { BOXES_MAX = 200, LINES_MAX = 20 };

/* Where boxes are read from, and the area they stay in. */
struct loader {
    const struct yaml *yaml;
    double width_mm, height_mm;
    bool in_contact;
    struct err *err;
};

static int load_place(const struct loader *l, const json_t *json, struct box *box)
{
    static const char *const keys[] = {"x", "y", "width", "height"};
    double *const values[] = {&box->x_mm, &box->y_mm, &box->width_mm, &box->height_mm};
    for (int i = 0; i < 4; i++) {
        double minimum = i < 2 ? 0 : 0.05;
        if (i >= 2 && !json_object_get(json, keys[i]))
            return yaml_fail(l->yaml, json, NULL, l->err, "template.place",
                _("a box needs x, y, width and height in mm; `%s` is missing"), keys[i]);
        if (yaml_number(l->yaml, json, keys[i], minimum, 2000, values[i], l->err))
            return -1;
    }
    const double slack = 1e-6;
    if (box->x_mm + box->width_mm > l->width_mm + slack ||
        box->y_mm + box->height_mm > l->height_mm + slack)
        return yaml_fail(l->yaml, json, NULL, l->err, "template.place",
            _("this box reaches beyond the %g x %g mm it stands in; move it or make it smaller"),
            l->width_mm, l->height_mm);
    return 0;
}

static int parse_colour(
    const struct loader *l, const json_t *json, const char *key, struct colour *colour)
{
    const char *text = NULL;
    if (yaml_string(l->yaml, json, key, &text, l->err))
        return -1;
    if (!text)
        return 0;
    if (text[0] != '#' || strlen(text) != 7 || strspn(text + 1, "0123456789abcdefABCDEF") != 6)
        return yaml_fail(l->yaml, json, key, l->err, "template.colour",
            _("a colour is written \"#rrggbb\", with the quotes: \"#0b3d6e\""));
    unsigned long value = strtoul(text + 1, NULL, 16);
    colour->red = (double)(value >> 16) / 255;
    colour->green = (double)(value >> 8 & 255) / 255;
    colour->blue = (double)(value & 255) / 255;
    return 0;
}

/* The index of the word under `key` in `words`; absent leaves `*index` alone. */
static int load_word(const struct loader *l, const json_t *json, const char *key,
    const char *const *words, int *index)
{
    const char *text = NULL;
    if (yaml_string(l->yaml, json, key, &text, l->err))
        return -1;
    if (!text)
        return 0;
    struct buf all = {0};
    for (int i = 0; words[i]; i++) {
        if (!strcmp(words[i], text)) {
            *index = i;
            buf_release(&all);
            return 0;
        }
        buf_printf(&all, "%s%s", i ? ", " : "", words[i]);
    }
    yaml_fail(l->yaml, json, key, l->err, "template.word", _("`%s` must be one of: %s"), key,
        buf_text(&all));
    buf_release(&all);
    return -1;
}

static int add_phrase(const struct loader *l, const json_t *json, const char *key,
    const json_t *text, struct box *box)
{
    struct buf problem = {0};
    int result = 0;
    if (!json_is_string(text))
        return yaml_fail(l->yaml, json, key, l->err, "config.type",
            _("`%s` must be a text, or a list of texts; put it in quotes"), key);
    if (phrase_parse(
            &box->phrases[box->phrase_count], json_string_value(text), l->in_contact, &problem))
        result =
            yaml_fail(l->yaml, json, key, l->err, "template.placeholder", "%s", buf_text(&problem));
    else
        box->phrase_count++;
    buf_release(&problem);
    return result;
}

static int load_phrases(
    const struct loader *l, const json_t *json, const char *key, struct box *box)
{
    const json_t *text = json_object_get(json, key);
    size_t count = json_is_array(text) ? json_array_size(text) : 1;
    if (count > LINES_MAX)
        return yaml_fail(l->yaml, json, key, l->err, "template.limit",
            _("more than %d lines in one box; use several boxes"), LINES_MAX);
    box->phrases = mem_alloc(count * sizeof *box->phrases);
    for (size_t i = 0; i < count; i++)
        if (add_phrase(l, json, key, json_is_array(text) ? json_array_get(text, i) : text, box))
            return -1;
    return 0;
}

static int load_text(const struct loader *l, const json_t *json, struct box *box)
{
    static const char *const known[] = {"text", "x", "y", "width", "height", "size", "smallest",
        "spacing", "align", "vertical", "bold", "colour", "overflow", NULL};
    static const char *const aligns[] = {"left", "centre", "right", NULL};
    static const char *const verticals[] = {"top", "middle", "bottom", NULL};
    static const char *const overflows[] = {"hold", "cut", NULL};
    int align = ALIGN_LEFT, vertical = VERTICAL_MIDDLE, overflow = 0;
    box->size_pt = 9;
    box->spacing = 1.25;
    if (yaml_only(l->yaml, json, known, l->err) || load_phrases(l, json, "text", box) ||
        yaml_number(l->yaml, json, "size", 2, 400, &box->size_pt, l->err))
        return -1;
    box->smallest_pt = box->size_pt < 6 ? box->size_pt : 6;
    if (yaml_number(l->yaml, json, "smallest", 2, box->size_pt, &box->smallest_pt, l->err) ||
        yaml_number(l->yaml, json, "spacing", 0.8, 4, &box->spacing, l->err) ||
        load_word(l, json, "align", aligns, &align) ||
        load_word(l, json, "vertical", verticals, &vertical) ||
        load_word(l, json, "overflow", overflows, &overflow) ||
        yaml_boolean(l->yaml, json, "bold", &box->bold, l->err) ||
        parse_colour(l, json, "colour", &box->colour))
        return -1;
    box->align = (enum box_align)align;
    box->vertical = (enum box_vertical)vertical;
    box->cut = overflow;
    return 0;
}

static int load_fill(const struct loader *l, const json_t *json, struct box *box)
{
    static const char *const known[] = {"fill", "x", "y", "width", "height", "radius", NULL};
    double half = (box->width_mm < box->height_mm ? box->width_mm : box->height_mm) / 2;
    return yaml_only(l->yaml, json, known, l->err) ||
                   yaml_number(l->yaml, json, "radius", 0, half, &box->radius_mm, l->err) ||
                   parse_colour(l, json, "fill", &box->colour)
               ? -1
               : 0;
}

static int load_qr(const struct loader *l, const json_t *json, struct box *box)
{
    static const char *const known[] = {"qr", "x", "y", "width", "height", NULL};
    if (yaml_only(l->yaml, json, known, l->err) || load_phrases(l, json, "qr", box))
        return -1;
    if (box->phrase_count != 1)
        return yaml_fail(l->yaml, json, "qr", l->err, "config.type",
            _("`qr` must be one text: the name under which a phone saves the numbers"));
    if (box->width_mm != box->height_mm)
        return yaml_fail(l->yaml, json, NULL, l->err, "template.place",
            _("a QR box must be square; give it one width and height"));
    return 0;
}

static int load_boxes(
    const struct loader *l, const json_t *parent, const char *key, struct box_list *list);

static int load_contacts(const struct loader *l, const json_t *json, struct box *box)
{
    static const char *const known[] = {
        "contacts", "x", "y", "width", "height", "step", "columns", "numbers", NULL};
    static const char *const numbers[] = {"all", "short", "long", NULL};
    int which = NUMBERS_ALL;
    box->columns = 1;
    box->step_mm = box->height_mm;
    if (yaml_only(l->yaml, json, known, l->err) ||
        yaml_number(l->yaml, json, "step", 1, box->height_mm, &box->step_mm, l->err) ||
        yaml_integer(l->yaml, json, "columns", 1, 10, &box->columns, l->err) ||
        load_word(l, json, "numbers", numbers, &which))
        return -1;
    box->numbers = (enum box_numbers)which;
    struct loader inner = *l;
    inner.in_contact = true;
    inner.width_mm = box->width_mm / (double)box->columns;
    inner.height_mm = box->step_mm;
    struct box_list parts = {0};
    int result = load_boxes(&inner, json, "contacts", &parts);
    box->parts = parts.items;
    box->part_count = parts.count;
    return result;
}

static int load_box(const struct loader *l, const json_t *json, struct box *box)
{
    static const struct {
        const char *key;
        enum box_kind kind;
        int (*load)(const struct loader *, const json_t *, struct box *);
    } kinds[] = {{"text", BOX_TEXT, load_text}, {"fill", BOX_FILL, load_fill},
        {"qr", BOX_QR, load_qr}, {"contacts", BOX_CONTACTS, load_contacts}};
    size_t count = l->in_contact ? 2 : 4, which = count;
    for (size_t i = 0; i < count; i++)
        if (json_object_get(json, kinds[i].key))
            which = which == count ? i : count + 1;
    if (which >= count)
        return yaml_fail(l->yaml, json, NULL, l->err, "template.kind",
            l->in_contact ? _("a contact's box has one of `text` and `fill`")
                          : _("a box has one of `text`, `fill`, `qr` and `contacts`"));
    box->kind = kinds[which].kind;
    box->line = yaml_line(l->yaml, json, kinds[which].key, 0);
    return load_place(l, json, box) || kinds[which].load(l, json, box) ? -1 : 0;
}

static int load_boxes(
    const struct loader *l, const json_t *parent, const char *key, struct box_list *list)
{
    const json_t *array = json_object_get(parent, key);
    size_t count = json_array_size(array);
    if (!json_is_array(array) || !count || count > BOXES_MAX)
        return yaml_fail(l->yaml, parent, key, l->err, "config.type",
            _("`%s` must be a list of 1 to %d boxes"), key, BOXES_MAX);
    list->items = mem_alloc(count * sizeof *list->items);
    for (size_t i = 0; i < count; i++) {
        list->count++; // a half-loaded box is released too
        if (load_box(l, json_array_get(array, i), &list->items[i])) {
            if (l->err && !l->err->place.line)
                l->err->place.line = yaml_line(l->yaml, array, NULL, i);
            return -1;
        }
    }
    return 0;
}

int box_list_load(struct box_list *list, const struct yaml *yaml, const json_t *parent,
    const char *key, double width_mm, double height_mm, struct err *err)
{
    struct loader l = {yaml, width_mm, height_mm, false, err};
    *list = (struct box_list){0};
    int result = load_boxes(&l, parent, key, list);
    if (result)
        box_list_release(list);
    return result;
}

static void release_box(struct box *box)
{
    for (size_t i = 0; i < box->phrase_count; i++)
        phrase_release(&box->phrases[i]);
    free(box->phrases);
    for (size_t i = 0; i < box->part_count; i++)
        release_box(&box->parts[i]);
    free(box->parts);
}

void box_list_release(struct box_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        release_box(&list->items[i]);
    free(list->items);
    *list = (struct box_list){0};
}
