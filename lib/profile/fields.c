#include "profile/fields.h"

#include "base/i18n.h"
#include <stdlib.h>
#include <string.h>

static int read_from(struct field *field, const struct yaml *yaml, const json_t *json,
    const struct vocabulary *vocabulary, struct err *err)
{
    const char *from = NULL;
    if (yaml_string(yaml, json, "from", &from, err))
        return -1;
    if (!from)
        return yaml_fail(yaml, json, NULL, err, "profile.field",
            _("`from` is missing; say what the field is made of, such as from: \"{number}\""));
    if (template_parse(&field->from, from, PLACE_PLAIN, vocabulary, err))
        return err_at(err, yaml->file, NULL, yaml_line(yaml, json, "from", 0), 0);
    return 0;
}

static int read_field(struct field *field, const struct yaml *yaml, const json_t *section,
    const char *name, const struct vocabulary *vocabulary, struct err *err)
{
    static const char *const keys[] = {"from", "steps", NULL};
    if (!vocabulary_may_name(name))
        return yaml_fail(yaml, section, name, err, "profile.name",
            _("a name here is up to 40 lower-case letters, digits, - and _"));
    const json_t *json = json_object_get(section, name);
    if (!json_object_size(json))
        return yaml_fail(yaml, section, name, err, "profile.field",
            _("a field is written as `%s: {from: \"{number}\", steps: [md5, hex]}`"), name);
    struct buf whole = {0};
    buf_printf(&whole, "field.%s", name);
    field->name = buf_take(&whole);
    return yaml_only(yaml, json, keys, err) || read_from(field, yaml, json, vocabulary, err) ||
                   steps_parse(&field->steps, yaml, json, "steps", name, vocabulary, err)
               ? -1
               : 0;
}

static void add_name(const struct fields *fields, size_t index, struct vocabulary *vocabulary)
{
    int input = INPUT_FIELD + (int)index;
    vocabulary->names[input] = fields->items[index].name;
    for (int i = 0; i < INPUT_COUNT; i++)
        if (vocabulary->personal[i] && fields_use(fields, index, i))
            vocabulary->personal[input] = true;
}

int fields_parse(
    struct fields *fields, const struct yaml *yaml, struct vocabulary *vocabulary, struct err *err)
{
    *fields = (struct fields){0};
    const json_t *section = json_object_get(yaml->root, "fields");
    if (!section)
        return 0;
    if (yaml_filled(yaml, yaml->root, "fields", err))
        return -1;
    if (!json_is_object(section) || json_object_size(section) > INPUT_FIELDS_MAX)
        return yaml_fail(yaml, yaml->root, "fields", err, "config.type",
            _("`fields` must hold at most %d lines such as name: {from: \"{number}\"}"),
            INPUT_FIELDS_MAX);
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)section, name, value)
    {
        struct field *field = &fields->items[fields->count++];
        if (read_field(field, yaml, section, name, vocabulary, err)) {
            fields_release(fields);
            return -1;
        }
        add_name(fields, fields->count - 1, vocabulary);
    }
    return 0;
}

void fields_release(struct fields *fields)
{
    for (size_t i = 0; i < fields->count; i++) {
        struct field *field = &fields->items[i];
        free(field->name);
        template_release(&field->from);
        steps_release(&field->steps);
    }
    *fields = (struct fields){0};
}

bool fields_use(const struct fields *fields, size_t index, int input)
{
    bool wanted[INPUT_FIELDS_MAX] = {false};
    wanted[index] = true;
    for (size_t i = index + 1; i-- > 0;) {
        const struct field *field = &fields->items[i];
        if (!wanted[i])
            continue;
        if (template_uses(&field->from, (enum input)input) || steps_use(&field->steps, input))
            return true;
        for (size_t before = 0; before < i; before++) {
            int name = INPUT_FIELD + (int)before;
            wanted[before] |=
                template_uses(&field->from, (enum input)name) || steps_use(&field->steps, name);
        }
    }
    return false;
}

int fields_fill(
    const struct fields *fields, struct inputs *inputs, struct field_texts *texts, struct err *err)
{
    for (size_t i = 0; i < fields->count; i++) {
        const struct field *field = &fields->items[i];
        struct buf *text = &texts->items[i], from = {0};
        inputs->text[INPUT_FIELD + i] = NULL;
        if (template_lacks(&field->from, inputs) || steps_lack(&field->steps, inputs))
            continue;
        buf_clear(text);
        template_fill(&field->from, inputs, &from);
        int result = steps_run(&field->steps, buf_text(&from), inputs, text, err);
        buf_wipe(&from);
        if (result)
            return -1;
        inputs->text[INPUT_FIELD + i] = buf_text(text);
    }
    return 0;
}

int fields_check(const struct fields *fields, const struct inputs *inputs, struct err *err)
{
    struct inputs all = *inputs;
    struct field_texts texts = {0};
    int result = fields_fill(fields, &all, &texts, err);
    for (size_t i = 0; i < fields->count && !result; i++)
        result = steps_check(&fields->items[i].steps, &all, err);
    field_texts_release(&texts);
    return result;
}

void field_texts_release(struct field_texts *texts)
{
    for (size_t i = 0; i < INPUT_FIELDS_MAX; i++)
        buf_wipe(&texts->items[i]);
}
