/* Who belongs together: the people of one coach, agency, grid or enterprise. */
#ifndef ROSTER_GROUPS_H
#define ROSTER_GROUPS_H
#include "base/buf.h"
#include "base/index.h"
#include "record/worker.h"

enum keep { KEEP_NONE, KEEP_SHUTTLE, KEEP_AGENCY, KEEP_GRID, KEEP_ENTERPRISE, KEEP_COUNT };

#define GROUP_NONE INDEX_NONE

struct groups {
    enum keep keep;
    struct index index;
    struct buf names;
    size_t *at; // owns; of each name
    size_t count, capacity;
};

enum keep keep_parse(const char *word); // the record's member; KEEP_COUNT: none of them
const char *keep_word(enum keep keep);  // "shuttle"

/* The number of this person's group, from 0 in order of coming; GROUP_NONE when nothing is kept
 * together or the person has no such thing. */
uint32_t groups_of(struct groups *groups, const struct worker *worker);

/* Borrowed until the next groups_of. */
const char *groups_name(const struct groups *groups, uint32_t group);

/* A group's people among those that are sorted. */
struct part {
    uint32_t group;
    size_t size;
};

/* Sorts people, who are numbers below `count`, into `order`: group after group by first arrival,
 * those without one at the end. Returns the groups' parts of it; free() them. */
struct part *groups_sort(const struct groups *groups, const uint32_t *group_of, size_t count,
    uint32_t *order, size_t *part_count);
void groups_release(struct groups *groups);
#endif
