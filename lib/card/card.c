#include "card/card.h"

#include "base/mem.h"
#include <stdlib.h>

struct item *card_add_item(struct card *card)
{
    card->items =
        mem_grow(card->items, card->item_count, &card->item_capacity, sizeof *card->items);
    card->items[card->item_count] = (struct item){0};
    return &card->items[card->item_count++];
}

void card_release(struct card *card)
{
    free(card->items);
    free(card->glyphs);
    *card = (struct card){0};
}
