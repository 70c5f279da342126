#include "roster/leading.h"

#include "base/mem.h"
#include <limits.h>
#include <stdlib.h>

#define NO_UNIT UINT32_MAX

/* The units of each squad, as linked lists. */
struct lists {
    struct packing *packing;
    uint32_t *heads, *nexts; // own; NO_UNIT ends a list
};

struct swap {
    uint32_t from_donor, back; // units; `back` NO_UNIT: nobody goes back
    long difference;           // in people
};

static void push(struct lists *lists, uint32_t unit)
{
    uint32_t *head = &lists->heads[lists->packing->units[unit].squad];
    lists->nexts[unit] = *head;
    *head = unit;
}

static void pull(struct lists *lists, uint32_t unit)
{
    uint32_t *link = &lists->heads[lists->packing->units[unit].squad];
    while (*link != unit)
        link = &lists->nexts[*link];
    *link = lists->nexts[unit];
}

static void move(struct lists *lists, uint32_t unit, size_t squad)
{
    pull(lists, unit);
    packing_take_out(lists->packing, unit);
    packing_put(lists->packing, unit, squad);
    push(lists, unit);
}

/* Whether a squad may have `more` people more, less when negative. */
static bool may_grow(const struct packing *packing, size_t squad, long more)
{
    return more <= 0 || packing->squads[squad].people + more <= packing->size;
}

static void try_swap(const struct packing *packing, size_t donor, size_t receiver, uint32_t from,
    uint32_t back, struct swap *best)
{
    long more = (long)packing->units[from].size;
    if (back != NO_UNIT)
        more -= packing->units[back].size;
    long difference = more < 0 ? -more : more;
    if (difference >= best->difference || !may_grow(packing, receiver, more) ||
        !may_grow(packing, donor, -more))
        return;
    *best = (struct swap){from, back, difference};
}

/* The best swap that gives the receiver a leader and leaves the donor one. */
static struct swap find_swap(const struct lists *lists, size_t donor, size_t receiver)
{
    const struct packing *packing = lists->packing;
    const struct packing_unit *units = packing->units;
    struct swap best = {NO_UNIT, NO_UNIT, LONG_MAX};
    for (uint32_t a = lists->heads[donor]; a != NO_UNIT; a = lists->nexts[a]) {
        if (!units[a].leaders || packing->squads[donor].leaders <= units[a].leaders)
            continue;
        try_swap(packing, donor, receiver, a, NO_UNIT, &best);
        uint32_t tried = 0; // units of one size are as good as each other
        for (uint32_t b = lists->heads[receiver]; b != NO_UNIT; b = lists->nexts[b]) {
            if (units[b].size != tried)
                try_swap(packing, donor, receiver, a, b, &best);
            tried = units[b].size;
        }
        if (!best.difference)
            break;
    }
    return best;
}

static bool help(struct lists *lists, size_t receiver, size_t donor)
{
    if (lists->packing->squads[donor].leaders < 2)
        return false;
    struct swap swap = find_swap(lists, donor, receiver);
    if (swap.from_donor == NO_UNIT)
        return false;
    move(lists, swap.from_donor, receiver);
    if (swap.back != NO_UNIT)
        move(lists, swap.back, donor);
    return true;
}

static void find_leader(struct lists *lists, size_t squad)
{
    size_t count = lists->packing->squad_count, first = lists->packing->fixed;
    for (size_t far = 1; far < count; far++)
        if ((squad >= first + far && help(lists, squad, squad - far)) ||
            (squad + far < count && help(lists, squad, squad + far)))
            return;
}

static bool any_leader(const struct packing *packing)
{
    for (size_t i = packing->fixed; i < packing->squad_count; i++)
        if (packing->squads[i].leaders)
            return true;
    return false;
}

void leading_deal(struct packing *packing)
{
    if (!any_leader(packing))
        return;
    struct lists lists = {.packing = packing};
    lists.heads = mem_alloc(packing->squad_count * sizeof *lists.heads);
    lists.nexts = mem_alloc(packing->unit_count * sizeof *lists.nexts);
    for (size_t i = 0; i < packing->squad_count; i++)
        lists.heads[i] = NO_UNIT;
    for (size_t i = 0; i < packing->unit_count; i++)
        push(&lists, (uint32_t)i);
    for (size_t i = packing->fixed; i < packing->squad_count; i++)
        if (!packing->squads[i].leaders)
            find_leader(&lists, i);
    free(lists.heads);
    free(lists.nexts);
}
