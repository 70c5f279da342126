/* The profile's `fields:`: texts with a name, {field.NAME}, each made of inputs step by step. */
#ifndef PROFILE_FIELDS_H
#define PROFILE_FIELDS_H
#include "profile/steps.h"

struct field {
    char *name; // owns; "field.NAME"
    struct template from;
    struct steps steps;
};

/* Field i is the input INPUT_FIELD + i. A field may use those before it. */
struct fields {
    struct field items[INPUT_FIELDS_MAX];
    size_t count;
};

/* What the fields are for one request. `= {0}` is none yet; may be filled again and again. */
struct field_texts {
    struct buf items[INPUT_FIELDS_MAX]; // owns
};

/* Reads the section and adds its names to the vocabulary, which borrows them. Errors: STATUS_CONFIG
 * with the line: `profile.name`, `profile.field`, those of template_parse and steps_parse,
 * `config.*`. */
int fields_parse(
    struct fields *fields, const struct yaml *yaml, struct vocabulary *vocabulary, struct err *err);
void fields_release(struct fields *fields);

/* Whether field `index` is made of this input, also by way of another field. */
bool fields_use(const struct fields *fields, size_t index, int input);

/* Computes them in order and points the inputs to `texts`; one that is made of an absent input is
 * absent too. Errors: those of steps_run, with the place in the profile. */
int fields_fill(
    const struct fields *fields, struct inputs *inputs, struct field_texts *texts, struct err *err);

/* Whether the keys fit that are made of secrets alone; `inputs` holds nothing else. Errors as
 * there. */
int fields_check(const struct fields *fields, const struct inputs *inputs, struct err *err);

void field_texts_release(struct field_texts *texts); // wipes them
#endif
