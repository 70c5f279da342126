#include "base/yaml.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/publish.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { SIZE_LIMIT = 1 << 20, DEPTH_LIMIT = 32, VALUE_LIMIT = 20000, INTEGER_DIGITS = 15 };

struct loader {
    struct yaml *yaml;
    yaml_parser_t parser;
    size_t values;
    struct err *err;
};

static int fail_mark(struct loader *l, const yaml_mark_t *mark, const char *code, const char *text)
{
    err_set(l->err, STATUS_CONFIG, code, "%s", text);
    return err_at(l->err, l->yaml->file, NULL, (long)mark->line + 1, (int)mark->column + 1);
}

static int next_event(struct loader *l, yaml_event_t *event)
{
    if (yaml_parser_parse(&l->parser, event))
        return 0;
    if (l->parser.error == YAML_MEMORY_ERROR)
        mem_out();
    const char *problem = l->parser.problem ? l->parser.problem : "?";
    struct buf text = {0};
    if (strstr(problem, "cannot start any token"))
        buf_add_text(&text,
            _("this cannot start here; indent with spaces, not tabs, and put texts in quotes"));
    else
        buf_printf(&text, _("this is not YAML here: %s"), problem);
    fail_mark(l, &l->parser.problem_mark, "yaml.syntax", buf_text(&text));
    buf_release(&text);
    return -1;
}

static void remember_line(
    struct yaml *yaml, const json_t *parent, const char *key, size_t index, const yaml_mark_t *mark)
{
    yaml->lines =
        mem_grow(yaml->lines, yaml->line_count, &yaml->line_capacity, sizeof *yaml->lines);
    yaml->lines[yaml->line_count++] =
        (struct yaml_line){parent, mem_text(key), index, (int)mark->line + 1};
}

static json_t *scalar_value(const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    size_t len = event->data.scalar.length;
    if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE) {
        if (!strcmp(text, "true") || !strcmp(text, "false"))
            return json_boolean(text[0] == 't');
        size_t sign = text[0] == '-';
        size_t digits = strspn(text + sign, "0123456789");
        bool leading_zero = text[sign] == '0' && digits > 1;
        if (digits && digits <= INTEGER_DIGITS && sign + digits == len && !leading_zero)
            return json_integer(strtoll(text, NULL, 10));
    }
    return json_stringn(text, len);
}

static json_t *load_value(struct loader *l, yaml_event_t *event, int depth);

static json_t *load_mapping(struct loader *l, int depth)
{
    json_t *object = json_object();
    for (;;) {
        yaml_event_t event;
        if (next_event(l, &event))
            goto fail;
        if (event.type == YAML_MAPPING_END_EVENT) {
            yaml_event_delete(&event);
            return object;
        }
        if (event.type != YAML_SCALAR_EVENT) {
            fail_mark(l, &event.start_mark, "yaml.key",
                _("a key is a word or a text in quotes, then a colon and a space, such as `path: ` "
                  "or `\"/data/id\": `; put a text that starts with a brace or bracket in quotes"));
            yaml_event_delete(&event);
            goto fail;
        }
        char *key = mem_text((const char *)event.data.scalar.value);
        yaml_mark_t mark = event.start_mark;
        yaml_event_delete(&event);
        if (json_object_get(object, key)) {
            fail_mark(l, &mark, "yaml.twice", _("this key stands here twice; remove one of them"));
            free(key);
            goto fail;
        }
        json_t *value = next_event(l, &event) ? NULL : load_value(l, &event, depth);
        if (value)
            remember_line(l->yaml, object, key, 0, &mark);
        if (!value || json_object_set_new(object, key, value)) {
            if (value)
                fail_mark(l, &mark, "yaml.key", _("this key is not valid UTF-8"));
            free(key);
            goto fail;
        }
        free(key);
    }
fail:
    json_decref(object);
    return NULL;
}

static json_t *load_sequence(struct loader *l, int depth)
{
    json_t *array = json_array();
    for (;;) {
        yaml_event_t event;
        if (next_event(l, &event))
            break;
        if (event.type == YAML_SEQUENCE_END_EVENT) {
            yaml_event_delete(&event);
            return array;
        }
        yaml_mark_t mark = event.start_mark;
        json_t *value = load_value(l, &event, depth);
        if (!value)
            break;
        remember_line(l->yaml, array, NULL, json_array_size(array), &mark);
        json_array_append_new(array, value);
    }
    json_decref(array);
    return NULL;
}

static const char *refuse(const yaml_event_t *event)
{
    if (event->type == YAML_ALIAS_EVENT)
        return _("references (*name) are not used here; write the value out");
    bool scalar = event->type == YAML_SCALAR_EVENT;
    bool mapping = event->type == YAML_MAPPING_START_EVENT;
    const yaml_char_t *anchor = scalar    ? event->data.scalar.anchor
                                : mapping ? event->data.mapping_start.anchor
                                          : event->data.sequence_start.anchor;
    const yaml_char_t *tag = scalar    ? event->data.scalar.tag
                             : mapping ? event->data.mapping_start.tag
                                       : event->data.sequence_start.tag;
    return anchor || tag ? _("anchors (&name) and tags (!name) are not used here; remove it")
                         : NULL;
}

/* Consumes `event`. */
static json_t *load_value(struct loader *l, yaml_event_t *event, int depth)
{
    json_t *value = NULL;
    const char *problem = refuse(event);
    if (problem)
        fail_mark(l, &event->start_mark, "yaml.feature", problem);
    else if (depth >= DEPTH_LIMIT || ++l->values > VALUE_LIMIT)
        fail_mark(
            l, &event->start_mark, "yaml.limit", _("this file is nested too deeply or too long"));
    else if (event->type == YAML_MAPPING_START_EVENT)
        value = load_mapping(l, depth + 1);
    else if (event->type == YAML_SEQUENCE_START_EVENT)
        value = load_sequence(l, depth + 1);
    else
        value = scalar_value(event);
    yaml_event_delete(event);
    return value;
}

static int load_document(struct loader *l)
{
    yaml_event_t event;
    for (;;) {
        if (next_event(l, &event))
            return -1;
        if (event.type == YAML_STREAM_START_EVENT || event.type == YAML_DOCUMENT_START_EVENT) {
            yaml_event_delete(&event);
            continue;
        }
        break;
    }
    if (event.type == YAML_STREAM_END_EVENT) {
        yaml_event_delete(&event);
        l->yaml->root = json_object();
        return 0;
    }
    yaml_mark_t mark = event.start_mark;
    bool empty = event.type == YAML_SCALAR_EVENT && event.data.scalar.length == 0;
    bool mapping = event.type == YAML_MAPPING_START_EVENT;
    l->yaml->root = load_value(l, &event, 0);
    if (!l->yaml->root)
        return -1;
    if (empty) {
        json_decref(l->yaml->root);
        l->yaml->root = json_object();
    } else if (!mapping) {
        return fail_mark(l, &mark, "yaml.top", _("the file must start with `key: value` lines"));
    }
    bool more = false;
    for (int end = 0; !end;) {
        if (next_event(l, &event))
            return -1;
        more |= event.type == YAML_DOCUMENT_START_EVENT;
        end = event.type == YAML_STREAM_END_EVENT || more;
        mark = event.start_mark;
        yaml_event_delete(&event);
    }
    return more ? fail_mark(l, &mark, "yaml.documents", _("only one document a file; remove `---`"))
                : 0;
}

int yaml_load(struct yaml *yaml, const char *path, struct err *err)
{
    *yaml = (struct yaml){.file = mem_text(path)};
    char *bytes = NULL;
    size_t len = 0;
    if (file_read(path, SIZE_LIMIT, &bytes, &len, err)) {
        yaml_release(yaml);
        return -1;
    }
    size_t valid = text_valid_len(bytes, len);
    if (valid < len) {
        long line = 1;
        for (size_t i = 0; i < valid; i++)
            line += bytes[i] == '\n';
        err_set(
            err, STATUS_CONFIG, "yaml.encoding", _("the file is not UTF-8 here; save it as UTF-8"));
        err_at(err, path, NULL, line, 0);
        free(bytes);
        yaml_release(yaml);
        return -1;
    }
    struct loader l = {.yaml = yaml, .err = err};
    if (!yaml_parser_initialize(&l.parser))
        mem_out();
    yaml_parser_set_input_string(&l.parser, (const unsigned char *)bytes, len);
    int result = load_document(&l);
    yaml_parser_delete(&l.parser);
    free(bytes);
    if (result)
        yaml_release(yaml);
    return result;
}

void yaml_release(struct yaml *yaml)
{
    json_decref(yaml->root);
    free(yaml->file);
    for (size_t i = 0; i < yaml->line_count; i++)
        free(yaml->lines[i].key);
    free(yaml->lines);
    *yaml = (struct yaml){0};
}
