#include "roster/seating.h"

#include "base/mem.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The crew's members by squad, in order of arrival. */
struct joiners {
    size_t *from;      // owns; a squad's first in `members`; one more than there are squads
    uint32_t *members; // owns
};

static struct joiners sort_joiners(const struct seating_plan *plan)
{
    size_t count = plan->crew->count;
    struct joiners joiners = {mem_alloc((plan->squad_count + 2) * sizeof *joiners.from),
        mem_alloc((count + 1) * sizeof *joiners.members)};
    size_t *next = joiners.from + 1;
    for (size_t i = 0; i < count; i++)
        next[plan->squads[i] + 1]++;
    for (size_t i = 1; i <= plan->squad_count; i++)
        next[i] += next[i - 1];
    for (size_t i = 0; i < count; i++)
        joiners.members[next[plan->squads[i]]++] = (uint32_t)i;
    return joiners;
}

/* Those of the list, then the new ones by their first arrival. */
static uint32_t *sort_squads(const struct seating_plan *plan)
{
    size_t old = plan->roll ? plan->roll->squad_count : 0, count = old;
    uint32_t *order = mem_alloc((plan->squad_count + 1) * sizeof *order);
    bool *seen = mem_alloc(plan->squad_count + 1);
    for (size_t i = 0; i < old; i++)
        order[i] = (uint32_t)i;
    for (size_t i = 0; i < plan->crew->count && count < plan->squad_count; i++) {
        uint32_t squad = plan->squads[i];
        if (squad < old || seen[squad])
            continue;
        seen[squad] = true;
        order[count++] = squad;
    }
    free(seen);
    return order;
}

static void seat_old(struct seating *seating, const struct roll *roll)
{
    for (size_t i = 0; i < roll->count; i++) {
        const struct seated *person = &roll->people[i];
        struct seating_squad *squad = &seating->squads[person->squad];
        if (person->left)
            continue;
        seating->seats[squad->first + person->seat - 1] = (uint32_t)i;
        squad->people++;
        squad->is_led |= person->leader;
        if ((long)person->seat > squad->seat_count)
            squad->seat_count = (long)person->seat;
    }
}

static void take_seat(
    struct seating *seating, struct seating_squad *squad, long seat, size_t member)
{
    seating->seats[squad->first + (size_t)seat - 1] = (uint32_t)(seating->old + member);
    squad->people++;
    squad->joined++;
    if (seat > squad->seat_count)
        squad->seat_count = seat;
}

static void seat_joiners(struct seating *seating, struct seating_squad *squad,
    const struct crew *crew, const uint32_t *members, size_t count)
{
    const uint32_t *seats = seating->seats + squad->first;
    long seat = 1;
    size_t leader = 0;
    while (leader < count && !crew->members[members[leader]].leader)
        leader++;
    squad->is_led |= leader < count;
    if (leader < count && seats[0] == SEAT_NOBODY)
        take_seat(seating, squad, 1, members[leader]);
    else
        leader = count;
    for (size_t i = 0; i < count; i++) {
        while (i != leader && seats[seat - 1] != SEAT_NOBODY)
            seat++;
        if (i != leader)
            take_seat(seating, squad, seat, members[i]);
    }
}

static void find_vacant(struct seating *seating)
{
    size_t count = 0;
    for (size_t i = 0; i < seating->squad_count; i++)
        count += (size_t)(seating->squads[i].seat_count - seating->squads[i].people);
    seating->vacant = mem_alloc((count + 1) * sizeof *seating->vacant);
    count = 0;
    for (size_t i = 0; i < seating->squad_count; i++) {
        struct seating_squad *squad = &seating->squads[i];
        squad->vacant = count;
        for (long seat = 1; seat <= squad->seat_count; seat++)
            if (seating->seats[squad->first + (size_t)seat - 1] == SEAT_NOBODY)
                seating->vacant[count++] = seat;
        squad->vacant_count = count - squad->vacant;
    }
}

static void name_squads(struct seating *seating, const struct seating_plan *plan)
{
    size_t old = plan->roll ? plan->roll->squad_count : 0;
    for (size_t i = 0; i < seating->squad_count; i++) {
        struct seating_squad *squad = &seating->squads[i];
        if (i < old) {
            memcpy(squad->id, plan->roll->squads[i].id, sizeof squad->id);
            squad->no = plan->roll->squads[i].no;
        } else {
            squad->no = plan->first + (long)(i - old);
            snprintf(squad->id, sizeof squad->id, "%04d%02d%02d-%02ld", plan->on.year,
                plan->on.month, plan->on.day, squad->no);
        }
    }
    seating->of = plan->first - 1 + (long)(seating->squad_count - old);
}

/* Room for everybody who was there and everybody who comes. */
static void lay_out(struct seating *seating, const struct seating_plan *plan, const size_t *from,
    const uint32_t *order)
{
    size_t old = plan->roll ? plan->roll->squad_count : 0, seats = 0;
    seating->squads = mem_alloc((plan->squad_count + 1) * sizeof *seating->squads);
    seating->squad_count = plan->squad_count;
    for (size_t i = 0; i < plan->squad_count; i++) {
        seating->squads[i].first = seats;
        seats += from[order[i] + 1] - from[order[i]];
        seats += i < old ? (size_t)plan->roll->squads[i].seat_count : 0;
    }
    seating->seats = mem_alloc((seats + 1) * sizeof *seating->seats);
    memset(seating->seats, 0xFF, (seats + 1) * sizeof *seating->seats); // SEAT_NOBODY
}

void seating_make(struct seating *seating, const struct seating_plan *plan)
{
    struct joiners joiners = sort_joiners(plan);
    uint32_t *order = sort_squads(plan);
    *seating = (struct seating){.old = plan->roll ? plan->roll->count : 0};
    lay_out(seating, plan, joiners.from, order);
    if (plan->roll)
        seat_old(seating, plan->roll);
    for (size_t i = 0; i < seating->squad_count; i++)
        seat_joiners(seating, &seating->squads[i], plan->crew,
            joiners.members + joiners.from[order[i]],
            joiners.from[order[i] + 1] - joiners.from[order[i]]);
    name_squads(seating, plan);
    find_vacant(seating);
    free(joiners.from);
    free(joiners.members);
    free(order);
}

struct squad seating_squad(const struct seating *seating, size_t squad)
{
    const struct seating_squad *s = &seating->squads[squad];
    return (struct squad){.id = s->id,
        .no = s->no,
        .of = seating->of,
        .size = s->people,
        .vacant = seating->vacant + s->vacant,
        .vacant_count = s->vacant_count};
}

void seating_release(struct seating *seating)
{
    free(seating->squads);
    free(seating->seats);
    free(seating->vacant);
    *seating = (struct seating){0};
}
