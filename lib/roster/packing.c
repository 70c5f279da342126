#include "roster/packing.h"

#include "base/mem.h"
#include <stdlib.h>
#include <string.h>

size_t packing_add(struct packing *packing, uint32_t size, uint32_t leaders)
{
    packing->units = mem_grow(
        packing->units, packing->unit_count, &packing->unit_capacity, sizeof *packing->units);
    packing->units[packing->unit_count] = (struct packing_unit){size, leaders, PACKING_NOWHERE};
    return packing->unit_count++;
}

size_t packing_open(struct packing *packing)
{
    packing->squads = mem_grow(
        packing->squads, packing->squad_count, &packing->squad_capacity, sizeof *packing->squads);
    packing->squads[packing->squad_count] = (struct packing_squad){.room = packing->size};
    return packing->squad_count++;
}

void packing_put(struct packing *packing, size_t unit, size_t squad)
{
    struct packing_unit *u = &packing->units[unit];
    struct packing_squad *s = &packing->squads[squad];
    u->squad = (uint32_t)squad;
    s->people += u->size;
    s->leaders += u->leaders;
    s->room = s->room > u->size ? s->room - u->size : 0;
    s->vacant = s->vacant > u->size ? s->vacant - u->size : 0;
}

void packing_take_out(struct packing *packing, size_t unit)
{
    struct packing_unit *u = &packing->units[unit];
    struct packing_squad *s = &packing->squads[u->squad];
    u->squad = PACKING_NOWHERE;
    s->people -= u->size;
    s->leaders -= u->leaders;
    s->room = packing->size > s->people ? packing->size - s->people : 0;
}

/* Only squads that were there before have vacant seats. */
static bool take_vacant(struct packing *packing, size_t unit)
{
    size_t *at = &packing->first_vacant;
    while (*at < packing->fixed && !packing->squads[*at].vacant)
        ++*at;
    if (*at >= packing->fixed)
        return false;
    packing_put(packing, unit, *at);
    return true;
}

void packing_fit(struct packing *packing, size_t unit)
{
    uint32_t size = packing->units[unit].size;
    if (size == 1 && take_vacant(packing, unit))
        return;
    while (packing->first_open < packing->squad_count && !packing->squads[packing->first_open].room)
        packing->first_open++;
    size_t squad = packing->first_open;
    while (squad < packing->squad_count && packing->squads[squad].room < size)
        squad++;
    packing_put(packing, unit, squad < packing->squad_count ? squad : packing_open(packing));
}

static size_t fewest_people(const struct packing *packing, size_t from, size_t but)
{
    size_t fewest = but;
    for (size_t i = from; i < packing->squad_count; i++)
        if (i != but &&
            (fewest == but || packing->squads[i].people < packing->squads[fewest].people))
            fewest = i;
    return fewest;
}

/* How many people the emptier squads are filled up to, from `from` on, so that `singles` more are
 * in; the rest of the division goes one each into the first of them. */
static long level_for(const struct packing *packing, size_t from, long singles, long *rest)
{
    long low = 0, high = packing->size_max;
    while (low < high) {
        long level = low + (high - low + 1) / 2, needed = 0;
        for (size_t i = from; i < packing->squad_count; i++)
            if (packing->squads[i].people < level)
                needed += level - packing->squads[i].people;
        if (needed <= singles)
            low = level;
        else
            high = level - 1;
    }
    *rest = singles;
    for (size_t i = from; i < packing->squad_count; i++)
        if (packing->squads[i].people < low)
            *rest -= low - packing->squads[i].people;
    return low;
}

/* Puts the single people of the new squads, who are nowhere now, into the emptiest: in order of
 * arrival, a squad after the other. */
static void put_level(struct packing *packing, long singles)
{
    long rest, level = level_for(packing, packing->fixed, singles, &rest);
    size_t squad = packing->fixed;
    for (size_t i = packing->single_from; i < packing->unit_count; i++) {
        if (packing->units[i].squad != PACKING_NOWHERE)
            continue;
        while (packing->squads[squad].people >= level) {
            if (packing->squads[squad].people == level && rest > 0) {
                rest--;
                break;
            }
            squad++;
        }
        packing_put(packing, i, squad);
    }
}

static long take_out_singles(struct packing *packing)
{
    long singles = 0;
    for (size_t i = packing->single_from; i < packing->unit_count; i++)
        if (packing->units[i].squad >= packing->fixed) {
            packing_take_out(packing, i);
            singles++;
        }
    return singles;
}

static int larger_first(const void *a, const void *b, void *units)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    uint32_t one = ((struct packing_unit *)units)[x].size;
    uint32_t other = ((struct packing_unit *)units)[y].size;
    if (one != other)
        return one > other ? -1 : 1;
    return x < y ? -1 : 1;
}

/* The larger units first, each into the squad with the fewest people. False when one has no room:
 * then some are nowhere. */
static bool deal_units(struct packing *packing, size_t *units, size_t count)
{
    qsort_r(units, count, sizeof *units, larger_first, packing->units);
    for (size_t i = 0; i < count; i++) {
        size_t squad = fewest_people(packing, packing->fixed, SIZE_MAX);
        if (packing->squads[squad].people + packing->units[units[i]].size > packing->size)
            return false;
        packing_put(packing, units[i], squad);
    }
    return true;
}

static void spread_units(struct packing *packing)
{
    size_t count = 0, *units = mem_alloc((packing->single_from + 1) * sizeof *units);
    uint32_t *before = mem_alloc((packing->single_from + 1) * sizeof *before);
    for (size_t i = 0; i < packing->single_from; i++) {
        if (packing->units[i].squad < packing->fixed)
            continue;
        before[i] = packing->units[i].squad;
        units[count++] = i;
        packing_take_out(packing, i);
    }
    if (count && !deal_units(packing, units, count))
        for (size_t i = 0; i < count; i++) {
            if (packing->units[units[i]].squad != PACKING_NOWHERE)
                packing_take_out(packing, units[i]);
            packing_put(packing, units[i], before[units[i]]);
        }
    free(units);
    free(before);
}

void packing_spread(struct packing *packing)
{
    if (packing->squad_count == packing->fixed)
        return;
    long singles = take_out_singles(packing);
    spread_units(packing);
    put_level(packing, singles);
}

/* The new squad under half its size; there is one at most. */
static size_t find_remainder(const struct packing *packing)
{
    for (size_t i = packing->fixed; i < packing->squad_count; i++)
        if (packing->squads[i].people * 2 < packing->size)
            return i;
    return packing->squad_count;
}

static void drop_squad(struct packing *packing, size_t squad)
{
    for (size_t i = 0; i < packing->unit_count; i++)
        if (packing->units[i].squad != PACKING_NOWHERE && packing->units[i].squad > squad)
            packing->units[i].squad--;
    packing->squad_count--;
    memmove(&packing->squads[squad], &packing->squads[squad + 1],
        (packing->squad_count - squad) * sizeof *packing->squads);
}

static void join_others(struct packing *packing, size_t squad)
{
    for (size_t i = 0; i < packing->unit_count; i++) {
        if (packing->units[i].squad != squad)
            continue;
        size_t other = fewest_people(packing, 0, squad);
        if (packing->squads[other].people + packing->units[i].size > packing->size_max)
            continue;
        packing_take_out(packing, i);
        packing_put(packing, i, other);
    }
}

long packing_merge(struct packing *packing)
{
    size_t squad = find_remainder(packing), others = packing->squad_count - 1;
    if (squad == packing->squad_count || !others)
        return 0;
    long people = packing->squads[squad].people;
    long total = people;
    for (size_t i = packing->fixed; i < packing->squad_count; i++)
        total += i == squad ? 0 : packing->squads[i].people;
    long new_others = (long)(others - packing->fixed);
    if (!packing->single_from && new_others) {
        if ((total + new_others - 1) / new_others > packing->size_max)
            return 0;
        long singles = take_out_singles(packing);
        packing->squad_count--;
        put_level(packing, singles);
        return people;
    }
    join_others(packing, squad);
    people -= packing->squads[squad].people;
    if (!packing->squads[squad].people)
        drop_squad(packing, squad);
    return people;
}

void packing_release(struct packing *packing)
{
    free(packing->units);
    free(packing->squads);
    *packing = (struct packing){0};
}
