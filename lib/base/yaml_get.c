/* What was read from YAML, looked up and checked. */
#include "base/yaml.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/nearest.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

int yaml_line(const struct yaml *yaml, const json_t *parent, const char *key, size_t index)
{
    for (size_t i = 0; i < yaml->line_count; i++) {
        const struct yaml_line *l = &yaml->lines[i];
        if (l->parent == parent && (key ? l->key && !strcmp(l->key, key) : l->index == index))
            return l->line;
    }
    return 0;
}

/* Where a container itself stands: the line of its first member. */
static int first_line(const struct yaml *yaml, const json_t *parent)
{
    for (size_t i = 0; i < yaml->line_count; i++)
        if (yaml->lines[i].parent == parent)
            return yaml->lines[i].line;
    return 0;
}

int yaml_fail(const struct yaml *yaml, const json_t *parent, const char *key, struct err *err,
    const char *code, const char *text, ...)
{
    struct buf sentence = {0};
    va_list args;
    va_start(args, text);
    buf_vprintf(&sentence, text, args);
    va_end(args);
    err_set(err, STATUS_CONFIG, code, "%s", buf_text(&sentence));
    buf_release(&sentence);
    int line = key ? yaml_line(yaml, parent, key, 0) : 0;
    return err_at(err, yaml->file, NULL, line ? line : first_line(yaml, parent), 0);
}

/* Where a value itself stands, or NULL. All booleans are the same value. */
static const struct yaml_line *find_value(const struct yaml *yaml, const json_t *value)
{
    for (size_t i = 0; !json_is_boolean(value) && i < yaml->line_count; i++) {
        const struct yaml_line *l = &yaml->lines[i];
        const json_t *here =
            l->key ? json_object_get(l->parent, l->key) : json_array_get(l->parent, l->index);
        if (here == value)
            return l;
    }
    return NULL;
}

int yaml_filled(const struct yaml *yaml, const json_t *parent, const char *key, struct err *err)
{
    const char *text = json_string_value(json_object_get(parent, key));
    return !text || *text ? 0
                          : yaml_fail(yaml, parent, key, err, "config.type",
                                _("`%s` is empty; write its lines below it, further to the right, "
                                  "or leave it out"),
                                key);
}

static int fail_mapping(const struct yaml *yaml, const json_t *value, struct err *err)
{
    const struct yaml_line *l = value ? find_value(yaml, value) : NULL;
    if (l && l->key && yaml_filled(yaml, l->parent, l->key, err))
        return -1;
    err_set(err, STATUS_CONFIG, "config.type", _("`key: value` lines are expected here"));
    return err_at(err, yaml->file, NULL, l ? l->line : 0, 0);
}

int yaml_only(
    const struct yaml *yaml, const json_t *object, const char *const *known, struct err *err)
{
    if (!json_is_object(object))
        return fail_mapping(yaml, object, err);
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)object, key, value)
    {
        const char *const *k = known;
        while (*k && strcmp(*k, key))
            k++;
        if (*k)
            continue;
        const char *nearest = nearest_word(key, known);
        if (nearest)
            return yaml_fail(yaml, object, key, err, "config.key",
                _("unknown key `%s`; did you mean `%s`?"), key, nearest);
        struct buf all = {0};
        for (k = known; *k; k++)
            buf_printf(&all, "%s%s", k == known ? "" : ", ", *k);
        yaml_fail(yaml, object, key, err, "config.key", _("unknown key `%s`; known here: %s"), key,
            buf_text(&all));
        buf_release(&all);
        return -1;
    }
    return 0;
}

int yaml_string(const struct yaml *yaml, const json_t *object, const char *key, const char **value,
    struct err *err)
{
    const json_t *found = json_object_get(object, key);
    if (!found)
        return 0;
    if (!json_is_string(found))
        return yaml_fail(
            yaml, object, key, err, "config.type", _("`%s` must be a text; put it in quotes"), key);
    *value = json_string_value(found);
    return 0;
}

int yaml_integer(const struct yaml *yaml, const json_t *object, const char *key, long minimum,
    long maximum, long *value, struct err *err)
{
    const json_t *found = json_object_get(object, key);
    if (!found)
        return 0;
    long number = json_is_integer(found) ? (long)json_integer_value(found) : minimum;
    if (!json_is_integer(found) || number < minimum || number > maximum)
        return yaml_fail(yaml, object, key, err, "config.number",
            _("`%s` must be a whole number from %ld to %ld"), key, minimum, maximum);
    *value = number;
    return 0;
}

int yaml_number(const struct yaml *yaml, const json_t *object, const char *key, double minimum,
    double maximum, double *value, struct err *err)
{
    const json_t *found = json_object_get(object, key);
    if (!found)
        return 0;
    double number = NAN;
    if (json_is_integer(found)) {
        number = (double)json_integer_value(found);
    } else if (json_is_string(found)) {
        const char *text = json_string_value(found);
        if (*text && strspn(text, "-.0123456789") == strlen(text)) {
            char *end;
            number = strtod(text, &end);
            if (*end)
                number = NAN;
        }
    }
    if (isnan(number) || number < minimum || number > maximum)
        return yaml_fail(yaml, object, key, err, "config.number",
            _("`%s` must be a number from %g to %g"), key, minimum, maximum);
    *value = number;
    return 0;
}

int yaml_boolean(
    const struct yaml *yaml, const json_t *object, const char *key, bool *value, struct err *err)
{
    const json_t *found = json_object_get(object, key);
    if (!found)
        return 0;
    if (!json_is_boolean(found))
        return yaml_fail(
            yaml, object, key, err, "config.type", _("`%s` must be true or false"), key);
    *value = json_is_true(found);
    return 0;
}
