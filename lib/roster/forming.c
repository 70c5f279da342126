#include "roster/forming.h"

#include <stdio.h>

long forming_squads(const struct forming *forming)
{
    return (long)((forming->people + (size_t)forming->size - 1) / (size_t)forming->size);
}

struct squad forming_place(const struct forming *forming, size_t person, char id[SQUAD_ID_MAX])
{
    size_t size = (size_t)forming->size;
    size_t at = person / size;
    size_t left = forming->people - at * size;
    long no = forming->first + (long)at;
    snprintf(id, SQUAD_ID_MAX, "%04d%02d%02d-%02ld", forming->on.year, forming->on.month,
        forming->on.day, no);
    return (struct squad){
        .id = id,
        .no = no,
        .of = forming->first - 1 + forming_squads(forming),
        .seat = (long)(person % size) + 1,
        .size = (long)(left < size ? left : size),
    };
}
