#include "profile/template.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "profile/params.h"
#include <stdlib.h>
#include <string.h>

static void put_header(struct buf *out, const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c >= 0x20 && c < 0x7F)
            buf_add_char(out, (char)c);
        else
            buf_printf(out, "%%%02X", c);
    }
}

static void put_json(struct buf *out, const char *text)
{
    for (;;) {
        const char *plain = text;
        while ((unsigned char)*text >= 0x20 && *text != '"' && *text != '\\')
            text++;
        buf_add(out, plain, (size_t)(text - plain));
        if (!*text)
            return;
        if ((unsigned char)*text < 0x20) {
            buf_printf(out, "\\u%04x", *text);
        } else {
            buf_add_char(out, '\\');
            buf_add_char(out, *text);
        }
        text++;
    }
}

static void put_xml(struct buf *out, const char *text)
{
    static const char signs[] = "&<>\"'";
    static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
    for (; *text; text++) {
        const char *sign = strchr(signs, *text);
        if (sign)
            buf_add_text(out, entities[sign - signs]);
        else
            buf_add_char(out, *text);
    }
}

static void put(struct buf *out, enum template_place place, const char *text)
{
    switch (place) {
    case PLACE_URL:
        params_escape(out, text);
        break;
    case PLACE_HEADER:
        put_header(out, text);
        break;
    case PLACE_JSON:
        put_json(out, text);
        break;
    case PLACE_XML:
        put_xml(out, text);
        break;
    case PLACE_PLAIN:
        buf_add_text(out, text);
        break;
    }
}

/* The author's own characters: a URL and a header are written as they go out. */
static void put_literal(struct template *template, char c)
{
    char text[2] = {c, 0};
    if (template->place == PLACE_JSON && (unsigned char)c < 0x80)
        put_json(&template->literals, text);
    else
        buf_add_char(&template->literals, c);
}

/* Ends the part that collects literals; `input` follows it. */
static void end_part(struct template *template, int input)
{
    size_t start = 0;
    if (template->count) {
        const struct template_part *last = &template->parts[template->count - 1];
        start = last->start + last->len;
    }
    template->parts =
        mem_grow(template->parts, template->count, &template->capacity, sizeof *template->parts);
    template->parts[template->count++] =
        (struct template_part){start, template->literals.len - start, input};
}

/* At "{": adds the input it names and moves behind "}". */
static int take_input(struct template *template, const char **text,
    const struct vocabulary *vocabulary, struct err *err)
{
    const char *end = strchr(*text, '}');
    size_t len = end ? (size_t)(end - *text) - 1 : strlen(*text + 1);
    char name[80] = "";
    memcpy(name, *text + 1, len < sizeof name - 1 ? len : sizeof name - 1);
    int input = end ? vocabulary_find(vocabulary, name) : -1;
    if (input < 0 || strlen(name) != len)
        return vocabulary_fail(vocabulary, name, err);
    if (input == INPUT_ITEMS && template->place == PLACE_JSON)
        return err_set(err, STATUS_CONFIG, "profile.placeholder",
            _("nothing may stand beside \"{items}\": in JSON it becomes an array, not a text"));
    end_part(template, input);
    *text = end + 1;
    return 0;
}

static int add_text(struct template *template, const char *text,
    const struct vocabulary *vocabulary, struct err *err)
{
    while (*text) {
        if (text[0] == '{' && text[1] != '{') {
            if (take_input(template, &text, vocabulary, err))
                return -1;
            continue;
        }
        if ((text[0] == '{' || text[0] == '}') && text[1] == text[0])
            text++;
        put_literal(template, *text++);
    }
    return 0;
}

int template_parse(struct template *template, const char *text, enum template_place place,
    const struct vocabulary *vocabulary, struct err *err)
{
    *template = (struct template){.place = place};
    bool ascii = place == PLACE_URL || place == PLACE_HEADER;
    for (const char *c = text; ascii && *c; c++)
        if ((unsigned char)*c < 0x20 || (unsigned char)*c >= 0x7F ||
            (place == PLACE_URL && *c == ' '))
            return err_set(err, STATUS_CONFIG, "profile.character",
                _("only printable ASCII characters may stand here; write others as %%XX"));
    if (add_text(template, text, vocabulary, err)) {
        template_release(template);
        return -1;
    }
    end_part(template, -1);
    return 0;
}

/* A JSON value being taken apart. */
struct walk {
    struct template *template;
    const struct yaml *yaml;
    const struct vocabulary *vocabulary;
};

static int add_value(const struct walk *walk, const json_t *value, int line, struct err *err);

/* `name: {name}` without quotes is a YAML mapping with an empty member. */
static bool forgot_quotes(const struct vocabulary *vocabulary, const json_t *object)
{
    const char *key = json_object_size(object) == 1
                          ? json_object_iter_key(json_object_iter((json_t *)object))
                          : NULL;
    const char *text = key ? json_string_value(json_object_get(object, key)) : NULL;
    return text && !*text && vocabulary_find(vocabulary, key) >= 0;
}

static int add_object(const struct walk *walk, const json_t *object, int line, struct err *err)
{
    struct buf *literals = &walk->template->literals;
    if (forgot_quotes(walk->vocabulary, object)) {
        err_set(err, STATUS_CONFIG, "profile.quotes",
            _("a value that starts with a brace needs quotes in YAML: \"{name}\""));
        return err_at(err, walk->yaml->file, NULL, line, 0);
    }
    const char *key;
    json_t *member;
    const char *before = "{\"";
    json_object_foreach((json_t *)object, key, member)
    {
        buf_add_text(literals, before);
        put_json(literals, key);
        buf_add_text(literals, "\":");
        before = ",\"";
        if (add_value(walk, member, yaml_line(walk->yaml, object, key, 0), err))
            return -1;
    }
    buf_add_text(literals, json_object_size(object) ? "}" : "{}");
    return 0;
}

static int add_array(const struct walk *walk, const json_t *array, struct err *err)
{
    struct buf *literals = &walk->template->literals;
    size_t i;
    json_t *member;
    buf_add_char(literals, '[');
    json_array_foreach((json_t *)array, i, member)
    {
        if (i)
            buf_add_char(literals, ',');
        if (add_value(walk, member, yaml_line(walk->yaml, array, NULL, i), err))
            return -1;
    }
    buf_add_char(literals, ']');
    return 0;
}

static int add_value(const struct walk *walk, const json_t *value, int line, struct err *err)
{
    struct template *template = walk->template;
    const char *text = json_string_value(value);
    if (json_is_object(value))
        return add_object(walk, value, line, err);
    if (json_is_array(value))
        return add_array(walk, value, err);
    if (json_is_integer(value)) {
        buf_printf(&template->literals, "%lld", (long long)json_integer_value(value));
        return 0;
    }
    if (json_is_boolean(value)) {
        buf_add_text(&template->literals, json_is_true(value) ? "true" : "false");
        return 0;
    }
    if (!strcmp(text, "{items}") && walk->vocabulary->names[INPUT_ITEMS]) {
        end_part(template, INPUT_ITEMS);
        return 0;
    }
    buf_add_char(&template->literals, '"');
    if (add_text(template, text, walk->vocabulary, err))
        return err_at(err, walk->yaml->file, NULL, line, 0);
    buf_add_char(&template->literals, '"');
    return 0;
}

int template_parse_json(struct template *template, const struct yaml *yaml, const json_t *parent,
    const char *key, const struct vocabulary *vocabulary, struct err *err)
{
    *template = (struct template){.place = PLACE_JSON};
    const struct walk walk = {template, yaml, vocabulary};
    int line = yaml_line(yaml, parent, key, 0);
    if (add_value(&walk, json_object_get(parent, key), line, err)) {
        template_release(template);
        return -1;
    }
    end_part(template, -1);
    return 0;
}

void template_release(struct template *template)
{
    buf_release(&template->literals);
    free(template->parts);
    *template = (struct template){0};
}

static bool is_array(const struct template *template, const struct template_part *part)
{
    return template->place == PLACE_JSON && part->input == INPUT_ITEMS;
}

void template_fill(const struct template *template, const struct inputs *inputs, struct buf *out)
{
    for (size_t i = 0; i < template->count; i++) {
        const struct template_part *part = &template->parts[i];
        buf_add(out, buf_text(&template->literals) + part->start, part->len);
        if (part->input >= 0 && inputs->text[part->input])
            put(out, is_array(template, part) ? PLACE_PLAIN : template->place,
                inputs->text[part->input]);
    }
}

bool template_uses(const struct template *template, enum input input)
{
    for (size_t i = 0; i < template->count; i++)
        if (template->parts[i].input == (int)input)
            return true;
    return false;
}

bool template_lacks(const struct template *template, const struct inputs *inputs)
{
    for (size_t i = 0; i < template->count; i++)
        if (template->parts[i].input >= 0 && !inputs->text[template->parts[i].input])
            return true;
    return false;
}
