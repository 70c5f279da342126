/* A squad, and the seat in it: up to 200 workers in a fixed order. */
#ifndef RECORD_SQUAD_H
#define RECORD_SQUAD_H

struct squad {
    const char *id;  // "20261111-03"
    long no, of;     // the day's number of this squad; how many squads were formed
    long seat, size; // place in the squad, from 1; people in it
};
#endif
