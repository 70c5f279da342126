/* A record up to its squad, for one person. */
#ifndef SQUADS_H
#define SQUADS_H
#include "record/wire.h"

static inline void print_squad(struct buf *out, const struct squad *squad)
{
    struct wire_squad common = {0};
    wire_squad_set(&common, squad);
    wire_squad_write(&common, squad->seat, out);
    buf_release(&common.text);
}
#endif
