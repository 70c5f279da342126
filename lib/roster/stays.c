#include "roster/stays.h"

#include "base/i18n.h"
#include "base/mem.h"
#include <stdlib.h>

enum { GROUPS_SHOWN = 12, SQUADS_SHOWN = 12 };

static void add(struct stays *stays, uint32_t group, uint32_t squad)
{
    if (group == GROUP_NONE)
        return;
    struct stay *last = stays->count ? &stays->items[stays->count - 1] : NULL;
    if (last && last->group == group && last->squad == squad) {
        last->people++;
        return;
    }
    stays->items = mem_grow(stays->items, stays->count, &stays->capacity, sizeof *stays->items);
    stays->items[stays->count++] = (struct stay){group, squad, 1};
}

static int by_group(const void *a, const void *b)
{
    const struct stay *one = a, *other = b;
    if (one->group != other->group)
        return one->group < other->group ? -1 : 1;
    return (one->squad > other->squad) - (one->squad < other->squad);
}

static void sort(struct stays *stays)
{
    size_t kept = 0;
    if (stays->count)
        qsort(stays->items, stays->count, sizeof *stays->items, by_group);
    for (size_t i = 0; i < stays->count; i++) {
        if (kept && !by_group(&stays->items[kept - 1], &stays->items[i]))
            stays->items[kept - 1].people += stays->items[i].people;
        else
            stays->items[kept++] = stays->items[i];
    }
    stays->count = kept;
}

void stays_of_roll(struct stays *stays, const struct roll *roll)
{
    for (size_t i = 0; i < roll->count; i++)
        if (!roll->people[i].left)
            add(stays, roll->people[i].group, roll->people[i].squad);
    sort(stays);
}

void stays_of_all(struct stays *stays, const struct seating *seating, const struct roll *roll,
    const uint32_t *group_of)
{
    for (size_t i = 0; i < seating->squad_count; i++) {
        const struct seating_squad *squad = &seating->squads[i];
        for (long seat = 0; seat < squad->seat_count; seat++) {
            uint32_t person = seating->seats[squad->first + (size_t)seat];
            if (person == SEAT_NOBODY)
                continue;
            uint32_t group = person < seating->old ? roll->people[person].group
                                                   : group_of[person - seating->old];
            add(stays, group, (uint32_t)i);
        }
    }
    sort(stays);
}

size_t stays_first(const struct stays *stays, uint32_t group)
{
    size_t low = 0, high = stays->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (stays->items[middle].group < group)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void print_group(const struct stay *stay, size_t count, const struct groups *groups,
    const struct seating *seating, struct buf *out)
{
    struct buf squads = {0};
    unsigned long people = 0;
    for (size_t i = 0; i < count; i++) {
        people += stay[i].people;
        if (i < SQUADS_SHOWN)
            buf_printf(&squads, "%s%ld", i ? ", " : "", seating->squads[stay[i].squad].no);
    }
    if (count > SQUADS_SHOWN)
        buf_printf(&squads, _(" and %zu more"), count - SQUADS_SHOWN);
    buf_printf(out, _("%s (%lu people: squads %s)"), groups_name(groups, stay->group), people,
        buf_text(&squads));
    buf_release(&squads);
}

size_t stays_print_split(const struct stays *stays, const struct groups *groups,
    const struct seating *seating, struct buf *out)
{
    size_t split = 0;
    for (size_t i = 0, count = 0; i < stays->count; i += count) {
        for (count = 1; i + count < stays->count; count++)
            if (stays->items[i + count].group != stays->items[i].group)
                break;
        if (count == 1)
            continue;
        if (split && split < GROUPS_SHOWN)
            buf_add_text(out, "; ");
        if (split++ < GROUPS_SHOWN)
            print_group(&stays->items[i], count, groups, seating, out);
    }
    if (split > GROUPS_SHOWN)
        buf_printf(out, _(" and %zu more"), split - GROUPS_SHOWN);
    return split;
}

void stays_release(struct stays *stays)
{
    free(stays->items);
    *stays = (struct stays){0};
}
