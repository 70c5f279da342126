/* The texts with placeholders in a JSON value of a profile, each with the place where a request's
 * JSON has it filled in. */
#ifndef ENDPOINT_SLOTS_H
#define ENDPOINT_SLOTS_H
#include "endpoint/glean.h"
#include <jansson.h>

struct slot {
    char *pointer; // owns; RFC 6901
    struct template template;
};

/* `= {0}` has none. */
struct slots {
    struct slot *items; // owns
    size_t count, capacity;
};

/* Takes the value apart; the profile has been loaded, so that its placeholders are right. */
void slots_find(struct slots *slots, const json_t *json, const struct vocabulary *vocabulary);
void slots_release(struct slots *slots);

/* Where "{items}" stands alone, or NULL. Borrowed. */
const char *slots_items(const struct slots *slots);

/* Gleans the texts at these places of `json`. False when one is not there or was not made so; the
 * others are gleaned all the same. */
bool slots_glean(const struct slots *slots, const json_t *json, const struct inputs *known,
    struct gleanings *gleanings);
#endif
