#include "roster/crew.h"

#include "base/mem.h"
#include <stdlib.h>
#include <string.h>

struct late_note {
    size_t member;
    size_t at;    // in crew.texts
    size_t order; // of its coming
};

enum { LONG_TEXT = 255 };

/* A text lies in the crew behind its length: a byte, or LONG_TEXT and four; a NUL follows it. */
static char *put_text(char *to, const char *text, size_t len)
{
    *to++ = (char)(len < LONG_TEXT ? len : LONG_TEXT);
    if (len >= LONG_TEXT)
        to = mempcpy(to, &(uint32_t){(uint32_t)len}, sizeof(uint32_t));
    if (len)
        to = mempcpy(to, text, len);
    *to++ = '\0';
    return to;
}

static size_t room_of(size_t len)
{
    return len + 2 + (len < LONG_TEXT ? 0 : sizeof(uint32_t));
}

static void pack(struct buf *texts, const char *text)
{
    size_t len = strlen(text);
    put_text(buf_extend(texts, room_of(len)), text, len);
}

/* Moves behind the text. */
static const char *unpack(const char **at)
{
    uint32_t len = (unsigned char)*(*at)++;
    if (len == LONG_TEXT) {
        memcpy(&len, *at, sizeof len);
        *at += sizeof len;
    }
    const char *text = *at;
    *at += len + 1;
    return text;
}

static const char *unpack_optional(const char **at)
{
    const char *text = unpack(at);
    return *text ? text : NULL;
}

/* Codes and names are static, so that their addresses are kept; a text is marked by `=`, a number
 * by `#`, the end by `.`. */
static void pack_note(struct buf *texts, const struct note *note)
{
    buf_add(texts, &note->code, sizeof note->code);
    for (int i = 0; i < 2 && note->value[i].name; i++) {
        const struct note_value *value = &note->value[i];
        buf_add_char(texts, value->text ? '=' : '#');
        buf_add(texts, &value->name, sizeof value->name);
        if (value->text)
            pack(texts, value->text);
        else
            buf_add(texts, &value->number, sizeof value->number);
    }
    buf_add_char(texts, '.');
}

static void take(const char **at, void *value, size_t size)
{
    memcpy(value, *at, size);
    *at += size;
}

static void unpack_note(const char **at, struct note *note)
{
    *note = (struct note){0};
    take(at, &note->code, sizeof note->code);
    struct note_value *value = note->value;
    for (char mark = *(*at)++; mark != '.'; mark = *(*at)++, value++) {
        take(at, &value->name, sizeof value->name);
        if (mark == '=')
            value->text = unpack(at);
        else
            take(at, &value->number, sizeof value->number);
    }
}

struct member *crew_add(struct crew *crew, const struct worker *worker)
{
    struct member member = {.at = crew->texts.len,
        .party = party_of(&crew->parties, worker),
        .sex = worker->sex,
        .leader = worker->leader};
    const char *const texts[] = {
        worker->document.number, worker->name, worker->birth, worker->phone};
    enum { TEXTS = sizeof texts / sizeof *texts };
    size_t lens[TEXTS], room = 0;
    for (size_t i = 0; i < TEXTS; i++) {
        lens[i] = texts[i] ? strlen(texts[i]) : 0;
        room += room_of(lens[i]);
    }
    char *to = buf_extend(&crew->texts, room);
    for (size_t i = 0; i < TEXTS; i++)
        to = put_text(to, texts[i], lens[i]);
    for (size_t i = 0; i < worker->note_count && i < CREW_NOTES_MAX; i++, member.notes++)
        pack_note(&crew->texts, &worker->notes[i]);
    for (size_t i = 0; i < worker->extra_count && i < CREW_EXTRAS_MAX; i++, member.extras++) {
        pack(&crew->texts, worker->extras[i].name);
        pack(&crew->texts, worker->extras[i].text);
    }
    crew->members = mem_grow(crew->members, crew->count, &crew->capacity, sizeof *crew->members);
    crew->members[crew->count] = member;
    return &crew->members[crew->count++];
}

/* The order in which a member's texts lie one behind the other. */
enum text { TEXT_NUMBER, TEXT_NAME, TEXT_BIRTH, TEXT_PHONE };

static const char *text_of(const struct crew *crew, size_t member, enum text which)
{
    const char *at = crew->texts.data + crew->members[member].at;
    while (which-- > TEXT_NUMBER)
        unpack(&at);
    return unpack(&at);
}

const char *crew_name(const struct crew *crew, size_t member)
{
    return text_of(crew, member, TEXT_NAME);
}

const char *crew_phone(const struct crew *crew, size_t member)
{
    return text_of(crew, member, TEXT_PHONE);
}

const char *crew_number(const struct crew *crew, size_t member)
{
    return text_of(crew, member, TEXT_NUMBER);
}

void crew_note(struct crew *crew, size_t member, const struct note *note)
{
    crew->late = mem_grow(crew->late, crew->late_count, &crew->late_capacity, sizeof *crew->late);
    crew->late[crew->late_count] = (struct late_note){member, crew->texts.len, crew->late_count};
    crew->late_count++;
    crew->members[member].late = true;
    pack_note(&crew->texts, note);
}

static int by_member(const void *a, const void *b)
{
    const struct late_note *one = a, *other = b;
    if (one->member != other->member)
        return one->member < other->member ? -1 : 1;
    return one->order < other->order ? -1 : 1;
}

void crew_settle(struct crew *crew)
{
    size_t kept = 0, late = 0, kept_late = 0;
    if (crew->late_count)
        qsort(crew->late, crew->late_count, sizeof *crew->late, by_member);
    for (size_t i = 0; i < crew->count; i++) {
        bool stays = !crew->members[i].dropped;
        for (; late < crew->late_count && crew->late[late].member == i; late++) {
            if (!stays)
                continue;
            crew->late[kept_late] = crew->late[late];
            crew->late[kept_late++].member = kept;
        }
        if (stays)
            crew->members[kept++] = crew->members[i];
    }
    crew->count = kept;
    crew->late_count = kept_late;
}

/* The first late note of this member or of one behind it. */
static size_t first_late(const struct crew *crew, size_t member)
{
    size_t low = 0, high = crew->late_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (crew->late[middle].member < member)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void read_late_notes(const struct crew *crew, size_t member, struct crew_view *view)
{
    size_t *count = &view->worker.note_count;
    for (size_t i = first_late(crew, member);
         i < crew->late_count && crew->late[i].member == member && *count < CREW_NOTES_MAX; i++) {
        const char *at = crew->texts.data + crew->late[i].at;
        unpack_note(&at, &view->notes[(*count)++]);
    }
}

void crew_read(const struct crew *crew, size_t index, struct crew_view *view)
{
    const struct member *member = &crew->members[index];
    const char *at = crew->texts.data + member->at;
    struct worker *worker = &view->worker;
    *worker =
        (struct worker){.sex = member->sex, .leader = member->leader, .from.row = member->row};
    const char **texts[] = {
        &worker->document.number, &worker->name, &worker->birth, &worker->phone};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = unpack_optional(&at);
    party_read(&crew->parties, member->party, worker);
    worker->notes = view->notes;
    worker->extras = view->extras;
    for (; worker->note_count < member->notes; worker->note_count++)
        unpack_note(&at, &view->notes[worker->note_count]);
    for (; worker->extra_count < member->extras; worker->extra_count++) {
        struct extra *extra = &view->extras[worker->extra_count];
        extra->name = unpack(&at);
        extra->text = unpack(&at);
    }
    if (member->late)
        read_late_notes(crew, index, view);
}

void crew_release(struct crew *crew)
{
    free(crew->members);
    free(crew->late);
    parties_release(&crew->parties);
    buf_release(&crew->texts);
    *crew = (struct crew){0};
}
