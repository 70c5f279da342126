#include "record/wire.h"

#include "record/dump.h"
#include "record/put.h"

#define LEADER ",\"leader\":true"

enum { DAY_LEN = 10 }; // YYYY-MM-DD

/* `name` comes with its comma, quotes and colon: `,"phone":`. */
static inline void write_text(struct buf *out, const char *name, const char *text)
{
    if (!text)
        return;
    buf_add_text(out, name);
    dump_text(out, text);
}

static inline void write_count(struct buf *out, const char *name, long number)
{
    buf_add_text(out, name);
    dump_number(out, number);
}

static void write_before_seat(struct buf *out, const struct squad *squad)
{
    write_text(out, "{\"muster\":1,\"squad\":{\"id\":", squad->id);
    write_count(out, ",\"no\":", squad->no);
    write_count(out, ",\"of\":", squad->of);
    buf_add_text(out, ",\"seat\":");
}

static void write_behind_seat(struct buf *out, const struct squad *squad)
{
    write_count(out, ",\"size\":", squad->size);
    for (size_t i = 0; i < squad->vacant_count; i++)
        write_count(out, i ? "," : ",\"vacant\":[", squad->vacant[i]);
    buf_add_text(out, squad->vacant_count ? "]}" : "}");
}

void wire_squad_set(struct wire_squad *common, const struct squad *squad)
{
    buf_clear(&common->text);
    write_before_seat(&common->text, squad);
    common->seat_at = common->text.len;
    write_behind_seat(&common->text, squad);
}

void wire_squad_write(const struct wire_squad *common, long seat, struct buf *out)
{
    const char *text = common->text.data;
    buf_reserve(out, common->text.len + PUT_NUMBER_MAX);
    char *to = put(out->data + out->len, text, common->seat_at);
    to = put_number(to, seat);
    to = put(to, text + common->seat_at, common->text.len - common->seat_at);
    buf_extend(out, (size_t)(to - out->data) - out->len);
}

/* Codes and names of notes are words. */
static void write_notes(struct buf *out, const struct note *notes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buf_add_text(out, i ? ",{\"code\":\"" : ",\"notes\":[{\"code\":\"");
        buf_add_text(out, notes[i].code);
        buf_add_char(out, '"');
        for (size_t j = 0; j < 2 && notes[i].value[j].name; j++) {
            const struct note_value *value = &notes[i].value[j];
            buf_add_text(out, ",\"");
            buf_add_text(out, value->name);
            if (value->text)
                write_text(out, "\":", value->text);
            else
                write_count(out, "\":", value->number);
        }
        buf_add_char(out, '}');
    }
    buf_add_char(out, ']');
}

static void write_extras(struct buf *out, const struct extra *extras, size_t count)
{
    buf_add_text(out, ",\"extra\":{");
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_add_char(out, ',');
        dump_text(out, extras[i].name);
        write_text(out, ":", extras[i].text);
    }
    buf_add_char(out, '}');
}

struct text {
    const char *text; // NULL: the member is left out
    size_t len;
};

static inline struct text measure(const char *text, size_t *room)
{
    size_t len = text ? strlen(text) : 0;
    *room += len;
    return (struct text){text, len};
}

/* `before` is a literal: the name with its comma, quotes and colon. */
static inline char *put_text(char *to, const char *before, struct text text)
{
    return text.text ? put_string(put(to, before, strlen(before)), text.text, text.len) : to;
}

/* A text of letters, digits and hyphens. */
static inline char *put_word(char *to, const char *before, const char *word, size_t len)
{
    to = put(put(to, before, strlen(before)), word, len);
    *to++ = '"';
    return to;
}

/* Everybody has these, so their room is measured once and they are put there one behind the other.
 */
static void write_front(struct buf *out, const struct worker *worker)
{
    enum { NAMES = 200 }; // bytes of all names, signs and words of fixed length
    size_t room = 0;
    struct text name = measure(worker->name, &room);
    struct text type = measure(worker->document.type, &room);
    struct text number = measure(worker->document.number, &room);
    struct text key = measure(worker->document.key, &room);
    struct text last4 = measure(worker->document.last4, &room);
    struct text phone = measure(worker->phone, &room);
    buf_reserve(out, room * PUT_ESCAPED_MAX + NAMES);
    char *to = put_text(out->data + out->len, ",\"name\":", name);
    to = put_word(to, ",\"doc\":{\"type\":\"", type.text, type.len);
    to = put_text(to, ",\"number\":", number);
    to = put_text(to, ",\"key\":", key);
    to = put_text(to, ",\"last4\":", last4);
    *to++ = '}';
    if (worker->sex)
        to = put_word(to, ",\"sex\":\"", &worker->sex, 1);
    if (worker->birth)
        to = put_word(to, ",\"birth\":\"", worker->birth, DAY_LEN);
    to = put_text(to, ",\"phone\":", phone);
    buf_extend(out, (size_t)(to - out->data) - out->len);
}

void wire_ties(struct buf *out, const struct worker *worker)
{
    write_text(out, ",\"agency\":", worker->agency);
    write_text(out, ",\"shuttle\":", worker->shuttle);
    write_text(out, ",\"grid\":", worker->grid);
    write_text(out, ",\"enterprise\":", worker->enterprise);
}

void wire_origin(struct buf *out, const struct origin *from)
{
    write_text(out, ",\"from\":{\"file\":", from->file ? from->file : "");
    write_text(out, ",\"sheet\":", from->sheet);
    buf_add_text(out, ",\"row\":");
}

void wire_write_person(
    struct buf *out, const struct worker *worker, struct wire_part ties, struct wire_part origin)
{
    write_front(out, worker);
    buf_reserve(out, ties.len + origin.len + PUT_NUMBER_MAX + sizeof LEADER);
    char *to = put(out->data + out->len, ties.text, ties.len);
    if (worker->leader)
        to = put(to, LEADER, strlen(LEADER));
    to = put_number(put(to, origin.text, origin.len), worker->from.row);
    *to++ = '}';
    buf_extend(out, (size_t)(to - out->data) - out->len);
    if (worker->note_count)
        write_notes(out, worker->notes, worker->note_count);
    if (worker->extra_count)
        write_extras(out, worker->extras, worker->extra_count);
    buf_add(out, "}\n", 2);
}

void wire_write_rest(struct buf *out, const struct worker *worker)
{
    struct buf parts = {0};
    wire_ties(&parts, worker);
    size_t ties = parts.len;
    wire_origin(&parts, &worker->from);
    wire_write_person(out, worker, (struct wire_part){parts.data, ties},
        (struct wire_part){parts.data + ties, parts.len - ties});
    buf_release(&parts);
}
