#include "roster/doubts.h"

#include "base/mem.h"
#include <stdlib.h>

struct doubt {
    size_t member;
    struct reject reject;
};

void doubts_add(struct doubts *doubts, size_t member, struct reject *reject)
{
    doubts->items =
        mem_grow(doubts->items, doubts->count, &doubts->capacity, sizeof *doubts->items);
    doubts->items[doubts->count++] = (struct doubt){member, *reject};
    *reject = (struct reject){0};
}

size_t doubts_reject(
    struct doubts *doubts, struct crew *crew, struct rejects *rejects, size_t cell_count)
{
    size_t count = doubts->count;
    for (size_t i = 0; i < count; i++) {
        crew->members[doubts->items[i].member].dropped = true;
        rejects_take(rejects, &doubts->items[i].reject, cell_count);
    }
    doubts->count = 0;
    return count;
}

void doubts_clear(struct doubts *doubts)
{
    for (size_t i = 0; i < doubts->count; i++)
        reject_release(&doubts->items[i].reject);
    doubts->count = 0;
}

void doubts_release(struct doubts *doubts)
{
    doubts_clear(doubts);
    free(doubts->items);
    *doubts = (struct doubts){0};
}
