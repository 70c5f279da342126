/* What the user says about columns: which field a column holds, and which columns travel. */
#ifndef ROSTER_MAPPING_H
#define ROSTER_MAPPING_H
#include "roster/field.h"
#include <stdbool.h>
#include <stddef.h>

/* One column named by the user. */
struct mapping_rule {
    enum field field;
    char *given; // owns; a title as the user wrote it, or a column's letters
    char *title; // owns; what it is compared by
    int column;  // from 1, when `given` may be letters; else 0
    char *files; // owns; the pattern of file names that it is for; NULL: all
    bool asked;  // told of when a sheet has no such column
    bool found;  // in some sheet
};

/* Whether a column travels. */
struct mapping_wish {
    char *title; // owns; what it is compared by; NULL: every column
    bool keep;
};

struct mapping {
    struct mapping_rule *rules; // owns; the first that a sheet has wins
    size_t rule_count, rule_capacity;
    struct mapping_wish *wishes; // owns; the last one wins
    size_t wish_count, wish_capacity;
};

/* A rule behind the others. `files` (NULL: every file) is a shell pattern of file names without
 * their folder. */
void mapping_add(
    struct mapping *mapping, enum field field, const char *given, const char *files, bool asked);

/* Adds wishes from a list with commas, each winning over those before it: TITLE keeps a column,
 * -TITLE leaves it out, "all" keeps every one, "none" leaves all out that muster has no use for. */
void mapping_wish(struct mapping *mapping, const char *list);

/* Whether a column of this title and field travels as an extra. */
bool mapping_keeps(const struct mapping *mapping, const char *title, enum field field);

/* Whether the rule is for the file. */
bool mapping_is_for(const struct mapping_rule *rule, const char *file);

/* The column by letters of the first rule for the field, from 1; 0: none. */
int mapping_column(const struct mapping *mapping, const char *file, enum field field);

/* The first rule that was asked for of all files and that was found in none, and no other such rule
 * of its field; NULL: none. */
const struct mapping_rule *mapping_unfollowed(const struct mapping *mapping);

void mapping_release(struct mapping *mapping);
#endif
