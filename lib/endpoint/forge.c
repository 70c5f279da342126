#include "endpoint/forge.h"

#include "base/mem.h"
#include "endpoint/manner.h"
#include "profile/pointer.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void mark_json(const struct mark *mark, json_t *json)
{
    const char *pointer = mark->spot->pointer;
    const json_t *value = pointer ? pointer_get(json, pointer) : NULL;
    if (json_is_integer(value))
        pointer_set(json, pointer, json_integer(mark->number));
    else if (json_is_string(value))
        pointer_set(json, pointer, json_string(mark->text));
}

json_t *forge_json(const struct forge *forge, const struct example *example)
{
    if (!example->json)
        return NULL;
    json_t *json = json_deep_copy(example->json);
    if (!json)
        mem_out();
    for (size_t i = 0; i < forge->mark_count; i++)
        mark_json(&forge->marks[i], json);
    echo_write(&forge->profile->echo, forge->inputs, json); // also where the evidence is an echo
    return json;
}

/* What libmicrohttpd writes itself. */
static bool is_transport(const char *name)
{
    static const char *const names[] = {
        "Connection", "Content-Length", "Date", "Keep-Alive", "Transfer-Encoding"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcasecmp(names[i], name))
            return true;
    return false;
}

/* One that repeats what nobody asked is left out. */
static void forge_header(
    const struct forge *forge, const char *name, const char *value, struct params *headers)
{
    const struct echo_line *line = echo_header(&forge->profile->echo, name);
    struct buf text = {0};
    for (size_t m = 0; m < forge->mark_count; m++) {
        const char *marked = forge->marks[m].spot->header;
        if (marked && !strcasecmp(marked, name))
            value = forge->marks[m].text;
    }
    if (!line)
        params_add(headers, name, value);
    else if (echo_text(line, forge->inputs, &text))
        params_add(headers, name, buf_text(&text));
    buf_release(&text);
}

static void forge_headers(
    const struct forge *forge, const struct example *example, struct tell *tell)
{
    for (size_t i = 0; i < example->headers.count; i++) {
        const char *name = params_name(&example->headers, i);
        const char *value = params_value(&example->headers, i);
        if (!strcasecmp(name, "Content-Type"))
            tell->type = value;
        else if (!is_transport(name))
            forge_header(forge, name, value, &tell->headers);
    }
}

void forge_reply(
    const struct forge *forge, const struct example *example, json_t *json, struct tell *tell)
{
    json = json ? json : forge_json(forge, example);
    char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;
    tell->status = (int)example->http;
    if (!json)
        tell->type = example->body.len && example->body.data[0] == '<'
                         ? "text/html; charset=utf-8"
                         : "text/plain; charset=utf-8";
    forge_headers(forge, example, tell);
    buf_add_text(&tell->body, text ? text : buf_text(&example->body));
    free(text);
    json_decref(json);
}

void forge_plain(enum outcome outcome, struct tell *tell)
{
    tell->status = manner_of(outcome)->status;
    if (tell->status == 429 || tell->status == 503)
        tell->retry_after_s = MANNER_RETRY_AFTER_S;
    if (tell->status == 200)
        buf_add_text(&tell->body, "{\"unexpected\":true}");
    else
        buf_printf(&tell->body, "{\"error\":\"%s\"}", outcome_name(outcome));
}

void forge_no_token(struct tell *tell)
{
    tell->status = 401;
    buf_add_text(&tell->body, "{\"error\":\"invalid_client\"}");
}

struct response forge_response(const struct tell *tell)
{
    return (struct response){.status = tell->status,
        .headers = &tell->headers,
        .body = buf_text(&tell->body),
        .len = tell->body.len};
}
