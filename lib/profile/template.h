/* Text with named places for a person's data: "{name}", "{number}". It is taken apart once and then
 * filled for each person; what is filled in is escaped by where it stands, never by the author.
 *
 * "{{" and "}}" stand for the braces themselves. */
#ifndef PROFILE_TEMPLATE_H
#define PROFILE_TEMPLATE_H
#include "base/buf.h"
#include "base/yaml.h"
#include "profile/inputs.h"

enum template_place {
    PLACE_URL,    // everything but RFC 3986's unreserved characters as %XX
    PLACE_HEADER, // control characters and what is not ASCII as %XX
    PLACE_JSON,   // within a JSON string
    PLACE_XML,    // &, <, >, " and ' as entities
    PLACE_PLAIN,  // as it is
};

struct template_part {
    size_t start, len; // a piece of `literals`, before the input
    int input;         // enum input; -1: none follows
};

struct template
{
    enum template_place place;
    struct buf literals;
    struct template_part *parts; // owns
    size_t count, capacity;
};

/* Takes `text` apart. Errors: STATUS_CONFIG `profile.placeholder`, `profile.character` (URL and
 * header: only printable ASCII), without a place. */
int template_parse(struct template *template, const char *text, enum template_place place,
    const struct vocabulary *vocabulary, struct err *err);

/* The same for a JSON value: each string in it may hold placeholders; the string "{items}" becomes
 * the array itself. `value` is the member `key`
 * of `parent`, for the line in errors. */
int template_parse_json(struct template *template, const struct yaml *yaml, const json_t *parent,
    const char *key, const struct vocabulary *vocabulary, struct err *err);
void template_release(struct template *template);

/* Appends the text with the inputs filled in; an absent one fills in nothing. */
void template_fill(const struct template *template, const struct inputs *inputs, struct buf *out);

bool template_uses(const struct template *template, enum input input);

/* Whether it uses an input that is absent. */
bool template_lacks(const struct template *template, const struct inputs *inputs);
#endif
