#include "pairs.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/nearest.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add(struct pairs *pairs, const char *key, const char *text, const char *group)
{
    pairs->items = mem_grow(pairs->items, pairs->count, &pairs->capacity, sizeof *pairs->items);
    pairs->items[pairs->count++] = (struct pair){mem_text(key), text, group, false};
}

static bool is_known(const struct pairs *pairs, const char *key)
{
    for (const char *const *k = pairs->keys; *k; k++)
        if (!strcmp(*k, key))
            return true;
    return false;
}

static int fail_unknown(
    const struct pairs *pairs, const char *name, const char *key, struct err *err)
{
    char code[sizeof err->code];
    struct buf known = {0};
    const char *nearest = nearest_word(key, pairs->keys);
    for (const char *const *k = pairs->keys; *k; k++)
        buf_printf(&known, "%s%s", known.len ? ", " : "", *k);
    snprintf(code, sizeof code, "usage.%s", name);
    if (nearest)
        err_set(err, STATUS_USAGE, code, _("--%s does not know `%s` (perhaps `%s`); it knows: %s"),
            name, key, nearest, buf_text(&known));
    else
        err_set(err, STATUS_USAGE, code, _("--%s does not know `%s`; it knows: %s"), name, key,
            buf_text(&known));
    buf_release(&known);
    return -1;
}

int pairs_type(struct pairs *pairs, const char *name, const char *text, struct err *err)
{
    char code[sizeof err->code];
    const char *sign = strchr(text, '=');
    if (!sign || sign == text || !sign[1]) {
        snprintf(code, sizeof code, "usage.%s", name);
        return err_set(err, STATUS_USAGE, code,
            _("--%s needs a word, = and a text, as in --%s %s=..., not `%s`"), name, name,
            pairs->keys[0], text);
    }
    char *key = mem_text_n(text, (size_t)(sign - text));
    int result = is_known(pairs, key) ? 0 : fail_unknown(pairs, name, key, err);
    if (!result) {
        add(pairs, key, sign + 1, NULL);
        pairs->items[pairs->count - 1].typed = true;
    }
    free(key);
    return result;
}

int pairs_from_site(struct pairs *pairs, const struct yaml *yaml, const json_t *object,
    const char *key, const char *group, struct err *err)
{
    const json_t *mapping = json_object_get(object, key);
    const char *word;
    json_t *value;
    if (!mapping)
        return 0;
    if (!json_is_object(mapping))
        return yaml_fail(
            yaml, object, key, err, "config.type", _("`key: value` lines are expected here"));
    if (yaml_only(yaml, mapping, pairs->keys, err))
        return -1;
    json_object_foreach((json_t *)mapping, word, value)
    {
        const char *text = NULL;
        if (yaml_string(yaml, mapping, word, &text, err))
            return -1;
        add(pairs, word, text, group);
    }
    return 0;
}

int pairs_from_groups(struct pairs *pairs, const struct yaml *yaml, const json_t *object,
    const char *key, const char *inner, struct err *err)
{
    const char *const known[] = {inner, NULL};
    const json_t *groups = json_object_get(object, key);
    const char *group;
    json_t *members;
    if (!groups)
        return 0;
    if (!json_is_object(groups))
        return yaml_fail(
            yaml, object, key, err, "config.type", _("`key: value` lines are expected here"));
    json_object_foreach((json_t *)groups, group, members)
    {
        if (!json_is_object(members))
            return yaml_fail(
                yaml, groups, group, err, "config.type", _("`key: value` lines are expected here"));
        if (yaml_only(yaml, members, known, err) ||
            pairs_from_site(pairs, yaml, members, inner, group, err))
            return -1;
    }
    return 0;
}

void pairs_release(struct pairs *pairs)
{
    for (size_t i = 0; i < pairs->count; i++)
        free(pairs->items[i].key);
    free(pairs->items);
    *pairs = (struct pairs){0};
}
