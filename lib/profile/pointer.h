/* JSON Pointer (RFC 6901): "/data/0/code". */
#ifndef PROFILE_POINTER_H
#define PROFILE_POINTER_H
#include <jansson.h>
#include <stdbool.h>

/* "" (the whole value) or "/" and names, with ~0 and ~1 as the only escapes. */
bool pointer_valid(const char *pointer);

/* The value a valid pointer leads to, borrowed; NULL when there is none. */
json_t *pointer_get(const json_t *json, const char *pointer);

/* Puts `value` in place of the one a valid pointer leads to, and takes it; NULL removes that one
 * (in an array it becomes null). False when there is none, or when it is `json` itself. */
bool pointer_set(json_t *json, const char *pointer, json_t *value);
#endif
