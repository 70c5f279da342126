#include "roster/doubts.h"

#include "base/mem.h"
#include <stdlib.h>

struct doubt {
    size_t member, reject;
};

void doubts_add(struct doubts *doubts, size_t member, size_t reject)
{
    doubts->items =
        mem_grow(doubts->items, doubts->count, &doubts->capacity, sizeof *doubts->items);
    doubts->items[doubts->count++] = (struct doubt){member, reject};
}

size_t doubts_reject(struct doubts *doubts, struct crew *crew)
{
    size_t count = doubts->count;
    for (size_t i = 0; i < count; i++)
        crew->members[doubts->items[i].member].dropped = true;
    doubts->count = 0;
    return count;
}

void doubts_clear(struct doubts *doubts, struct rejects *rejects)
{
    for (size_t i = 0; i < doubts->count; i++)
        rejects_drop(rejects, doubts->items[i].reject);
    doubts->count = 0;
}

void doubts_release(struct doubts *doubts)
{
    free(doubts->items);
    *doubts = (struct doubts){0};
}
