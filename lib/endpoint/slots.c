#include "endpoint/slots.h"

#include "base/mem.h"
#include "profile/pointer.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct walk {
    struct slots *slots;
    const struct vocabulary *vocabulary;
    struct buf pointer;
};

static void find(struct walk *walk, const json_t *json);

static void find_member(struct walk *walk, const char *key, const json_t *member)
{
    size_t before = walk->pointer.len;
    buf_add_char(&walk->pointer, '/');
    for (const char *c = key; *c; c++)
        if (*c == '~' || *c == '/')
            buf_add_text(&walk->pointer, *c == '~' ? "~0" : "~1");
        else
            buf_add_char(&walk->pointer, *c);
    find(walk, member);
    buf_cut(&walk->pointer, before);
}

static void find_text(struct walk *walk, const char *text)
{
    struct slots *slots = walk->slots;
    struct template template;
    if (!strchr(text, '{') || template_parse(&template, text, PLACE_PLAIN, walk->vocabulary, NULL))
        return;
    slots->items = mem_grow(slots->items, slots->count, &slots->capacity, sizeof *slots->items);
    slots->items[slots->count++] = (struct slot){mem_text(buf_text(&walk->pointer)), template};
}

static void find(struct walk *walk, const json_t *json)
{
    const char *key;
    json_t *member;
    size_t i;
    char index[24];
    json_object_foreach((json_t *)json, key, member)
    {
        find_member(walk, key, member);
    }
    json_array_foreach((json_t *)json, i, member)
    {
        snprintf(index, sizeof index, "%zu", i);
        find_member(walk, index, member);
    }
    if (json_is_string(json))
        find_text(walk, json_string_value(json));
}

void slots_find(struct slots *slots, const json_t *json, const struct vocabulary *vocabulary)
{
    struct walk walk = {.slots = slots, .vocabulary = vocabulary};
    find(&walk, json);
    buf_release(&walk.pointer);
}

void slots_release(struct slots *slots)
{
    for (size_t i = 0; i < slots->count; i++) {
        free(slots->items[i].pointer);
        template_release(&slots->items[i].template);
    }
    free(slots->items);
    *slots = (struct slots){0};
}

static bool is_items(const struct slot *slot)
{
    return slot->template.parts[0].input == INPUT_ITEMS;
}

const char *slots_items(const struct slots *slots)
{
    for (size_t i = 0; i < slots->count; i++)
        if (is_items(&slots->items[i]))
            return slots->items[i].pointer;
    return NULL;
}

bool slots_glean(const struct slots *slots, const json_t *json, const struct inputs *known,
    struct gleanings *gleanings)
{
    bool all = true;
    for (size_t i = 0; i < slots->count; i++) {
        const struct slot *slot = &slots->items[i];
        const json_t *value = pointer_get(json, slot->pointer);
        if (is_items(slot))
            all &= json_is_array(value);
        else
            all &= json_is_string(value) &&
                   glean(&slot->template, json_string_value(value), NULL, known, gleanings);
    }
    return all;
}
