#include "roster/forming.h"

#include <stdio.h>

long forming_squads(const struct forming *forming)
{
    return (long)((forming->people + (size_t)forming->size - 1) / (size_t)forming->size);
}

struct squad forming_squad(const struct forming *forming, long index, char id[SQUAD_ID_MAX])
{
    long left = (long)forming->people - index * forming->size;
    long no = forming->first + index;
    snprintf(id, SQUAD_ID_MAX, "%04d%02d%02d-%02ld", forming->on.year, forming->on.month,
        forming->on.day, no);
    return (struct squad){
        .id = id,
        .no = no,
        .of = forming->first - 1 + forming_squads(forming),
        .seat = 1,
        .size = left < forming->size ? left : forming->size,
    };
}
