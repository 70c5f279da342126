#include "endpoint/sketch.h"

#include "endpoint/form.h"
#include <string.h>

void sketch_init(struct sketch *sketch, const struct call *call, const json_t *parent,
    const char *base, const struct vocabulary *vocabulary)
{
    const char *host = strstr(base, "//");
    *sketch = (struct sketch){.call = call, .start = strchrnul(host ? host + 2 : base, '/')};
    if (call->body_kind == BODY_JSON)
        slots_find(
            &sketch->slots, json_object_get(json_object_get(parent, "body"), "json"), vocabulary);
}

void sketch_release(struct sketch *sketch)
{
    slots_release(&sketch->slots);
    *sketch = (struct sketch){0};
}

void reading_release(struct reading *reading)
{
    buf_release(&reading->base);
    params_release(&reading->form);
    json_decref(reading->json);
    gleanings_release(&reading->gleanings);
    *reading = (struct reading){0};
}

/* A secret that is another one than ours must not keep the rest from being read. */
static bool take(const struct template *template, const char *text, const char **rest,
    const struct inputs *known, struct gleanings *gleanings)
{
    static const struct inputs none;
    return glean(template, text, rest, known, gleanings) ||
           glean(template, text, rest, &none, gleanings);
}

static bool ends_path(const char *rest)
{
    return !*rest || *rest == '?' || *rest == '&' || !strcmp(rest, "/");
}

/* What a client says is the host must not get into anything but a signature. */
static const char *host_of(const struct ask *ask)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789.-_:[]";
    const char *host = params_header(ask->headers, "Host");
    return host && !host[strspn(host, allowed)] ? host : "";
}

/* The path may come with the start of the profile's base or, as with `--url` of the bare address,
 * without it. */
static bool read_path(const struct sketch *sketch, const struct ask *ask,
    const struct inputs *known, struct reading *reading)
{
    const char *host = host_of(ask), *rest;
    const char *starts[] = {"", sketch->start};
    bool rooted = *buf_text(&sketch->call->path.literals) == '/';
    for (size_t i = 0; i < 2; i++) {
        size_t len = strlen(starts[i]);
        if (!rooted && !len)
            len = ask->target[0] == '/'; // which every request has, also where the profile has none
        if ((i && !len) || strncmp(ask->target, starts[i], strlen(starts[i])) ||
            !take(&sketch->call->path, ask->target + len, &rest, known, &reading->gleanings) ||
            !ends_path(rest)) {
            gleanings_release(&reading->gleanings);
            continue;
        }
        buf_printf(&reading->base, "http://%s%s", host, starts[i]);
        return true;
    }
    return false;
}

static bool read_pairs(const struct call_pairs *pairs, const struct params *params,
    const char *find(const struct params *params, const char *name), const struct inputs *known,
    struct gleanings *gleanings)
{
    bool all = true;
    for (size_t i = 0; i < pairs->count; i++) {
        const char *text = find(params, pairs->items[i].name);
        all &= text && take(&pairs->items[i].value, text, NULL, known, gleanings);
    }
    return all;
}

static bool read_body(const struct sketch *sketch, const struct ask *ask,
    const struct inputs *known, struct reading *reading)
{
    const struct call *call = sketch->call;
    const struct response body = {.body = ask->body, .len = ask->body_len};
    struct gleanings *gleanings = &reading->gleanings;
    switch (call->body_kind) {
    case BODY_JSON:
        reading->json = response_json(&body);
        return slots_glean(&sketch->slots, reading->json, known, gleanings);
    case BODY_RAW:
        return take(&call->body, ask->body, NULL, known, gleanings);
    case BODY_FORM:
        return form_read(ask->body, ask->body_len, &reading->form) &
               read_pairs(&call->form, &reading->form, params_find, known, gleanings);
    case BODY_MULTIPART:
        return form_read_parts(params_header(ask->headers, "Content-Type"), ask->body,
                   ask->body_len, &reading->form) &
               read_pairs(&call->form, &reading->form, params_find, known, gleanings);
    default:
        return true;
    }
}

enum fit sketch_read(const struct sketch *sketch, const struct ask *ask, const struct inputs *known,
    struct reading *reading)
{
    const struct call *call = sketch->call;
    struct gleanings *gleanings = &reading->gleanings;
    if (!read_path(sketch, ask, known, reading))
        return FIT_NONE;
    if (strcmp(ask->method, call->method))
        return FIT_METHOD;
    bool whole = !ask->too_large && !ask->query_wrong;
    whole &= read_pairs(&call->query, ask->query, params_find, known, gleanings);
    whole &= read_pairs(&call->headers, ask->headers, params_header, known, gleanings);
    whole &= read_body(sketch, ask, known, reading);
    return whole ? FIT_WHOLE : FIT_PART;
}
