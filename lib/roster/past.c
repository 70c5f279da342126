#include "roster/past.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "record/wire.h"
#include <stdlib.h>
#include <string.h>

enum { NAME_BYTES_MAX = 400 }; // in a note: the record has its limit

struct past_person {
    size_t at; // in past.texts: the texts below, one behind the other
    long seat;
};

struct past_texts {
    const char *place, *squad, *name, *number, *phone; // the last two "" when unknown
};

static struct past_texts texts_of(const struct past *past, const struct past_person *person)
{
    struct past_texts texts = {0};
    const char *at = past->texts.data + person->at;
    const char **const all[] = {
        &texts.place, &texts.squad, &texts.name, &texts.number, &texts.phone};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        *all[i] = at;
        at += strlen(at) + 1;
    }
    return texts;
}

void past_init(struct past *past, struct day on)
{
    *past = (struct past){.on = on};
}

static int add(void *context, const struct record *record, struct err *err)
{
    struct past *past = context;
    const struct worker *worker = &record->worker;
    struct day day = squad_day(worker->squad.id);
    if (!day.year)
        return err_set(err, STATUS_INPUT, "against.day",
            _("the squad's id `%s` does not start with a day; name a list that muster roster made"),
            worker->squad.id);
    if (past->count == PAST_PEOPLE_MAX)
        return err_set(err, STATUS_INPUT, "against.size",
            _("the earlier lists hold more than %d people; name those of fewer days"),
            PAST_PEOPLE_MAX);
    past->people = mem_grow(past->people, past->count, &past->capacity, sizeof *past->people);
    past->people[past->count] = (struct past_person){past->texts.len, worker->squad.seat};
    place_print(&record->place, &past->texts);
    buf_add(&past->texts, "", 1);
    const char *const texts[] = {
        worker->squad.id, worker->name, worker->document.number, worker->phone};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        buf_add(&past->texts, texts[i] ? texts[i] : "", texts[i] ? strlen(texts[i]) + 1 : 1);
    known_add(
        day_compare(day, past->on) ? &past->before : &past->today, worker, (uint32_t)past->count++);
    past->numberless += !worker->document.number;
    return 0;
}

int past_read(struct past *past, const char *path, struct err *err)
{
    past->numberless = 0;
    return wire_read_file(path, add, past, err);
}

int past_refuse(struct past *past, const struct worker *worker, struct err *why)
{
    uint32_t item = past ? known_find(&past->today, worker) : INDEX_NONE;
    if (item == INDEX_NONE)
        return 0;
    const struct past_person *person = &past->people[item];
    struct past_texts texts = texts_of(past, person);
    if (strcmp(texts.name, worker->name) != 0)
        return err_set(why, STATUS_INPUT, "dup.earlier",
            _("squad %s has this document number in seat %ld already under another name (%s); "
              "compare both cards and correct the one that is wrong"),
            texts.squad, person->seat, texts.place);
    return err_set(why, STATUS_INPUT, "dup.earlier",
        _("this person has seat %ld of squad %s already (%s); leave the row out, or take the person "
          "off that list"),
        person->seat, texts.squad, texts.place);
}

void past_note(struct past *past, const struct worker *worker, struct crew *crew, size_t member)
{
    uint32_t item = past ? known_find(&past->before, worker) : INDEX_NONE;
    if (item == INDEX_NONE)
        return;
    struct past_texts texts = texts_of(past, &past->people[item]);
    struct note note = {"name.differs", {{"at", texts.place, 0}}};
    if (strlen(texts.name) <= NAME_BYTES_MAX)
        note.value[1] = (struct note_value){"name", texts.name, 0};
    if (strcmp(texts.name, worker->name) != 0)
        crew_note(crew, member, &note);
}

/* Whether the lists have this person earlier, too. */
static bool is_again(struct past *past, const struct worker *worker, size_t person)
{
    return known_find(&past->today, worker) < person || known_find(&past->before, worker) < person;
}

void past_join(struct past *past, struct crew *crew, struct likeness *likeness, uint32_t source,
    bool (*is_here)(const void *context, const char *number), const void *context)
{
    for (size_t i = 0; past && i < past->count; i++) {
        struct past_texts texts = texts_of(past, &past->people[i]);
        const struct worker worker = {.name = texts.name,
            .document = {.type = "", .number = texts.number},
            .phone = *texts.phone ? texts.phone : NULL};
        if (!*texts.number || is_here(context, texts.number) || is_again(past, &worker, i))
            continue;
        struct member *member = crew_add(crew, &worker);
        member->dropped = true;
        member->source = source;
        member->row = (uint32_t)i;
        likeness_add(likeness, &worker);
    }
}

void past_place(const struct past *past, size_t person, struct buf *out)
{
    buf_add_text(out, texts_of(past, &past->people[person]).place);
}

void past_release(struct past *past)
{
    free(past->people);
    known_release(&past->today);
    known_release(&past->before);
    buf_release(&past->texts);
    *past = (struct past){0};
}
