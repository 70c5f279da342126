#include "profile/call.h"

#include "base/i18n.h"
#include "base/mem.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const body_keys[] = {"json", "form", "multipart", "raw", "type", NULL};
static const char *const methods[] = {"GET", "POST", "PUT", NULL};

bool call_header_valid(const char *text)
{
    static const char token[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                "0123456789-_.!#$%&'*+^`|~";
    size_t len = strlen(text);
    return len && len < 100 && strspn(text, token) == len;
}

/* The names of a form's parts stand in a quoted string. */
static bool is_part_name(const char *text)
{
    return *text && strlen(text) < 100 && !strpbrk(text, "\"\\\r\n");
}

/* What reading the sections of a call needs. */
struct reader {
    const struct yaml *yaml;
    const struct vocabulary *vocabulary;
};

static int read_template(const struct reader *reader, struct template *template,
    const json_t *parent, const char *key, enum template_place place, struct err *err)
{
    const char *text = "";
    if (yaml_string(reader->yaml, parent, key, &text, err))
        return -1;
    if (template_parse(template, text, place, reader->vocabulary, err))
        return err_at(err, reader->yaml->file, NULL, yaml_line(reader->yaml, parent, key, 0), 0);
    return 0;
}

int call_pairs_parse(struct call_pairs *pairs, const struct yaml *yaml, const json_t *parent,
    const char *key, enum template_place place, const struct vocabulary *vocabulary,
    struct err *err)
{
    const struct reader reader = {yaml, vocabulary};
    const json_t *object = json_object_get(parent, key);
    if (!object)
        return 0;
    if (yaml_filled(yaml, parent, key, err))
        return -1;
    if (!json_is_object(object) || json_object_size(object) > CALL_PAIRS_MAX)
        return yaml_fail(yaml, parent, key, err, "config.type",
            _("`%s` must hold at most %d lines such as name: value"), key, CALL_PAIRS_MAX);
    pairs->items = mem_alloc(json_object_size(object) * sizeof *pairs->items);
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)object, name, value)
    {
        bool named = place == PLACE_HEADER ? call_header_valid(name) : is_part_name(name);
        if (!named)
            return yaml_fail(yaml, object, name, err, "profile.header",
                _("`%s` cannot be the name of a header or of a field"), name);
        if (read_template(&reader, &pairs->items[pairs->count].value, object, name, place, err))
            return -1;
        pairs->items[pairs->count++].name = name;
    }
    return 0;
}

static int read_pairs(const struct reader *reader, struct call_pairs *pairs, const json_t *parent,
    const char *key, enum template_place place, struct err *err)
{
    return call_pairs_parse(pairs, reader->yaml, parent, key, place, reader->vocabulary, err);
}

static int read_path(
    const struct reader *reader, struct call *call, const json_t *parent, struct err *err)
{
    const struct yaml *yaml = reader->yaml;
    call->method = "POST";
    if (yaml_string(yaml, parent, "method", &call->method, err) ||
        read_template(reader, &call->path, parent, "path", PLACE_URL, err))
        return -1;
    const char *const *method = methods;
    while (*method && strcmp(*method, call->method))
        method++;
    if (!*method)
        return yaml_fail(
            yaml, parent, "method", err, "profile.method", _("`method` must be GET, POST or PUT"));
    const char *path = json_string_value(json_object_get(parent, "path"));
    if (path && *path && *path != '/' && *path != '?')
        return yaml_fail(yaml, parent, "path", err, "profile.path",
            _("`path` must start with a slash or a question mark"));
    return 0;
}

static bool is_xml(const char *type)
{
    size_t len = strcspn(type, "; ");
    return len >= 3 && !strncmp(type + len - 3, "xml", 3);
}

static int read_raw(
    const struct reader *reader, struct call *call, const json_t *body, struct err *err)
{
    call->body_type = "text/plain; charset=utf-8";
    if (yaml_string(reader->yaml, body, "type", &call->body_type, err))
        return -1;
    for (const char *c = call->body_type; *c; c++)
        if ((unsigned char)*c < 0x20 || (unsigned char)*c >= 0x7F)
            return yaml_fail(reader->yaml, body, "type", err, "profile.character",
                _("only printable ASCII characters may stand here"));
    return read_template(
        reader, &call->body, body, "raw", is_xml(call->body_type) ? PLACE_XML : PLACE_PLAIN, err);
}

static bool names_header(const struct call_pairs *headers, const char *name)
{
    for (size_t i = 0; i < headers->count; i++)
        if (!strcasecmp(headers->items[i].name, name))
            return true;
    return false;
}

static int read_body(
    const struct reader *reader, struct call *call, const json_t *parent, struct err *err)
{
    static const struct {
        const char *key;
        enum body_kind kind;
    } kinds[] = {
        {"json", BODY_JSON}, {"form", BODY_FORM}, {"multipart", BODY_MULTIPART}, {"raw", BODY_RAW}};
    const struct yaml *yaml = reader->yaml;
    const json_t *body = json_object_get(parent, "body");
    if (!body)
        return 0;
    if (yaml_only(yaml, body, body_keys, err))
        return -1;
    const char *key = NULL;
    size_t found = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (json_object_get(body, kinds[i].key)) {
            key = kinds[i].key;
            call->body_kind = kinds[i].kind;
            found++;
        }
    if (found != 1 || (call->body_kind != BODY_RAW && json_object_get(body, "type")))
        return yaml_fail(yaml, parent, "body", err, "profile.body",
            _("`body` holds what to send under one of `json:`, `form:`, `multipart:` or `raw:` (this "
              "one with its `type:`); leave `body` out to send none"));
    if (call->body_kind == BODY_JSON)
        return template_parse_json(&call->body, yaml, body, key, reader->vocabulary, err);
    if (call->body_kind == BODY_RAW)
        return read_raw(reader, call, body, err);
    if (call->body_kind == BODY_MULTIPART && names_header(&call->headers, "Content-Type"))
        return yaml_fail(yaml, parent, "headers", err, "profile.header",
            _("leave Content-Type out of `headers`: a multipart body brings its own, which says "
              "where each part ends"));
    return read_pairs(reader, &call->form, body, key, PLACE_PLAIN, err);
}

int call_parse(struct call *call, const struct yaml *yaml, const json_t *parent,
    const struct vocabulary *vocabulary, struct err *err)
{
    const struct reader reader = {yaml, vocabulary};
    *call = (struct call){0};
    if (read_path(&reader, call, parent, err) ||
        read_pairs(&reader, &call->query, parent, "query", PLACE_PLAIN, err) ||
        read_pairs(&reader, &call->headers, parent, "headers", PLACE_HEADER, err) ||
        read_body(&reader, call, parent, err)) {
        call_release(call);
        return -1;
    }
    return 0;
}

void call_pairs_release(struct call_pairs *pairs)
{
    for (size_t i = 0; i < pairs->count; i++)
        template_release(&pairs->items[i].value);
    free(pairs->items);
    *pairs = (struct call_pairs){0};
}

void call_release(struct call *call)
{
    template_release(&call->path);
    template_release(&call->body);
    call_pairs_release(&call->query);
    call_pairs_release(&call->headers);
    call_pairs_release(&call->form);
    *call = (struct call){0};
}

bool call_pairs_use(const struct call_pairs *pairs, enum input input)
{
    for (size_t i = 0; i < pairs->count; i++)
        if (template_uses(&pairs->items[i].value, input))
            return true;
    return false;
}

bool call_uses(const struct call *call, enum input input)
{
    return template_uses(&call->path, input) || template_uses(&call->body, input) ||
           call_pairs_use(&call->query, input) || call_pairs_use(&call->headers, input) ||
           call_pairs_use(&call->form, input);
}

void call_pairs_fill(
    const struct call_pairs *pairs, const struct inputs *inputs, struct params *params)
{
    struct buf value = {0};
    for (size_t i = 0; i < pairs->count; i++) {
        buf_clear(&value);
        template_fill(&pairs->items[i].value, inputs, &value);
        params_add(params, pairs->items[i].name, buf_text(&value));
    }
    buf_release(&value);
}

void call_fill(
    const struct call *call, const char *base, const struct inputs *inputs, struct request *request)
{
    request_clear(request);
    request->method = call->method;
    request->body_kind = call->body_kind;
    buf_add_text(&request->base, base);
    template_fill(&call->path, inputs, &request->path);
    call_pairs_fill(&call->query, inputs, &request->query);
    call_pairs_fill(&call->headers, inputs, &request->headers);
    call_pairs_fill(&call->form, inputs, &request->form);
    template_fill(&call->body, inputs, &request->body);
    if (call->body_kind == BODY_RAW && !params_header(&request->headers, "Content-Type"))
        params_add(&request->headers, "Content-Type", call->body_type);
}
