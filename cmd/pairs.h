/* The values of an option that is given as KEY=TEXT, as often as there are keys; in the site file a
 * mapping of keys to texts, or one for each of several groups. */
#ifndef CMD_PAIRS_H
#define CMD_PAIRS_H
#include "base/site.h"
#include <stdbool.h>
#include <stddef.h>

struct pair {
    char *key;         // owns
    const char *text;  // borrows from argv or the site file
    const char *group; // borrows from the site file; NULL: none
    bool typed;        // on the command line
};

struct pairs {
    const char *const *keys; // the known ones, NULL at the end
    struct pair *items;      // owns
    size_t count, capacity;
};

/* Takes `text` from the command line's option `name`. Errors: STATUS_USAGE `usage.NAME`. */
int pairs_type(struct pairs *pairs, const char *name, const char *text, struct err *err);

/* Takes the mapping under `key` of a site file's `object`, if it is there. Errors: STATUS_CONFIG
 * with the line. */
int pairs_from_site(struct pairs *pairs, const struct yaml *yaml, const json_t *object,
    const char *key, const char *group, struct err *err);

/* Takes the mapping of groups under `key`, each with its pairs under `inner`. */
int pairs_from_groups(struct pairs *pairs, const struct yaml *yaml, const json_t *object,
    const char *key, const char *inner, struct err *err);

void pairs_release(struct pairs *pairs);
#endif
