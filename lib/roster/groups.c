#include "roster/groups.h"

#include "base/mem.h"
#include <stdlib.h>
#include <string.h>

static const char *const words[KEEP_COUNT] = {"none", "shuttle", "agency", "grid", "enterprise"};

enum keep keep_parse(const char *word)
{
    int keep = KEEP_SHUTTLE;
    while (keep < KEEP_COUNT && strcmp(words[keep], word))
        keep++;
    return (enum keep)keep;
}

const char *keep_word(enum keep keep)
{
    return words[keep];
}

static const char *text_of(enum keep keep, const struct worker *worker)
{
    const char *const texts[KEEP_COUNT] = {
        NULL, worker->shuttle, worker->agency, worker->grid, worker->enterprise};
    return texts[keep];
}

static bool same_name(const void *items, uint32_t item, const char *key, size_t len)
{
    const char *name = groups_name(items, item);
    return strlen(name) == len && !memcmp(name, key, len);
}

uint32_t groups_of(struct groups *groups, const struct worker *worker)
{
    const char *text = text_of(groups->keep, worker);
    if (!text)
        return GROUP_NONE;
    size_t len = strlen(text);
    uint32_t group = index_find(&groups->index, text, len, same_name, groups);
    if (group != INDEX_NONE)
        return group;
    groups->at = mem_grow(groups->at, groups->count, &groups->capacity, sizeof *groups->at);
    groups->at[groups->count] = groups->names.len;
    buf_add(&groups->names, text, len + 1);
    index_add(&groups->index, text, len, (uint32_t)groups->count);
    return (uint32_t)groups->count++;
}

const char *groups_name(const struct groups *groups, uint32_t group)
{
    return groups->names.data + groups->at[group];
}

/* A part for each group that comes, in order of first arrival; `part_of` says which. */
static struct part *find_parts(
    const uint32_t *group_of, size_t count, uint32_t *part_of, size_t *part_count)
{
    struct part *parts = NULL;
    size_t capacity = 0;
    *part_count = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t group = group_of[i];
        if (group == GROUP_NONE)
            continue;
        if (part_of[group] == INDEX_NONE) {
            parts = mem_grow(parts, *part_count, &capacity, sizeof *parts);
            parts[*part_count] = (struct part){group, 0};
            part_of[group] = (uint32_t)(*part_count)++;
        }
        parts[part_of[group]].size++;
    }
    return parts;
}

struct part *groups_sort(const struct groups *groups, const uint32_t *group_of, size_t count,
    uint32_t *order, size_t *part_count)
{
    uint32_t *part_of = mem_alloc((groups->count + 1) * sizeof *part_of);
    memset(part_of, 0xFF, (groups->count + 1) * sizeof *part_of); // INDEX_NONE
    struct part *parts = find_parts(group_of, count, part_of, part_count);
    size_t *next = mem_alloc((*part_count + 1) * sizeof *next);
    for (size_t i = 0; i < *part_count; i++)
        next[i + 1] = next[i] + parts[i].size;
    size_t last = next[*part_count];
    for (size_t i = 0; i < count; i++)
        order[group_of[i] == GROUP_NONE ? last++ : next[part_of[group_of[i]]]++] = (uint32_t)i;
    free(part_of);
    free(next);
    return parts;
}

void groups_release(struct groups *groups)
{
    index_release(&groups->index);
    buf_release(&groups->names);
    free(groups->at);
    *groups = (struct groups){0};
}
