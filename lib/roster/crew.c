#include "roster/crew.h"

#include "base/mem.h"
#include <stdlib.h>
#include <string.h>

struct late_note {
    size_t member;
    size_t at;    // in crew.texts
    size_t order; // of its coming
};

static void pack(struct buf *texts, const char *text)
{
    if (text)
        buf_add(texts, text, strlen(text) + 1);
    else
        buf_add(texts, "", 1);
}

static const char *unpack(const char **at)
{
    const char *text = *at;
    *at += strlen(text) + 1;
    return *text ? text : NULL;
}

/* A code, then a name and a value each; numbers, as they lie in memory, are marked by `#`, texts by
 * `=`. */
static void pack_note(struct buf *texts, const struct note *note)
{
    pack(texts, note->code);
    for (int i = 0; i < 2; i++) {
        const struct note_value *value = &note->value[i];
        pack(texts, value->name);
        if (!value->name)
            continue;
        buf_add_char(texts, value->text ? '=' : '#');
        if (value->text)
            pack(texts, value->text);
        else
            buf_add(texts, &value->number, sizeof value->number);
    }
}

static void unpack_note(const char **at, struct note *note)
{
    *note = (struct note){.code = unpack(at)};
    for (int i = 0; i < 2; i++) {
        struct note_value *value = &note->value[i];
        value->name = unpack(at);
        if (!value->name)
            continue;
        bool is_text = **at == '=';
        *at += 1;
        if (is_text) {
            value->text = *at;
            *at += strlen(*at) + 1;
        } else {
            memcpy(&value->number, *at, sizeof value->number);
            *at += sizeof value->number;
        }
    }
}

struct member *crew_add(struct crew *crew, const struct worker *worker)
{
    struct member member = {.at = crew->texts.len, .sex = worker->sex, .leader = worker->leader};
    const char *const texts[] = {worker->document.number, worker->document.type, worker->name,
        worker->birth, worker->phone, worker->agency, worker->shuttle, worker->grid,
        worker->enterprise};
    enum { TEXTS = sizeof texts / sizeof *texts };
    size_t sizes[TEXTS], size = 0;
    for (size_t i = 0; i < TEXTS; i++)
        size += sizes[i] = texts[i] ? strlen(texts[i]) + 1 : 1;
    char *to = buf_extend(&crew->texts, size);
    for (size_t i = 0; i < TEXTS; i++)
        to = mempcpy(to, texts[i] ? texts[i] : "", sizes[i]);
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
enum text { TEXT_NUMBER, TEXT_TYPE, TEXT_NAME, TEXT_BIRTH, TEXT_PHONE };

static const char *text_of(const struct crew *crew, size_t member, enum text which)
{
    const char *text = crew->texts.data + crew->members[member].at;
    while (which-- > TEXT_NUMBER)
        text += strlen(text) + 1;
    return text;
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
    return crew->texts.data + crew->members[member].at;
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
    const char **texts[] = {&worker->document.number, &worker->document.type, &worker->name,
        &worker->birth, &worker->phone, &worker->agency, &worker->shuttle, &worker->grid,
        &worker->enterprise};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = unpack(&at);
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
    buf_release(&crew->texts);
    *crew = (struct crew){0};
}
