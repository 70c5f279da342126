#include "profile/sorted.h"

#include "base/i18n.h"
#include <string.h>
#include <strings.h>

/* {value} of a pair; {name} has a place of its own. */
enum { INPUT_VALUE = INPUT_NUMBER };

static const char *const keys[] = {"of", "pair", "join", "empty", "values", "with", NULL};

static int read_parts(
    struct sorted *sorted, const struct yaml *yaml, const json_t *json, struct err *err)
{
    static const char *const names[] = {"query", "form", "headers"};
    const json_t *list = json_object_get(json, "of");
    size_t i, known = 0;
    json_t *item;
    json_array_foreach((json_t *)list, i, item)
    {
        for (size_t n = 0; n < sizeof names / sizeof *names; n++)
            if (json_is_string(item) && !strcmp(json_string_value(item), names[n])) {
                sorted->parts |= 1U << n;
                known++;
            }
    }
    if (known && known == json_array_size(list))
        return 0;
    return yaml_fail(yaml, json, list ? "of" : NULL, err, "profile.sign",
        _("`of` must list what is sorted: query, form or headers, such as [query, form]"));
}

/* One of two words; absent is the first. */
static int read_choice(const struct yaml *yaml, const json_t *json, const char *key,
    const char *usual, const char *other, bool *chosen, struct err *err)
{
    const char *word = usual;
    if (yaml_string(yaml, json, key, &word, err))
        return -1;
    *chosen = !strcmp(word, other);
    if (*chosen || !strcmp(word, usual))
        return 0;
    return yaml_fail(
        yaml, json, key, err, "profile.sign", _("`%s` must be %s or %s"), key, usual, other);
}

static int read_pair(
    struct sorted *sorted, const struct yaml *yaml, const json_t *json, struct err *err)
{
    const struct vocabulary vocabulary = {{[INPUT_NAME] = "name", [INPUT_VALUE] = "value"}};
    const char *text = "{name}={value}";
    if (yaml_string(yaml, json, "pair", &text, err))
        return -1;
    if (template_parse(&sorted->pair, text, PLACE_PLAIN, &vocabulary, err))
        return err_at(err, yaml->file, NULL, yaml_line(yaml, json, "pair", 0), 0);
    return 0;
}

int sorted_parse(struct sorted *sorted, const struct yaml *yaml, const json_t *auth,
    const struct vocabulary *vocabulary, struct err *err)
{
    const json_t *json = json_object_get(auth, "sorted");
    *sorted = (struct sorted){.join = "&"};
    if (yaml_only(yaml, json, keys, err) || read_parts(sorted, yaml, json, err) ||
        read_pair(sorted, yaml, json, err) || yaml_string(yaml, json, "join", &sorted->join, err) ||
        read_choice(yaml, json, "empty", "keep", "drop", &sorted->drops, err) ||
        read_choice(yaml, json, "values", "plain", "encoded", &sorted->encodes, err))
        return -1;
    return call_pairs_parse(&sorted->with, yaml, json, "with", PLACE_PLAIN, vocabulary, err);
}

void sorted_release(struct sorted *sorted)
{
    template_release(&sorted->pair);
    call_pairs_release(&sorted->with);
    *sorted = (struct sorted){0};
}

static bool is_left_out(enum part part, const char *name, const char *own)
{
    if (part == PART_HEADERS)
        return !strcasecmp(name, "Content-Type") || (own && !strcasecmp(name, own));
    return own && !strcmp(name, own);
}

static void gather(const struct sorted *sorted, const struct params *params, enum part part,
    const char *own, struct params *all)
{
    for (size_t i = 0; i < params->count; i++) {
        const char *name = params_name(params, i), *value = params_value(params, i);
        if (!is_left_out(part, name, own) && (*value || !sorted->drops))
            params_add(all, name, value);
    }
}

static void write_pairs(const struct sorted *sorted, const struct params *all, struct buf *out)
{
    struct buf value = {0};
    struct inputs inputs = {{0}};
    for (size_t i = 0; i < all->count; i++) {
        buf_clear(&value);
        if (sorted->encodes)
            params_escape(&value, params_value(all, i));
        else
            buf_add_text(&value, params_value(all, i));
        inputs.text[INPUT_NAME] = params_name(all, i);
        inputs.text[INPUT_VALUE] = buf_text(&value);
        if (i)
            buf_add_text(out, sorted->join);
        template_fill(&sorted->pair, &inputs, out);
    }
    buf_wipe(&value);
}

void sorted_fill(const struct sorted *sorted, const struct inputs *inputs,
    const struct request *request, enum part part, const char *own, struct buf *out)
{
    const struct params *parts[] = {&request->query, &request->form, &request->headers};
    struct params with = {0}, all = {0};
    for (unsigned i = 0; i < sizeof parts / sizeof *parts; i++)
        if (sorted->parts & 1U << i)
            gather(sorted, parts[i], 1U << i, part == 1U << i ? own : NULL, &all);
    call_pairs_fill(&sorted->with, inputs, &with);
    gather(sorted, &with, PART_FORM, NULL, &all);
    params_sort(&all);
    write_pairs(sorted, &all, out);
    buf_wipe(&with.texts);
    buf_wipe(&all.texts);
    params_release(&with);
    params_release(&all);
}
