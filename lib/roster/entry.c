#include "roster/entry.h"

#include "base/i18n.h"
#include "base/text.h"
#include "identity/age.h"
#include "identity/mrz.h"
#include "identity/name.h"
#include "identity/resident.h"
#include "roster/leader.h"
#include "roster/phone.h"
#include "table/cell.h"
#include <string.h>

static const struct cell *cell_of(
    const struct columns *columns, const struct row *row, enum field field)
{
    static const struct cell nothing = {"", 0, CELL_EMPTY};
    size_t column = columns->where[field];
    const struct cell *cell = column && column <= row->count ? &row->cells[column - 1] : &nothing;
    if (field == FIELD_NUMBER && columns->spare && !*cell->text)
        return columns->spare <= row->count ? &row->cells[columns->spare - 1] : &nothing;
    return cell;
}

/* What needs no folding is not copied. */
static const char *fold(struct buf *folded, const struct cell *cell)
{
    if (text_is_folded(cell->text, cell->len))
        return cell->len ? cell->text : NULL;
    buf_clear(folded);
    text_fold(folded, cell->text, cell->len);
    return folded->len ? folded->data : NULL;
}

void entry_fold(struct entry *entry, const struct columns *columns, const struct row *row)
{
    memset(entry->texts, 0, sizeof entry->texts);
    entry->failed = 0;
    for (size_t i = 0; i < columns->count && i < row->count; i++) {
        enum field field = columns->fields[i];
        if (field == FIELD_EXTRA || field >= FIELD_SILENT)
            continue;
        if (cell_is_error(&row->cells[i]))
            entry->failed |= 1U << field;
        else
            entry->texts[field] = fold(&entry->folded[field], &row->cells[i]);
    }
    if (columns->spare)
        entry->texts[FIELD_NUMBER] =
            fold(&entry->folded[FIELD_NUMBER], cell_of(columns, row, FIELD_NUMBER));
}

const char *entry_field(const struct entry *entry, enum field field)
{
    return entry->texts[field];
}

static struct note *add_note(struct entry *entry, const char *code)
{
    if (entry->worker.note_count == ENTRY_NOTES_MAX)
        entry->worker.note_count--;
    struct note *note = &entry->notes[entry->worker.note_count++];
    *note = (struct note){.code = code};
    return note;
}

/* One note says what the name was before it changed: that of the remark, if there was one. */
static void note_name(struct entry *entry, unsigned found, const char *was)
{
    unsigned telling = found & NAME_REMARK ? NAME_REMARK : NAME_CHANGED;
    if (telling == NAME_REMARK)
        found &= ~(unsigned)NAME_CHANGED;
    for (unsigned flag = 1; flag <= found; flag <<= 1) {
        if (!(found & flag))
            continue;
        struct note *note = add_note(entry, name_note(flag));
        if (flag == telling)
            note->value[0] = (struct note_value){"was", was, 0};
    }
}

static bool is_longer(const char *text, size_t characters)
{
    return strlen(text) > characters && text_count(text) > characters;
}

static int read_name(struct entry *entry, const struct cell *cell, struct err *why)
{
    const char *text = cell->text;
    if (cell->len <= NAME_CHARACTERS_MAX && name_is_ordinary(text)) {
        entry->worker.name = text;
        return 0;
    }
    if (cell_refuse(cell, why))
        return -1;
    bool too_long = is_longer(text, NAME_TYPED_MAX);
    buf_clear(&entry->name);
    unsigned found = too_long ? 0 : name_clean(&entry->name, text);
    if (!too_long && !entry->name.len)
        return err_set(
            why, STATUS_INPUT, "name.missing", _("there is no name; add it from the card"));
    if (too_long || is_longer(entry->name.data, NAME_CHARACTERS_MAX))
        return err_set(why, STATUS_INPUT, "name.long",
            _("no name is this long; leave only the name in this cell"));
    if (name_lost_characters(entry->name.data))
        return err_set(why, STATUS_INPUT, "name.lost",
            _("a character of the name was lost when the file was saved and stands as ?; type the "
              "name again from the card and save the file as .xlsx"));
    if (cell->type == CELL_BOOLEAN || name_is_none(entry->name.data))
        return err_set(why, STATUS_INPUT, "name.shape",
            _("this is no name: only digits or signs; type the name from the card"));
    entry->worker.name = entry->name.data;
    if (found)
        note_name(entry, found, text);
    return 0;
}

/* What the column for the kind of document says, in upper case. */
static const char *document_type(struct entry *entry)
{
    const char *type = entry_field(entry, FIELD_TYPE);
    if (!type)
        return "";
    buf_clear(&entry->type);
    for (const char *c = type; *c; c++)
        buf_add_char(&entry->type, *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c);
    return buf_text(&entry->type);
}

static int fail_young(struct err *why)
{
    return err_set(why, STATUS_INPUT, "age.under16",
        _("this person is not yet 16 on the arrival day and may not work; take the name off the "
          "list"));
}

/* A note with what a column of the roster says. */
static void note_says(struct entry *entry, const char *code, const char *says)
{
    add_note(entry, code)->value[0] = (struct note_value){"says", says, 0};
}

static void take_notes(struct entry *entry)
{
    for (size_t i = 0; i < entry->identity.note_count; i++) {
        const struct identity_note *note = &entry->identity.notes[i];
        add_note(entry, note->code)->value[0] =
            (struct note_value){note->name, note->text, note->number};
    }
}

static int read_number(struct entry *entry, const struct cell *cell, struct day on, struct err *why)
{
    struct identity *identity = &entry->identity;
    if (cell_refuse(cell, why)) {
        identity_clear(identity);
        return -1;
    }
    if (cell->type == CELL_DATE) {
        identity_clear(identity);
        return err_set(why, STATUS_INPUT, "id.shape",
            _("this is not the number of an identity document; type the number again from the "
              "card"));
    }
    statement_read(&entry->statement, entry_field(entry, FIELD_SEX),
        entry_field(entry, FIELD_BIRTH), entry_field(entry, FIELD_AGE));
    struct document_cell document = {
        cell->text, cell->type == CELL_NUMBER, document_type(entry), &entry->statement.stated};
    if (document_read(&document, on, identity, why))
        return -1;
    if (identity->birth.year && !age_may_work(identity->birth, on))
        return fail_young(why);
    entry->worker.document = (struct document){.type = identity->type, .number = identity->number};
    take_notes(entry);
    return 0;
}

/* Where the document and the roster's columns tell the same things, the document counts. */
static void compare(struct entry *entry, struct day on)
{
    const struct identity *identity = &entry->identity;
    const struct statement *statement = &entry->statement;
    const struct stated *stated = &statement->stated;
    if (identity->name[0] && !mrz_same_name(identity, entry->worker.name))
        note_says(entry, "id.name", identity->name);
    if (identity->sex && stated->sex && identity->sex != stated->sex)
        note_says(entry, "id.sex", entry_field(entry, FIELD_SEX));
    if (!identity->birth.year)
        return;
    if (stated->birth.year && !stated_birth_agrees(stated, identity->birth))
        note_says(entry, "id.birth", entry_field(entry, FIELD_BIRTH));
    else if (!statement_age_agrees(statement, identity->birth, on))
        note_says(entry, "id.age", entry_field(entry, FIELD_AGE));
}

static void note_age(struct entry *entry, struct day birth, struct day on)
{
    int years = day_years(birth, on);
    if (years > AGE_ADULT && years < AGE_SENIOR)
        return;                  // nearly everybody
    if (age_is_minor(birth, on)) // on the 18th birthday still 17
        add_note(entry, "age.minor")->value[0] =
            (struct note_value){"age", NULL, years < AGE_ADULT ? years : AGE_ADULT - 1};
    if (age_is_senior(birth, on))
        add_note(entry, "age.senior")->value[0] = (struct note_value){"age", NULL, years};
}

/* Sex and date of birth: the document's own, else the roster's columns. */
static int read_person(struct entry *entry, struct day on, struct err *why)
{
    const struct identity *identity = &entry->identity;
    const struct stated *stated = &entry->statement.stated;
    struct day birth = identity->birth.year ? identity->birth : stated->birth;
    compare(entry, on);
    entry->worker.sex = identity->sex ? identity->sex : stated->sex;
    if (!birth.day)
        return 0;
    if (!identity->birth.year && !age_may_work(birth, on)) // the document's own was looked at
        return fail_young(why);
    day_print(birth, entry->birth);
    entry->worker.birth = entry->birth;
    note_age(entry, birth, on);
    return 0;
}

static void read_phone(struct entry *entry, const struct cell *cell)
{
    if (phone_has_shape(cell->text, cell->len)) { // nearly every phone
        entry->worker.phone = cell->text;
        return;
    }
    buf_clear(&entry->phone);
    bool shaped = phone_clean(&entry->phone, cell_is_error(cell) ? "" : cell->text);
    if (entry->phone.len)
        entry->worker.phone = entry->phone.data;
    if (!shaped)
        add_note(entry, entry->phone.len ? "phone.shape" : "phone.missing");
}

void entry_agency_by_file(struct buf *agency, const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *base = slash ? slash + 1 : file;
    const char *dot = strrchr(base, '.');
    if (strcmp(file, "-"))
        text_fold(agency, base, dot && dot > base ? (size_t)(dot - base) : strlen(base));
}

static void read_agency(struct entry *entry, const char *file)
{
    struct buf *by_file = &entry->folded[FIELD_AGENCY];
    entry->worker.agency = entry_field(entry, FIELD_AGENCY);
    if (entry->worker.agency)
        return;
    buf_clear(by_file);
    entry_agency_by_file(by_file, file);
    entry->worker.agency = by_file->len ? by_file->data : NULL;
}

/* A cell behind the header's last column: a comma in a text that has no quotes put it there. It
 * travels under its column's number. */
static bool is_surplus(const struct columns *columns, const struct row *row, size_t i)
{
    return i >= columns->count && *row->cells[i].text;
}

/* In `entry->titles` one behind the other. */
static void name_surplus(struct entry *entry, const struct columns *columns, const struct row *row)
{
    size_t end = row->count < ENTRY_EXTRAS_MAX ? row->count : ENTRY_EXTRAS_MAX;
    buf_clear(&entry->titles);
    for (size_t i = columns->count; i < end; i++)
        if (is_surplus(columns, row, i)) {
            buf_printf(&entry->titles, "column %zu", columns->first + i + 1);
            buf_add(&entry->titles, "", 1);
        }
}

/* Nothing behind the check may carry a document number, under whatever title it stood. */
static bool is_number(const struct cell *cell)
{
    int place;
    return cell->len == RESIDENT_LEN && resident_has_shape(cell->text, &place) &&
           resident_check(cell->text) == cell->text[RESIDENT_LEN - 1];
}

static void add_extra(
    struct entry *entry, const char *title, const struct cell *cell, size_t *count)
{
    if (is_number(cell))
        add_note(entry, "extra.number")->value[0] = (struct note_value){"column", title, 0};
    else
        entry->extras[(*count)++] = (struct extra){title, cell->text};
}

static void read_extras(struct entry *entry, const struct columns *columns, const struct row *row)
{
    size_t count = 0, end = row->count < ENTRY_EXTRAS_MAX ? row->count : ENTRY_EXTRAS_MAX;
    if (!columns->extras && row->count <= columns->count)
        return;
    name_surplus(entry, columns, row);
    const char *title = buf_text(&entry->titles);
    for (size_t i = 0; i < end; i++) {
        const struct cell *cell = &row->cells[i];
        if (is_surplus(columns, row, i)) {
            add_extra(entry, title, cell, &count);
            title += strlen(title) + 1;
        } else if (*cell->text && i < columns->count && columns->fields[i] == FIELD_EXTRA) {
            add_extra(entry, columns->titles[i], cell, &count);
        }
    }
    entry->worker.extras = entry->extras;
    entry->worker.extra_count = count;
}

/* The person can do without what a formula should have said there. */
static void note_failed(struct entry *entry)
{
    for (int field = FIELD_NAME; field < FIELD_SILENT; field++)
        if (entry->failed & 1U << field)
            add_note(entry, "cell.error")->value[0] = (struct note_value){
                "field", field_word(field == FIELD_BUS ? FIELD_PLATE : (enum field)field), 0};
}

int entry_read(struct entry *entry, const struct columns *columns, const struct row *row,
    struct origin from, struct day on, struct err *why, enum field *fault)
{
    entry->worker = (struct worker){.notes = entry->notes, .from = from};
    entry->identity.number[0] = '\0';
    *fault = FIELD_NAME;
    if (read_name(entry, cell_of(columns, row, FIELD_NAME), why))
        return -1;
    *fault = FIELD_NUMBER;
    if (read_number(entry, cell_of(columns, row, FIELD_NUMBER), on, why))
        return -1;
    if (read_person(entry, on, why)) {
        *fault = FIELD_BIRTH;
        return -1;
    }
    read_phone(entry, cell_of(columns, row, FIELD_PHONE));
    read_agency(entry, from.file);
    if (entry->failed)
        note_failed(entry);
    const char *plate = entry_field(entry, FIELD_PLATE);
    entry->worker.shuttle = plate ? plate : entry_field(entry, FIELD_BUS);
    const char *grid = entry_field(entry, FIELD_GRID);
    const char *enterprise = entry_field(entry, FIELD_ENTERPRISE);
    entry->worker.grid = grid ? grid : entry->grid;
    entry->worker.enterprise = enterprise ? enterprise : entry->enterprise;
    const char *mark = entry_field(entry, FIELD_LEADER);
    entry->worker.leader = mark && leader_is_marked(mark, entry->worker.name);
    read_extras(entry, columns, row);
    return 0;
}

void entry_release(struct entry *entry)
{
    for (int i = 0; i < FIELD_COUNT; i++)
        buf_release(&entry->folded[i]);
    buf_release(&entry->name);
    buf_release(&entry->phone);
    buf_release(&entry->type);
    buf_release(&entry->titles);
}
