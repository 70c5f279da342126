#include "endpoint/people.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/text.h"
#include "table/table.h"
#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { EXACT_DIGITS = 15 }; // what a spreadsheet keeps of a number

struct loader {
    struct people *people;
    const char *path;
    struct buf sheet, next_sheet;
    bool in_sheet, moved_on;
    int name, number, outcome; // columns from 1; 0: not there
};

static char *fold_name(const char *text)
{
    struct buf out = {0};
    text_fold(&out, text, strlen(text));
    return buf_take(&out);
}

static char *fold_number(const char *text)
{
    char *folded = fold_name(text);
    char *to = folded;
    for (const char *from = folded; *from; from++)
        if (*from != ' ')
            *to++ = (char)toupper((unsigned char)*from);
    *to = '\0';
    return folded;
}

static void person_release(struct person *person)
{
    free(person->number);
    free(person->name);
}

static int fail(const struct loader *loader, long row, int column, struct err *err,
    const char *code, const char *text)
{
    err_set(err, STATUS_INPUT, code, "%s", text);
    return err_at(
        err, loader->path, loader->in_sheet ? buf_text(&loader->sheet) : NULL, row, column);
}

static const struct cell *cell_at(const struct row *row, int column)
{
    static const struct cell none = {"", 0, CELL_EMPTY};
    return column && (size_t)column <= row->count ? &row->cells[column - 1] : &none;
}

static int start_sheet(void *context, const char *name, struct err *err)
{
    struct loader *loader = context;
    (void)err;
    loader->moved_on = loader->name != 0;
    struct buf *to = loader->moved_on ? &loader->next_sheet : &loader->sheet;
    buf_clear(to);
    buf_add_text(to, name ? name : "");
    loader->in_sheet = name != NULL;
    return 0;
}

static int read_header(struct loader *loader, const struct row *row, struct err *err)
{
    const struct {
        const char *names[2];
        int *column;
    } wanted[] = {{{"姓名", "name"}, &loader->name}, {{"证件号码", "number"}, &loader->number},
        {{"结果", "outcome"}, &loader->outcome}};
    for (size_t i = 0; i < row->count; i++) {
        char *title = fold_name(row->cells[i].text);
        for (char *c = title; *c; c++)
            *c = (char)tolower((unsigned char)*c);
        for (size_t j = 0; j < sizeof wanted / sizeof *wanted; j++)
            if (!*wanted[j].column &&
                (!strcmp(title, wanted[j].names[0]) || !strcmp(title, wanted[j].names[1])))
                *wanted[j].column = (int)i + 1;
        free(title);
    }
    if (loader->name && loader->number)
        return 0;
    return fail(loader, row->number, 0, err, "register.header",
        _("the first row of a register names its columns; write `name` (姓名) and `number` "
          "(证件号码) there"));
}

static bool is_damaged(const struct cell *cell)
{
    return cell->type == CELL_NUMBER && (strlen(cell->text) > EXACT_DIGITS ||
                                            strspn(cell->text, "0123456789") < strlen(cell->text));
}

static bool same_number(const void *items, uint32_t item, const char *number, size_t len)
{
    const struct person *person = (const struct person *)items + item;
    return !strncmp(person->number, number, len) && !person->number[len];
}

/* Takes the person's texts, if it needs them. */
static int add_person(struct loader *loader, struct person *person, long row, struct err *err)
{
    struct people *people = loader->people;
    const struct person *known = people_find(people, person->number);
    if (!known) {
        people->items =
            mem_grow(people->items, people->count, &people->capacity, sizeof *people->items);
        index_add(&people->index, person->number, strlen(person->number), (uint32_t)people->count);
        people->items[people->count++] = *person;
        *person = (struct person){0};
        return 0;
    }
    bool same = !strcmp(known->name, person->name) && known->outcome == person->outcome;
    return same ? 0
                : fail(loader, row, loader->number, err, "register.twice",
                      _("this document number is in the register already, with another name or "
                        "outcome; keep one of the rows"));
}

/* The cell itself is not repeated: it may be a number from the column beside it. */
static int fail_outcome(const struct loader *loader, const char *word, long row, struct err *err)
{
    const char *known[OUTCOME_COUNT] = {0};
    struct buf text = {0}, all = {0};
    for (int i = 1; i < OUTCOME_COUNT; i++) {
        known[i - 1] = outcome_name((enum outcome)i);
        buf_printf(&all, "%s%s", i > 1 ? ", " : "", known[i - 1]);
    }
    const char *nearest = nearest_word(word, known);
    if (nearest)
        buf_printf(&text,
            _("this is no outcome; did you mean `%s`? Write one of %s, or leave the cell empty for "
              "what is true"),
            nearest, all.data);
    else
        buf_printf(&text,
            _("this is no outcome; write one of %s, or leave the cell empty for what is true"),
            all.data);
    int result = fail(loader, row, loader->outcome, err, "register.outcome", text.data);
    buf_release(&text);
    buf_release(&all);
    return result;
}

static int read_person(struct loader *loader, const struct row *row, struct err *err)
{
    const struct cell *number = cell_at(row, loader->number);
    if (is_damaged(number))
        return fail(loader, row->number, loader->number, err, "register.number",
            _("the spreadsheet keeps this document number as a rounded number; format the "
              "column as text and enter the number again"));
    char *outcome = fold_name(cell_at(row, loader->outcome)->text);
    struct person person = {.number = fold_number(number->text),
        .name = fold_name(cell_at(row, loader->name)->text),
        .outcome = outcome_parse(outcome)};
    int result;
    if (!*person.number)
        result = fail(loader, row->number, loader->number, err, "register.number",
            _("this person has no document number; add it or remove the row"));
    else if (!*person.name)
        result = fail(loader, row->number, loader->name, err, "register.name",
            _("this person has no name; add it or remove the row"));
    else if (*outcome && person.outcome == OUTCOME_NONE)
        result = fail_outcome(loader, outcome, row->number, err);
    else
        result = add_person(loader, &person, row->number, err);
    free(outcome);
    person_release(&person);
    return result;
}

static int read_row(void *context, const struct row *row, struct err *err)
{
    struct loader *loader = context;
    if (loader->moved_on) {
        err_set(err, STATUS_INPUT, "register.sheets",
            _("a register is one sheet, and this is a second one; put its people into the "
              "first, or remove it"));
        return err_at(err, loader->path, buf_text(&loader->next_sheet), row->number, 0);
    }
    return loader->name ? read_person(loader, row, err) : read_header(loader, row, err);
}

int people_load(struct people *people, const char *path,
    void (*say)(void *context, const char *sentence), struct err *err)
{
    *people = (struct people){0};
    struct loader loader = {.people = people, .path = path};
    const struct table_sink sink = {
        .context = &loader, .sheet = start_sheet, .row = read_row, .say = say};
    int result = table_read(path, NULL, &sink, err);
    buf_release(&loader.sheet);
    buf_release(&loader.next_sheet);
    if (result)
        people_release(people);
    return result;
}

void people_release(struct people *people)
{
    for (size_t i = 0; i < people->count; i++)
        person_release(&people->items[i]);
    free(people->items);
    index_release(&people->index);
    *people = (struct people){0};
}

const struct person *people_find(const struct people *people, const char *number)
{
    char *folded = fold_number(number);
    uint32_t item = index_find(&people->index, folded, strlen(folded), same_number, people->items);
    free(folded);
    return item == INDEX_NONE ? NULL : &people->items[item];
}

enum outcome person_compare(const struct person *person, const char *name)
{
    if (!person)
        return OUTCOME_NOT_FOUND;
    char *folded = fold_name(name);
    bool same = !strcmp(folded, person->name);
    free(folded);
    return same ? OUTCOME_MATCH : OUTCOME_MISMATCH;
}
