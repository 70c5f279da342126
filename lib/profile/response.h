/* A reply as values: its JSON, and the places in it that a profile names. */
#ifndef PROFILE_RESPONSE_H
#define PROFILE_RESPONSE_H
#include "base/yaml.h"
#include "profile/request.h"

/* The body as JSON, an object or an array (RFC 8259, UTF-8, no member twice); NULL when it is
 * something else. json_decref() it. Numbers that are no integers of at most 18 digits become
 * strings of what is written: they are compared as texts like all others, and none is rounded or
 * makes the rest of the reply unreadable. */
json_t *response_json(const struct response *response);

enum { SCALAR_SPACE = 32 };

/* A string, boolean, integer or null as text, borrowed from `value` or in `space`; NULL for
 * others. */
const char *scalar_text(const json_t *value, char space[SCALAR_SPACE]);

/* Where a reply holds a text: `key: /data/id`, or `key: {header: X-Request-Id}`. */
struct spot {
    const char *pointer, *header; // borrows; one of them, or neither: nowhere
};

/* Reads the one under `key`, if there is any. Errors: STATUS_CONFIG with the line:
 * `profile.pointer`, `profile.header`, `config.*`. */
int spot_parse(struct spot *spot, const struct yaml *yaml, const json_t *parent, const char *key,
    struct err *err);

/* The text there, appended to `text`; false when there is none. `json` is the reply's, or a part of
 * it, or NULL. */
bool spot_text(
    const struct spot *spot, const struct response *response, const json_t *json, struct buf *text);

/* Fails with `profile.pointer` unless `pointer`, the member of `parent`, is a JSON Pointer. */
int spot_check(const struct yaml *yaml, const json_t *parent, const char *member,
    const char *pointer, struct err *err);
#endif
