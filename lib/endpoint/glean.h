/* The way back: from a request to the inputs that its templates were filled with. */
#ifndef ENDPOINT_GLEAN_H
#define ENDPOINT_GLEAN_H
#include "endpoint/ask.h"
#include "profile/template.h"

/* What was found. `= {0}` is nothing. */
struct gleanings {
    char *text[INPUTS_MAX]; // owns; NULL: not found; of two findings the first
};

void gleanings_release(struct gleanings *gleanings);

/* Keeps a finding, unless there is one. */
void gleanings_keep(struct gleanings *gleanings, int input, const char *text, size_t len);

/* Points the inputs to what was found and is not known by them yet. */
void gleanings_tell(const struct gleanings *gleanings, struct inputs *inputs);

/* Takes `text` apart as `template` puts it together; what `known` has stands for itself. A text
 * that stands between two literals ends where the second one first occurs; two inputs with nothing
 * between them can be told apart only where the first has a length of its own. `*rest`, unless
 * NULL, is where the template ended; else it has to fit to the last character. False: `text` was
 * not made by this template, and what was found until then is kept. */
bool glean(const struct template *template, const char *text, const char **rest,
    const struct inputs *known, struct gleanings *gleanings);
#endif
