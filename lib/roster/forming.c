#include "roster/forming.h"

#include "base/mem.h"
#include "roster/leading.h"
#include "roster/packing.h"
#include "roster/stays.h"
#include <stdlib.h>
#include <string.h>

/* What forming_seat works with. */
struct work {
    const struct forming *forming;
    struct packing packing;
    uint32_t *group_of; // owns; of each member of the crew
    uint32_t *order;    // owns; members, a unit's together, unit after unit
    size_t ordered;     // of them are in units
    size_t leaders;     // in the crew
    struct stays homes; // of the list's groups
};

enum remainder remainder_parse(const char *word)
{
    static const char *const words[] = {"short", "spread", "merge"};
    int remainder = 0;
    while (remainder < REMAINDER_COUNT && strcmp(words[remainder], word))
        remainder++;
    return (enum remainder)remainder;
}

/* The squads of the list, with the seats that are free. */
static void open_old(struct packing *packing, const struct roll *roll)
{
    long *highest = mem_alloc((roll->squad_count + 1) * sizeof *highest);
    for (size_t i = 0; i < roll->squad_count; i++)
        packing_open(packing);
    for (size_t i = 0; i < roll->count; i++) {
        const struct seated *person = &roll->people[i];
        if (person->left)
            continue;
        packing->squads[person->squad].people++;
        packing->squads[person->squad].leaders += person->leader;
        if ((long)person->seat > highest[person->squad])
            highest[person->squad] = (long)person->seat;
    }
    for (size_t i = 0; i < roll->squad_count; i++) {
        struct packing_squad *squad = &packing->squads[i];
        squad->vacant = highest[i] - squad->people;
        squad->room = squad->vacant + (packing->size > highest[i] ? packing->size - highest[i] : 0);
    }
    packing->fixed = roll->squad_count;
    free(highest);
}

static void read_crew(struct work *work)
{
    const struct crew *crew = work->forming->crew;
    bool keeps = work->forming->groups->keep != KEEP_NONE;
    struct crew_view view;
    work->group_of = keeps ? mem_alloc((crew->count + 1) * sizeof *work->group_of) : NULL;
    work->order = mem_alloc((crew->count + 1) * sizeof *work->order);
    for (size_t i = 0; i < crew->count; i++) {
        work->leaders += crew->members[i].leader;
        if (!keeps)
            continue;
        crew_read(crew, i, &view);
        work->group_of[i] = groups_of(work->forming->groups, &view.worker);
    }
}

static uint32_t count_leaders(const struct crew *crew, const uint32_t *members, size_t count)
{
    uint32_t leaders = 0;
    for (size_t i = 0; i < count; i++)
        leaders += crew->members[members[i]].leader;
    return leaders;
}

/* The next `size` members in order are a unit. */
static size_t add_unit(struct work *work, size_t size)
{
    const uint32_t *members = work->order + work->ordered;
    work->ordered += size;
    return packing_add(&work->packing, (uint32_t)size,
        work->leaders ? count_leaders(work->forming->crew, members, size) : 0);
}

/* A group that does not fit into one squad: each part gets one of its leaders, while they last. */
static void deal_leaders(const struct crew *crew, uint32_t *members, size_t count, size_t part)
{
    size_t wanted = (count + part - 1) / part, leaders = 0, plain = 0, next = 0;
    uint32_t *dealt = mem_alloc(count * sizeof *dealt), *led = mem_alloc(wanted * sizeof *led);
    for (size_t i = 0; i < count && leaders < wanted; i++)
        if (crew->members[members[i]].leader)
            led[leaders++] = members[i];
    for (size_t i = 0, used = 0; i < count; i++) {
        if (i % part == 0 && used < leaders) {
            dealt[i] = led[used++];
            continue;
        }
        while (next < leaders && members[plain] == led[next]) {
            plain++;
            next++;
        }
        dealt[i] = members[plain++];
    }
    memcpy(members, dealt, count * sizeof *dealt);
    free(dealt);
    free(led);
}

/* Those of the list's squads where others of the group are take as many as they can; the rest stays
 * together, or fills whole squads. */
static void place_group(struct work *work, uint32_t group, size_t count)
{
    struct packing *packing = &work->packing;
    size_t size = (size_t)packing->size, squad;
    const struct stays *homes = &work->homes;
    for (size_t i = stays_first(homes, group);
         count && i < homes->count && homes->items[i].group == group; i++) {
        squad = homes->items[i].squad;
        size_t room = (size_t)packing->squads[squad].room;
        size_t here = room < count ? room : count;
        if (here)
            packing_put(packing, add_unit(work, here), squad);
        count -= here;
    }
    if (count > size)
        deal_leaders(work->forming->crew, work->order + work->ordered, count, size);
    for (; count > size; count -= size)
        packing_fit(packing, add_unit(work, size));
    if (count)
        packing_fit(packing, add_unit(work, count));
}

static void place_groups(struct work *work)
{
    size_t count;
    struct part *parts = groups_sort(
        work->forming->groups, work->group_of, work->forming->crew->count, work->order, &count);
    for (size_t i = 0; i < count; i++)
        place_group(work, parts[i].group, parts[i].size);
    free(parts);
}

/* The list's squads that lost their leader, or never had one, get the first ones to come. */
static void place_leaders(struct work *work)
{
    struct packing *packing = &work->packing;
    size_t unit = packing->single_from;
    for (size_t i = 0; i < packing->fixed; i++) {
        if (packing->squads[i].leaders || !packing->squads[i].room)
            continue;
        while (unit < packing->unit_count && !packing->units[unit].leaders)
            unit++;
        if (unit == packing->unit_count)
            return;
        packing_put(packing, unit++, i);
    }
}

/* Whether people only have to be counted off: nobody leads, nothing is kept or filled up. */
static bool is_plain(const struct work *work)
{
    return !work->leaders && !work->group_of && !work->packing.fixed &&
           work->forming->remainder == REMAINDER_SHORT;
}

static void place_singles(struct work *work)
{
    struct packing *packing = &work->packing;
    size_t count = work->forming->crew->count, size = is_plain(work) ? (size_t)packing->size : 1;
    packing->single_from = packing->unit_count;
    for (size_t left = count - work->ordered; left; left = count - work->ordered)
        add_unit(work, left < size ? left : size);
    if (work->leaders)
        place_leaders(work);
    for (size_t i = packing->single_from; i < packing->unit_count; i++)
        if (packing->units[i].squad == PACKING_NOWHERE)
            packing_fit(packing, i);
}

static void place_everybody(struct work *work, struct formed *formed)
{
    const struct forming *forming = work->forming;
    if (work->group_of)
        place_groups(work);
    else
        for (size_t i = 0; i < forming->crew->count; i++)
            work->order[i] = (uint32_t)i;
    place_singles(work);
    if (forming->remainder == REMAINDER_SPREAD)
        packing_spread(&work->packing);
    if (forming->remainder == REMAINDER_MERGE)
        formed->merged = packing_merge(&work->packing);
    if (work->leaders)
        leading_deal(&work->packing);
}

/* From units to people. */
static uint32_t *squads_of(const struct work *work)
{
    uint32_t *squads = mem_alloc((work->forming->crew->count + 1) * sizeof *squads);
    const uint32_t *member = work->order;
    for (size_t i = 0; i < work->packing.unit_count; i++)
        for (uint32_t j = 0; j < work->packing.units[i].size; j++)
            squads[*member++] = work->packing.units[i].squad;
    return squads;
}

static void find_splits(
    const struct work *work, const struct seating *seating, struct formed *formed)
{
    struct stays stays = {0};
    stays_of_all(&stays, seating, work->forming->roll, work->group_of);
    formed->split = stays_print_split(&stays, work->forming->groups, seating, &formed->splits);
    stays_release(&stays);
}

void forming_seat(const struct forming *forming, struct seating *seating, struct formed *formed)
{
    struct work work = {
        .forming = forming, .packing = {.size = forming->size, .size_max = SQUAD_SIZE_MAX}};
    *formed = (struct formed){0};
    if (forming->roll)
        open_old(&work.packing, forming->roll);
    read_crew(&work);
    if (forming->roll && work.group_of)
        stays_of_roll(&work.homes, forming->roll);
    place_everybody(&work, formed);
    uint32_t *squads = squads_of(&work);
    seating_make(seating, &(struct seating_plan){.on = forming->on,
                              .first = forming->roll ? forming->roll->last + 1 : forming->first,
                              .roll = forming->roll,
                              .crew = forming->crew,
                              .squads = squads,
                              .squad_count = work.packing.squad_count});
    formed->fewest = ((long)forming->crew->count + forming->size - 1) / forming->size;
    if (work.group_of)
        find_splits(&work, seating, formed);
    packing_release(&work.packing);
    stays_release(&work.homes);
    free(work.group_of);
    free(work.order);
    free(squads);
}

void formed_release(struct formed *formed)
{
    buf_release(&formed->splits);
}
