#include "profile/joining.h"

#include "base/mem.h"
#include "profile/pointer.h"
#include "profile/response.h"
#include <ctype.h>
#include <stdlib.h>

void joining_init(struct joining *joining, const struct batch *batch, size_t people)
{
    *joining = (struct joining){.batch = batch};
    joining->seats = mem_alloc(people * sizeof *joining->seats);
}

void joining_release(struct joining *joining)
{
    buf_wipe(&joining->keys);
    index_release(&joining->index);
    free(joining->seats);
    *joining = (struct joining){0};
}

static bool same_key(const void *items, uint32_t item, const char *key, size_t len)
{
    const struct joining *joining = items;
    const struct joining_seat *seat = &joining->seats[item];
    return seat->len == len && !memcmp(joining->keys.data + seat->start, key, len);
}

static uint32_t find_seat(const struct joining *joining, const char *key, size_t len)
{
    return index_find(&joining->index, key, len, same_key, joining);
}

/* Lengths keep "a" "bc" apart from "ab" "c". */
static void add_key(struct buf *keys, const char *text)
{
    buf_printf(keys, "%zu:", strlen(text));
    for (; *text; text++)
        buf_add_char(keys, (char)tolower((unsigned char)*text));
}

void joining_expect(struct joining *joining, const struct inputs *inputs)
{
    size_t number = joining->count++;
    struct joining_seat *seat = &joining->seats[number];
    seat->start = joining->keys.len;
    seat->unsure = !inputs;
    if (!inputs)
        return;
    for (size_t i = 0; i < joining->batch->join_count; i++) {
        struct buf text = {0};
        template_fill(&joining->batch->joins[i].text, inputs, &text);
        add_key(&joining->keys, buf_text(&text));
        buf_wipe(&text);
    }
    seat->len = joining->keys.len - seat->start;
    const char *key = joining->keys.data + seat->start;
    uint32_t same = find_seat(joining, key, seat->len);
    if (same == INDEX_NONE) {
        index_add(&joining->index, key, seat->len, (uint32_t)number);
        return;
    }
    seat->unsure = true;
    joining->seats[same].unsure = true;
}

/* False when the result does not say whose it is. */
static bool read_key(const struct batch *batch, const json_t *result, struct buf *key)
{
    char space[SCALAR_SPACE];
    buf_clear(key);
    for (size_t i = 0; i < batch->join_count; i++) {
        const json_t *value = pointer_get(result, batch->joins[i].pointer);
        const char *text = value && !json_is_null(value) ? scalar_text(value, space) : NULL;
        if (!text)
            return false;
        add_key(key, text);
    }
    return true;
}

void joining_read(struct joining *joining, const json_t *results)
{
    struct buf key = {0};
    size_t i;
    json_t *result;
    json_array_foreach((json_t *)results, i, result)
    {
        if (!read_key(joining->batch, result, &key))
            continue;
        uint32_t person = find_seat(joining, buf_text(&key), key.len);
        if (person == INDEX_NONE)
            continue;
        struct joining_seat *seat = &joining->seats[person];
        seat->unsure |= seat->result != NULL;
        seat->result = result;
    }
    buf_wipe(&key);
}

const json_t *joining_find(const struct joining *joining, size_t person)
{
    const struct joining_seat *seat = &joining->seats[person];
    return seat->unsure ? NULL : seat->result;
}
