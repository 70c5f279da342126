#include "card/compose.h"
#include "card/vcard.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "card/write.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHORT_DIGITS = 6 };

/* The numbers among a worker's values, as text. */
struct numbers {
    char no[24], of[24], seat[24], date[11], month[12], day[12];
};

static void worker_values(
    const struct worker *worker, struct numbers *numbers, struct field_values *values)
{
    const struct squad *squad = &worker->squad;
    struct day day = squad_day(squad->id);
    *numbers = (struct numbers){0};
    snprintf(numbers->no, sizeof numbers->no, "%ld", squad->no);
    snprintf(numbers->of, sizeof numbers->of, "%ld", squad->of);
    snprintf(numbers->seat, sizeof numbers->seat, "%ld", squad->seat);
    if (day.year) {
        day_print(day, numbers->date);
        snprintf(numbers->month, sizeof numbers->month, "%d", day.month);
        snprintf(numbers->day, sizeof numbers->day, "%d", day.day);
    }
    *values = (struct field_values){{[FIELD_NAME] = worker->name,
        [FIELD_SQUAD_NO] = numbers->no,
        [FIELD_SQUAD_ID] = squad->id,
        [FIELD_SQUAD_OF] = numbers->of,
        [FIELD_SEAT] = numbers->seat,
        [FIELD_AGENCY] = worker->agency,
        [FIELD_SHUTTLE] = worker->shuttle,
        [FIELD_GRID] = worker->grid,
        [FIELD_ENTERPRISE] = worker->enterprise,
        [FIELD_DATE] = numbers->date,
        [FIELD_MONTH] = numbers->month,
        [FIELD_DAY] = numbers->day}};
}

static void add_fill(struct card *card, const struct box *box, const struct area *area)
{
    struct item *item = card_add_item(card);
    item->kind = ITEM_FILL;
    item->x_mm = area->x_mm;
    item->y_mm = area->y_mm;
    item->width_mm = area->width_mm;
    item->height_mm = area->height_mm;
    item->radius_mm = box->radius_mm;
    item->colour = box->colour;
}

static struct area area_of(const struct box *box)
{
    return (struct area){box->x_mm, box->y_mm, box->width_mm, box->height_mm, 1};
}

static bool box_takes(const struct box *box, const struct contact *contact)
{
    bool is_short = strlen(contact->dial) <= SHORT_DIGITS;
    return box->kind == BOX_CONTACTS &&
           (box->numbers == NUMBERS_ALL || (box->numbers == NUMBERS_SHORT) == is_short);
}

/* One contact's boxes, from the corner of its row; a row that had to shrink shrinks all in it. */
static int add_contact(const struct composer *composer, struct card *card, const struct box *box,
    const struct area *row, const struct contact *contact, struct err *err)
{
    struct field_values values = {{[FIELD_LABEL] = contact->label,
        [FIELD_PHONE] = contact->phone,
        [FIELD_ROLE] = contact->role,
        [FIELD_GRID] = contact->grid}};
    for (size_t i = 0; i < box->part_count; i++) {
        const struct box *part = &box->parts[i];
        struct area area = {row->x_mm + part->x_mm, row->y_mm + part->y_mm * row->scale,
            part->width_mm, part->height_mm * row->scale, row->scale};
        if (part->kind == BOX_FILL)
            add_fill(card, part, &area);
        else if (write_box(composer->fonts, card, part, &area, &values, err))
            return -1;
    }
    return 0;
}

/* Why the contacts do not fit: when there are so many that the rows shrank, no single one is to
 * blame. */
static int fail_many(const struct composer *composer, const struct box *box, long count,
    const struct area *row, struct err *err)
{
    if (row->scale >= 1 || strcmp(err->code, "card.room"))
        return -1;
    err_set(err, STATUS_PARTIAL, "contacts.crowd",
        _("%ld numbers are too many for their box (line %ld of the template); write 否 in the "
          "column 上卡 for some of them, or make the box higher"),
        count, box->line);
    return err_at(err, composer->contacts->file, NULL, 0, 0);
}

static int add_contacts(const struct composer *composer, struct card *card, const struct box *box,
    const char *grid, struct err *err)
{
    const struct contacts *contacts = composer->contacts;
    long count = 0;
    for (size_t i = 0; i < contacts->count; i++)
        count += contacts->items[i].on_card && contact_is_for(&contacts->items[i], grid) &&
                 box_takes(box, &contacts->items[i]);
    long rows = (count + box->columns - 1) / box->columns;
    double step_mm = box->step_mm;
    if ((double)rows * step_mm > box->height_mm)
        step_mm = box->height_mm / (double)rows;
    long at = 0;
    for (size_t i = 0; i < contacts->count; i++) {
        const struct contact *contact = &contacts->items[i];
        if (!contact->on_card || !contact_is_for(contact, grid) || !box_takes(box, contact))
            continue;
        double width_mm = box->width_mm / (double)box->columns;
        struct area row = {box->x_mm + (double)(at % box->columns) * width_mm,
            box->y_mm + (double)(at / box->columns) * step_mm, width_mm, step_mm,
            step_mm / box->step_mm};
        if (add_contact(composer, card, box, &row, contact, err))
            return fail_many(composer, box, count, &row, err);
        at++;
    }
    return 0;
}

static struct code *find_code(struct composer *composer, const char *text)
{
    for (size_t i = 0; i < composer->code_count; i++)
        if (!strcmp(composer->codes[i].text, text))
            return &composer->codes[i];
    return NULL;
}

/* The code for these contacts, made when it is the first of its kind. */
static struct code *need_code(struct composer *composer, const struct buf *vcard, struct err *err)
{
    struct code *code = find_code(composer, vcard->data);
    if (code)
        return code;
    composer->codes = mem_grow(
        composer->codes, composer->code_count, &composer->code_capacity, sizeof *composer->codes);
    code = &composer->codes[composer->code_count];
    *code = (struct code){0};
    if (qr_encode(&code->qr, vcard->data, vcard->len, err))
        return NULL;
    code->text = mem_text(vcard->data);
    composer->code_count++;
    return code;
}

static int add_qr(struct composer *composer, struct card *card, const struct box *box,
    const struct field_values *values, const char *grid, struct err *err)
{
    struct buf name = {0}, vcard = {0};
    phrase_fill(&box->phrases[0], values, &name);
    size_t count = vcard_write(&vcard, buf_text(&name), composer->contacts, grid);
    struct code *code = count ? need_code(composer, &vcard, err) : NULL;
    buf_release(&name);
    buf_release(&vcard);
    if (!count) {
        err_set(err, STATUS_PARTIAL, "contacts.qr",
            _("no contact is for the QR code; mark some in the contacts' column 二维码, or use a "
              "template without a code"));
        return err_at(err, composer->contacts->file, NULL, 0, 0);
    }
    if (!code)
        return -1;
    double module_mm = qr_module_mm(&code->qr, box->width_mm);
    if (module_mm < QR_MODULE_LEAST_MM)
        return err_set(err, STATUS_PARTIAL, "qr.small",
            _("the squares of the QR code would be %.2f mm wide, too small for phones (%.2f mm at "
              "least); put fewer contacts into it, or make its box larger"),
            module_mm, QR_MODULE_LEAST_MM);
    if (!composer->module_mm || module_mm < composer->module_mm)
        composer->module_mm = module_mm;
    struct item *item = card_add_item(card);
    item->kind = ITEM_QR;
    item->code = (size_t)(code - composer->codes);
    item->x_mm = box->x_mm + QR_QUIET * module_mm;
    item->y_mm = box->y_mm + QR_QUIET * module_mm;
    item->width_mm = item->height_mm = code->qr.side * module_mm;
    return 0;
}

int compose_card(
    struct composer *composer, const struct worker *worker, struct card *card, struct err *err)
{
    struct numbers numbers;
    struct field_values values;
    worker_values(worker, &numbers, &values);
    *card = (struct card){.seat = worker->squad.seat};
    const struct box_list *boxes = &composer->layout->boxes;
    int result = 0;
    for (size_t i = 0; i < boxes->count && !result; i++) {
        const struct box *box = &boxes->items[i];
        struct area area = area_of(box);
        if (box->kind == BOX_FILL)
            add_fill(card, box, &area);
        else if (box->kind == BOX_TEXT)
            result = write_box(composer->fonts, card, box, &area, &values, err);
        else if (box->kind == BOX_QR)
            result = add_qr(composer, card, box, &values, worker->grid, err);
        else
            result = add_contacts(composer, card, box, worker->grid, err);
    }
    if (result)
        card_release(card);
    return result;
}

static int check_grid(struct composer *composer, const char *grid, struct err *err)
{
    const struct worker sample = {.squad = {"20261111-01", 1, 1, 1, 1},
        .name = "工",
        .agency = "工",
        .shuttle = "工",
        .grid = grid,
        .enterprise = "工"};
    struct card card;
    if (compose_card(composer, &sample, &card, err)) {
        err->status = STATUS_CONFIG;
        return err_at(err, composer->layout->file, NULL, 0, 0);
    }
    card_release(&card);
    return 0;
}

static int check_taken(
    const struct composer *composer, const struct contact *contact, struct err *err)
{
    const struct box_list *boxes = &composer->layout->boxes;
    for (size_t i = 0; i < boxes->count; i++)
        if (box_takes(&boxes->items[i], contact))
            return 0;
    err_set(err, STATUS_CONFIG, "contacts.room",
        _("%s (%s) is to be on the card, but the template has no `contacts` box that takes it; "
          "write 否 in its column 上卡, or use another template"),
        contact->label, contact->phone);
    return err_at(err, composer->contacts->file, NULL, contact->row, 0);
}

/* A template with contacts needs one that is on the card. */
static int check_any(const struct composer *composer, struct err *err)
{
    const struct box_list *boxes = &composer->layout->boxes;
    bool wanted = false;
    for (size_t i = 0; i < boxes->count; i++)
        wanted |= boxes->items[i].kind == BOX_CONTACTS;
    for (size_t i = 0; i < composer->contacts->count; i++)
        wanted &= !composer->contacts->items[i].on_card;
    if (!wanted)
        return 0;
    err_set(err, STATUS_CONFIG, "contacts.card",
        _("no contact is to be on the card; write 是 in the column 上卡 for those that are"));
    return err_at(err, composer->contacts->file, NULL, 0, 0);
}

int compose_check(struct composer *composer, struct err *err)
{
    if (check_any(composer, err))
        return -1;
    if (check_grid(composer, NULL, err))
        return -1;
    for (size_t i = 0; i < composer->contacts->count; i++) {
        const struct contact *contact = &composer->contacts->items[i];
        if (contact->on_card && check_taken(composer, contact, err))
            return -1;
        if (*contact->grid && check_grid(composer, contact->grid, err))
            return -1;
    }
    return 0;
}

void composer_forget_codes(struct composer *composer)
{
    for (size_t i = 0; i < composer->code_count; i++)
        free(composer->codes[i].text);
    composer->code_count = 0;
}

void composer_release(struct composer *composer)
{
    composer_forget_codes(composer);
    free(composer->codes);
    *composer = (struct composer){0};
}
