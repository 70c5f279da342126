#include "profile/pointer.h"
#include "profile/profile.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

static void add_line(struct buf *headers, const char *name, const char *prefix, const char *value)
{
    buf_printf(headers, "%s: %s%s", name, prefix, value);
    buf_add_char(headers, '\0');
}

static void add_headers(
    const struct profile *profile, const struct inputs *inputs, struct buf *headers)
{
    bool typed = !profile->has_body;
    for (size_t i = 0; i < profile->header_count; i++) {
        const struct header *header = &profile->headers[i];
        typed |= !strcasecmp(header->name, "Content-Type");
        buf_printf(headers, "%s: ", header->name);
        template_fill(&header->value, inputs, headers);
        buf_add_char(headers, '\0');
    }
    if (!typed)
        add_line(headers, "Content-Type", "", "application/json");
    const struct auth *auth = &profile->auth;
    if (auth->secret && auth->kind == AUTH_BEARER)
        add_line(headers, "Authorization", "Bearer ", auth->secret);
    if (auth->secret && auth->kind == AUTH_HEADER)
        add_line(headers, auth->header, auth->prefix, auth->secret);
}

void profile_request(const struct profile *profile, const char *base, const struct inputs *inputs,
    struct request *request)
{
    request->method = profile->method;
    request->has_body = profile->has_body;
    buf_clear(&request->url);
    buf_clear(&request->headers);
    buf_clear(&request->body);
    buf_add_text(&request->url, base);
    template_fill(&profile->path, inputs, &request->url);
    add_headers(profile, inputs, &request->headers);
    if (profile->has_body)
        template_fill(&profile->body, inputs, &request->body);
}

void request_release(struct request *request)
{
    struct buf *parts[] = {&request->url, &request->headers, &request->body};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i]->data)
            explicit_bzero(parts[i]->data, parts[i]->capacity);
        buf_release(parts[i]);
    }
}

/* A reference that is no plain short text is not one. */
static void take_ref(const json_t *value, char ref[PROFILE_REF_MAX])
{
    ref[0] = '\0';
    const char *text = json_string_value(value);
    if (text && strlen(text) < PROFILE_REF_MAX)
        snprintf(ref, PROFILE_REF_MAX, "%s", text);
    else if (json_is_integer(value))
        snprintf(ref, PROFILE_REF_MAX, "%lld", (long long)json_integer_value(value));
    for (const char *c = ref; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7F)
            ref[0] = '\0';
}

void profile_reply(const struct profile *profile, long http_status, const char *body, size_t len,
    struct reply *reply)
{
    *reply = (struct reply){.outcome = OUTCOME_UNKNOWN};
    json_t *json = json_loadb(body ? body : "", len, JSON_REJECT_DUPLICATES, NULL);
    const struct rule *rule = rules_find(&profile->rules, http_status, json);
    if (rule) {
        reply->outcome = rule->outcome;
        reply->billed = rule->billed;
        reply->ruled = true;
    }
    if (profile->evidence)
        take_ref(pointer_get(json, profile->evidence), reply->ref);
    json_decref(json);
}
