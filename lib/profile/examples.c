#include "profile/examples.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "profile/call.h"
#include <stdlib.h>
#include <string.h>

static const char *const kinds[EXAMPLE_KINDS + 1] = {
    [EXAMPLE_REPLY] = "reply",
    [EXAMPLE_ACCEPTED] = "accepted",
    [EXAMPLE_POLL] = "poll",
    [EXAMPLE_TOKEN] = "token",
    [EXAMPLE_RESULT] = "result",
};
static const char *const keys[] = {
    "of", "about", "http", "headers", "body", "text", "outcome", "billed", "ref", NULL};

const char *example_kind_name(enum example_kind kind)
{
    return kinds[kind];
}

static int parse_kind(
    struct example *example, const struct yaml *yaml, const json_t *json, struct err *err)
{
    const char *name = kinds[EXAMPLE_REPLY];
    int kind = 0;
    if (yaml_string(yaml, json, "of", &name, err))
        return -1;
    while (kinds[kind] && strcmp(kinds[kind], name))
        kind++;
    example->kind = (enum example_kind)kind;
    return kinds[kind] ? 0
                       : yaml_fail(yaml, json, "of", err, "profile.example",
                             _("`of` is reply, accepted, poll, token or result"));
}

static int parse_headers(
    struct example *example, const struct yaml *yaml, const json_t *json, struct err *err)
{
    const json_t *headers = json_object_get(json, "headers");
    const char *name;
    json_t *value;
    if (yaml_filled(yaml, json, "headers", err))
        return -1;
    if (headers && !json_is_object(headers))
        return yaml_fail(
            yaml, json, "headers", err, "config.type", _("`key: value` lines are expected here"));
    json_object_foreach((json_t *)headers, name, value)
    {
        char space[SCALAR_SPACE];
        const char *text = scalar_text(value, space);
        if (!text || !call_header_valid(name))
            return yaml_fail(yaml, headers, name, err, "profile.header",
                _("`%s` cannot be the name of a header or of a field"), name);
        params_add(&example->headers, name, text);
    }
    return 0;
}

static int parse_body(
    struct example *example, const struct yaml *yaml, const json_t *json, struct err *err)
{
    const json_t *body = json_object_get(json, "body");
    const char *text = NULL;
    if (yaml_string(yaml, json, "text", &text, err))
        return -1;
    if (body && (text || !(json_is_object(body) || json_is_array(body))))
        return yaml_fail(yaml, json, "body", err, "profile.example",
            _("`body` is JSON, written as YAML: an object or a list; write anything else as "
              "`text`, and only one of them"));
    example->json = body;
    char *dumped = body ? json_dumps(body, JSON_COMPACT) : NULL;
    if (body && !dumped)
        mem_out();
    if (dumped || text)
        buf_add_text(&example->body, dumped ? dumped : text);
    free(dumped);
    return 0;
}

/* Who has no `batch` gets no results. */
static int check_kind(
    const struct example *example, const struct yaml *yaml, const json_t *json, struct err *err)
{
    static const char *const sections[EXAMPLE_KINDS] = {[EXAMPLE_ACCEPTED] = "poll",
        [EXAMPLE_POLL] = "poll",
        [EXAMPLE_TOKEN] = "auth",
        [EXAMPLE_RESULT] = "batch"};
    const char *section = sections[example->kind];
    if (section && !json_object_get(yaml->root, section))
        return yaml_fail(yaml, json, "of", err, "profile.example",
            _("an example of `%s` belongs to `%s`, which is not in this profile"),
            kinds[example->kind], section);
    if (example->kind == EXAMPLE_RESULT && !example->json)
        return yaml_fail(yaml, json, "of", err, "profile.example",
            _("one result of a batch is JSON: give it as `body`"));
    return 0;
}

/* What it must be taken for. */
static int parse_meaning(
    struct example *example, const struct yaml *yaml, const json_t *json, struct err *err)
{
    bool of_nobody = example->kind == EXAMPLE_ACCEPTED || example->kind == EXAMPLE_TOKEN;
    bool whole = example->kind == EXAMPLE_REPLY && json_object_get(yaml->root, "batch");
    bool said = json_object_get(json, "outcome");
    bool billed = false;
    if (of_nobody && (said || json_object_get(json, "billed") || json_object_get(json, "ref")))
        return yaml_fail(yaml, json, "of", err, "profile.example",
            _("this reply says nothing about a person: leave out `outcome`, `billed` and `ref`"));
    if (!of_nobody && (said || !whole) &&
        rules_outcome(&example->outcome, yaml, json, "outcome", err))
        return -1;
    if (yaml_boolean(yaml, json, "billed", &billed, err) ||
        yaml_string(yaml, json, "ref", &example->ref, err))
        return -1;
    if (json_object_get(json, "billed"))
        example->billed = billed ? BILLED_YES : BILLED_NO;
    return 0;
}

static int parse_example(
    struct example *example, const struct yaml *yaml, const json_t *json, struct err *err)
{
    example->http = 200;
    if (yaml_only(yaml, json, keys, err) || parse_kind(example, yaml, json, err) ||
        yaml_string(yaml, json, "about", &example->about, err) ||
        yaml_integer(yaml, json, "http", 100, 599, &example->http, err) ||
        parse_headers(example, yaml, json, err) || parse_body(example, yaml, json, err))
        return -1;
    return check_kind(example, yaml, json, err) || parse_meaning(example, yaml, json, err) ? -1 : 0;
}

int examples_parse(struct examples *examples, const struct yaml *yaml, struct err *err)
{
    const json_t *list = json_object_get(yaml->root, "examples");
    *examples = (struct examples){0};
    if (!list)
        return 0;
    if (yaml_filled(yaml, yaml->root, "examples", err))
        return -1;
    if (!json_is_array(list))
        return yaml_fail(yaml, yaml->root, "examples", err, "profile.example",
            _("`examples` must be a list of replies and the outcome that each must give"));
    examples->example = mem_alloc(json_array_size(list) * sizeof *examples->example);
    size_t i;
    json_t *json;
    json_array_foreach((json_t *)list, i, json)
    {
        struct example *example = &examples->example[examples->count++];
        example->line = yaml_line(yaml, list, NULL, i);
        if (parse_example(example, yaml, json, err)) {
            err_at(err, yaml->file, NULL, example->line, 0);
            examples_release(examples);
            return -1;
        }
    }
    return 0;
}

void examples_release(struct examples *examples)
{
    for (size_t i = 0; i < examples->count; i++) {
        params_release(&examples->example[i].headers);
        buf_release(&examples->example[i].body);
    }
    free(examples->example);
    *examples = (struct examples){0};
}

const struct example *examples_find(
    const struct examples *examples, enum example_kind kind, enum outcome outcome)
{
    for (size_t i = 0; i < examples->count; i++)
        if (examples->example[i].kind == kind && examples->example[i].outcome == outcome)
            return &examples->example[i];
    return NULL;
}

const struct example *examples_token(const struct examples *examples, bool given)
{
    for (size_t i = 0; i < examples->count; i++)
        if (examples->example[i].kind == EXAMPLE_TOKEN &&
            (examples->example[i].http / 100 == 2) == given)
            return &examples->example[i];
    return NULL;
}

void example_response(const struct example *example, struct response *response)
{
    *response = (struct response){.status = example->http,
        .headers = &example->headers,
        .body = buf_text(&example->body),
        .len = example->body.len};
}
