#include "roster/mapping.h"

#include "base/mem.h"
#include "roster/headers.h"
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

static char *key_of(const char *title)
{
    struct buf key = {0};
    headers_key(&key, title);
    return buf_take(&key);
}

/* The column that one to three capital letters name, from 1; 0 when they name none. */
static int column_named(const char *letters)
{
    enum { LETTERS_MAX = 3, COLUMNS_MAX = 16384 };
    int column = 0;
    size_t len = strlen(letters);
    if (!len || len > LETTERS_MAX)
        return 0;
    for (; *letters >= 'A' && *letters <= 'Z'; letters++)
        column = column * 26 + *letters - 'A' + 1;
    return *letters || column > COLUMNS_MAX ? 0 : column;
}

void mapping_add(
    struct mapping *mapping, enum field field, const char *given, const char *files, bool asked)
{
    mapping->rules = mem_grow(
        mapping->rules, mapping->rule_count, &mapping->rule_capacity, sizeof *mapping->rules);
    mapping->rules[mapping->rule_count++] = (struct mapping_rule){.field = field,
        .given = mem_text(given),
        .title = key_of(given),
        .column = column_named(given),
        .files = mem_text(files),
        .asked = asked};
}

static void add_wish(struct mapping *mapping, const char *title, bool keep)
{
    mapping->wishes = mem_grow(
        mapping->wishes, mapping->wish_count, &mapping->wish_capacity, sizeof *mapping->wishes);
    mapping->wishes[mapping->wish_count++] =
        (struct mapping_wish){title ? key_of(title) : NULL, keep};
}

void mapping_wish(struct mapping *mapping, const char *list)
{
    while (*list) {
        size_t len = strcspn(list, ",");
        bool keep = *list != '-';
        char *title = mem_text_n(list + !keep, len - !keep);
        if (!strcmp(title, "all") || !strcmp(title, "none"))
            add_wish(mapping, NULL, keep == (title[0] == 'a'));
        else if (*title)
            add_wish(mapping, title, keep);
        free(title);
        list += len + (list[len] == ',');
    }
}

bool mapping_keeps(const struct mapping *mapping, const char *title, enum field field)
{
    bool keeps = field == FIELD_EXTRA;
    if (!mapping->wish_count)
        return keeps;
    char *key = key_of(title);
    for (size_t i = 0; i < mapping->wish_count; i++)
        if (!mapping->wishes[i].title || !strcmp(mapping->wishes[i].title, key))
            keeps = mapping->wishes[i].keep;
    free(key);
    return keeps;
}

bool mapping_is_for(const struct mapping_rule *rule, const char *file)
{
    const char *slash = strrchr(file, '/');
    return !rule->files || !fnmatch(rule->files, slash ? slash + 1 : file, 0);
}

int mapping_column(const struct mapping *mapping, const char *file, enum field field)
{
    for (size_t i = 0; i < mapping->rule_count; i++) {
        const struct mapping_rule *rule = &mapping->rules[i];
        if (rule->field == field && rule->column && mapping_is_for(rule, file))
            return rule->column;
    }
    return 0;
}

static bool is_demanded(const struct mapping_rule *rule)
{
    return rule->asked && !rule->files;
}

static bool was_found(const struct mapping *mapping, enum field field)
{
    for (size_t i = 0; i < mapping->rule_count; i++) {
        const struct mapping_rule *rule = &mapping->rules[i];
        if (rule->field == field && rule->found && is_demanded(rule))
            return true;
    }
    return false;
}

const struct mapping_rule *mapping_unfollowed(const struct mapping *mapping)
{
    for (size_t i = 0; i < mapping->rule_count; i++) {
        const struct mapping_rule *rule = &mapping->rules[i];
        if (is_demanded(rule) && !was_found(mapping, rule->field))
            return rule;
    }
    return NULL;
}

void mapping_release(struct mapping *mapping)
{
    for (size_t i = 0; i < mapping->rule_count; i++) {
        free(mapping->rules[i].given);
        free(mapping->rules[i].title);
        free(mapping->rules[i].files);
    }
    for (size_t i = 0; i < mapping->wish_count; i++)
        free(mapping->wishes[i].title);
    free(mapping->rules);
    free(mapping->wishes);
    *mapping = (struct mapping){0};
}
