#include "roster/roll.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "roster/entry.h"
#include <stdlib.h>
#include <string.h>

static int fail_missing(const struct squad_track *track, const char *path, struct err *err)
{
    struct buf missing = {0};
    squad_track_missing(track, &missing);
    if (!missing.len)
        return 0;
    err_set(err, STATUS_INPUT, "into.missing",
        _("%s; their seats would be given away, so name the whole list, not a part of it"),
        missing.data);
    buf_release(&missing);
    return err_at(err, path, NULL, 0, 0);
}

static int check_day(struct roll *roll, const char *id, struct err *err)
{
    struct day day = squad_day(id);
    if (!day.year)
        return err_set(err, STATUS_INPUT, "into.day",
            _("the squad's id `%s` does not start with a day; name a list that muster roster made"),
            id);
    if (roll->squad_count && day_compare(day, roll->day))
        return err_set(err, STATUS_INPUT, "into.day",
            _("squad %s is of another day than %s before it; name the list of one day"), id,
            roll->squads[0].id);
    roll->day = day;
    return 0;
}

static void add_squad(struct roll *roll, const struct squad *squad)
{
    roll->squads =
        mem_grow(roll->squads, roll->squad_count, &roll->squad_capacity, sizeof *roll->squads);
    struct roll_squad *s = &roll->squads[roll->squad_count++];
    *s = (struct roll_squad){.no = squad->no,
        .seat_count = squad->size + (long)squad->vacant_count,
        .people = squad->size};
    strcpy(s->id, squad->id);
    const char *dash = strchr(squad->id, '-');
    long numbers[] = {squad->no, squad->of, dash ? strtol(dash + 1, NULL, 10) : 0};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (numbers[i] > roll->last && numbers[i] < 100000000)
            roll->last = numbers[i];
}

static void add_person(struct roll *roll, const struct record *record, struct groups *groups)
{
    const struct worker *worker = &record->worker;
    if (!roll->count)
        roll->of = worker->squad.of;
    if (roll->of != worker->squad.of)
        roll->of = 0;
    roll->people = mem_grow(roll->people, roll->count, &roll->capacity, sizeof *roll->people);
    struct seated *person = &roll->people[roll->count];
    *person = (struct seated){.at = roll->texts.len,
        .squad = (uint32_t)roll->squad_count - 1,
        .seat = (uint32_t)worker->squad.seat,
        .group = groups_of(groups, worker),
        .leader = worker->leader,
        .agency_named = roll_names_agency(worker)};
    record_write(record, &roll->texts);
    person->len = roll->texts.len - person->at;
    const char *agency = worker->agency ? worker->agency : "";
    buf_add(&roll->texts, worker->name, strlen(worker->name) + 1);
    buf_add(&roll->texts, agency, strlen(agency) + 1);
    known_add(&roll->known, worker, (uint32_t)roll->count++);
    roll->numberless += !worker->document.number;
}

struct taking {
    struct roll *roll;
    struct groups *groups;
    struct squad_track track;
};

static int take(void *context, const struct record *record, struct err *err)
{
    struct taking *taking = context;
    struct roll *roll = taking->roll;
    struct squad_track *track = &taking->track;
    const struct squad *squad = &record->worker.squad;
    if (squad_track_starts(track, squad) && fail_missing(track, record->place.file, err))
        return -1;
    int starts = squad_track_add(track, squad, err);
    if (starts < 0 || (starts && check_day(roll, squad->id, err)))
        return -1;
    if (starts)
        add_squad(roll, squad);
    add_person(roll, record, taking->groups);
    if (roll->texts.len <= ROLL_BYTES_MAX && roll->count <= ROLL_PEOPLE_MAX)
        return 0;
    return err_set(err, STATUS_INPUT, "into.size",
        _("the list holds more than one day's people can be; name the list of one day"));
}

int roll_read(struct roll *roll, const char *path, struct groups *groups, struct err *err)
{
    struct taking taking = {.roll = roll, .groups = groups};
    int got = wire_read_file(path, take, &taking, err);
    if (!got)
        got = fail_missing(&taking.track, path, err);
    squad_track_release(&taking.track);
    if (!got && !roll->count) {
        err_set(err, STATUS_INPUT, "into.empty",
            _("nobody is in this list; name the one that muster roster made"));
        got = err_at(err, path, NULL, 0, 0);
    }
    return got;
}

uint32_t roll_find(struct roll *roll, const struct worker *worker)
{
    return known_find(&roll->known, worker);
}

bool roll_leave(struct roll *roll, const struct worker *worker)
{
    uint32_t person = roll_find(roll, worker);
    if (person == INDEX_NONE)
        return false;
    roll->left += !roll->people[person].left;
    roll->people[person].left = true;
    return true;
}

const char *roll_name(const struct roll *roll, size_t person)
{
    return roll->texts.data + roll->people[person].at + roll->people[person].len;
}

const char *roll_agency(const struct roll *roll, size_t person)
{
    const char *name = roll_name(roll, person), *agency = name + strlen(name) + 1;
    return *agency ? agency : NULL;
}

bool roll_names_agency(const struct worker *worker)
{
    struct buf by_file = {0};
    if (worker->from.file)
        entry_agency_by_file(&by_file, worker->from.file);
    bool named = worker->agency && strcmp(worker->agency, buf_text(&by_file)) != 0;
    buf_release(&by_file);
    return named;
}

void roll_write(const struct roll *roll, size_t person, const struct squad *squad, struct buf *out)
{
    const struct seated *seated = &roll->people[person];
    const char *text = roll->texts.data + seated->at;
    if (!squad) {
        buf_add(out, text, seated->len);
        return;
    }
    struct record record = {.json = json_loadb(text, seated->len, 0, NULL)};
    if (!record.json)
        mem_out(); // it was written by the same library
    record_set_squad(&record, squad);
    record_write(&record, out);
    record_release(&record);
}

void roll_release(struct roll *roll)
{
    free(roll->people);
    free(roll->squads);
    known_release(&roll->known);
    buf_release(&roll->texts);
    *roll = (struct roll){0};
}
