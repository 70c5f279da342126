/* Names and their values in order, as a query, a form or headers have them. A name may come again.
 * `= {0}` is an empty list. */
#ifndef PROFILE_PARAMS_H
#define PROFILE_PARAMS_H
#include "base/buf.h"

struct param {
    size_t name, value; // in `texts`
};

struct params {
    struct buf texts;
    struct param *items; // owns
    size_t count, capacity;
};

void params_clear(struct params *params); // keeps the memory
void params_release(struct params *params);
void params_add(struct params *params, const char *name, const char *value);

/* Borrowed until the next params_add. */
const char *params_name(const struct params *params, size_t i);
const char *params_value(const struct params *params, size_t i);

/* The first value under this name, NULL: there is none. params_header passes over the case of
 * ASCII. */
const char *params_find(const struct params *params, const char *name);
const char *params_header(const struct params *params, const char *name);

/* By name, then by value, byte for byte. */
void params_sort(struct params *params);

/* Appends "a=1&b=2", all but RFC 3986's unreserved characters as %XX. */
void params_encode(const struct params *params, struct buf *out);
void params_escape(struct buf *out, const char *text);
#endif
