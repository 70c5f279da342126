/* Configuration files: YAML to jansson values that remember their lines; one check for unknown
 * keys.
 *
 * Limits: 1 MiB, nesting 32, 20,000 values; one document; no anchors, aliases or tags; no key
 * twice. Plain true/false are booleans and plain whole numbers integers; every other scalar, quoted
 * or not, is a string. */
#ifndef BASE_YAML_H
#define BASE_YAML_H
#include "base/err.h"
#include <jansson.h>
#include <stdbool.h>

/* Where one value stands. */
struct yaml_line {
    const json_t *parent; // borrows
    char *key;            // owns; NULL in an array
    size_t index;
    int line; // from 1
};

struct yaml {
    json_t *root;            // owns
    char *file;              // owns; as the user named it
    struct yaml_line *lines; // owns
    size_t line_count, line_capacity;
};

/* Reads a file whose top is a mapping (an empty file is an empty one). Errors: STATUS_CONFIG with
 * line and column, STATUS_NO_INPUT when there is no such file. */
int yaml_load(struct yaml *yaml, const char *path, struct err *err);
void yaml_release(struct yaml *yaml);

/* Line, from 1, of the value under `key` (an object's) or `index` (an array's, key NULL) in
 * `parent`; 0 unknown. */
int yaml_line(const struct yaml *yaml, const json_t *parent, const char *key, size_t index);

/* Fails with `config.type` when parent's `key` is there with nothing behind or below it: for what
 * holds lines, before anything else is looked at. */
int yaml_filled(const struct yaml *yaml, const json_t *parent, const char *key, struct err *err);

/* Fails with `config.key` on the first key of `object` that is not in `known` (NULL-terminated),
 * naming the nearest known one. A value that is no mapping is `config.type`, as there. */
int yaml_only(
    const struct yaml *yaml, const json_t *object, const char *const *known, struct err *err);

/* Fills `err` with STATUS_CONFIG at the line of parent's `key`; returns -1. */
int yaml_fail(const struct yaml *yaml, const json_t *parent, const char *key, struct err *err,
    const char *code, const char *text, ...) __attribute__((format(printf, 6, 7)));

/* Optional members: absent leaves `*value` alone; a wrong type is `config.type`. Strings are
 * borrowed. An integer or boolean is accepted by yaml_string only when it was quoted. */
int yaml_string(const struct yaml *yaml, const json_t *object, const char *key, const char **value,
    struct err *err);
int yaml_integer(const struct yaml *yaml, const json_t *object, const char *key, long minimum,
    long maximum, long *value, struct err *err);
int yaml_number(const struct yaml *yaml, const json_t *object, const char *key, double minimum,
    double maximum, double *value, struct err *err); // "25.4" or 25
int yaml_boolean(
    const struct yaml *yaml, const json_t *object, const char *key, bool *value, struct err *err);
#endif
