#include "profile/token.h"

#include "base/i18n.h"
#include "profile/exchange.h"
#include "profile/pointer.h"
#include <stdlib.h>
#include <string.h>

static const char *const keys[] = {
    "kind", "request", "take", "lifetime_s", "refresh", "send", NULL};
static const char *const request_keys[] = {"base", CALL_KEYS, NULL};
static const char *const lifetime_keys[] = {"from", NULL};
static const char *const send_keys[] = {"header", "prefix", "query", NULL};

static bool is_plain(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < 0x20 || (unsigned char)*text >= 0x7F)
            return false;
    return true;
}

static int read_request(struct token *token, const struct yaml *yaml, const json_t *auth,
    const struct vocabulary *vocabulary, struct err *err)
{
    const json_t *request = json_object_get(auth, "request");
    struct vocabulary common = vocabulary_common(vocabulary);
    if (!request)
        return yaml_fail(yaml, auth, "kind", err, "profile.token",
            _("say how to get the token: `request:` with its path, method, query, headers and "
              "body"));
    if (yaml_only(yaml, request, request_keys, err) ||
        yaml_string(yaml, request, "base", &token->base, err))
        return -1;
    if (token->base && !profile_base_valid(token->base))
        return yaml_fail(yaml, request, "base", err, "profile.base",
            _("`base` must be like https://host:port/start, without a slash at the end, a user "
              "name or a question mark; the rest belongs into `path`"));
    return call_parse(&token->call, yaml, request, &common, err);
}

static int read_take(
    struct token *token, const struct yaml *yaml, const json_t *auth, struct err *err)
{
    if (spot_parse(&token->take, yaml, auth, "take", err))
        return -1;
    if (token->take.header || token->take.pointer)
        return 0;
    return yaml_fail(yaml, auth, "kind", err, "profile.token",
        _("say where the reply has the token: `take: /access_token`, or `take: {header: "
          "X-Subject-Token}`"));
}

static int read_lifetime(
    struct token *token, const struct yaml *yaml, const json_t *auth, struct err *err)
{
    const json_t *lifetime = json_object_get(auth, "lifetime_s");
    token->lifetime_s = TOKEN_LIFETIME_S;
    if (!json_is_object(lifetime))
        return yaml_integer(
            yaml, auth, "lifetime_s", 1, TOKEN_LIFETIME_MAX_S, &token->lifetime_s, err);
    return yaml_only(yaml, lifetime, lifetime_keys, err) ||
                   spot_parse(&token->lifetime, yaml, lifetime, "from", err)
               ? -1
               : 0;
}

static int read_send(
    struct token *token, const struct yaml *yaml, const json_t *auth, struct err *err)
{
    const json_t *send = json_object_get(auth, "send");
    token->prefix = "";
    if (!send)
        return 0;
    if (yaml_only(yaml, send, send_keys, err) ||
        yaml_string(yaml, send, "header", &token->send_header, err) ||
        yaml_string(yaml, send, "query", &token->send_query, err) ||
        yaml_string(yaml, send, "prefix", &token->prefix, err))
        return -1;
    bool by_header = token->send_header && call_header_valid(token->send_header) &&
                     is_plain(token->prefix) && !token->send_query;
    bool by_query = token->send_query && *token->send_query && !token->send_header &&
                    !json_object_get(send, "prefix");
    return by_header || by_query
               ? 0
               : yaml_fail(yaml, auth, "send", err, "profile.header",
                     _("write `send: {header: X-Auth-Token}`, with a `prefix:` if one stands "
                       "before the token, or `send: {query: access_token}`"));
}

int token_parse(struct token *token, const struct yaml *yaml, const json_t *auth,
    const struct vocabulary *vocabulary, struct err *err)
{
    *token = (struct token){0};
    if (yaml_only(yaml, auth, keys, err) || read_request(token, yaml, auth, vocabulary, err) ||
        read_take(token, yaml, auth, err) || read_lifetime(token, yaml, auth, err) ||
        conditions_parse(&token->refresh, yaml, auth, "refresh", err) ||
        read_send(token, yaml, auth, err)) {
        token_release(token);
        return -1;
    }
    return 0;
}

void token_release(struct token *token)
{
    call_release(&token->call);
    conditions_release(&token->refresh);
    *token = (struct token){0};
}

/* Whole seconds at the start of `text`; 0 when there are none. */
static long seconds(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    if (!digits)
        return 0;
    long value = digits < 10 ? strtol(text, NULL, 10) : TOKEN_LIFETIME_MAX_S;
    return value < TOKEN_LIFETIME_MAX_S ? value : TOKEN_LIFETIME_MAX_S;
}

static long read_seconds(
    const struct token *token, const struct response *response, const json_t *json)
{
    struct buf text = {0};
    bool said = spot_text(&token->lifetime, response, json, &text);
    long lifetime_s = said ? seconds(buf_text(&text)) : 0;
    buf_release(&text);
    return lifetime_s;
}

long token_told_s(const struct token *token, const struct response *response)
{
    json_t *json = response_json(response);
    long lifetime_s = read_seconds(token, response, json);
    json_decref(json);
    return lifetime_s;
}

bool token_read(
    const struct token *token, const struct response *response, struct buf *text, long *lifetime_s)
{
    buf_clear(text);
    if (response->status / 100 != 2)
        return false;
    json_t *json = response_json(response);
    const char *pointer = token->take.pointer;
    bool found = (!pointer || json_is_string(pointer_get(json, pointer))) &&
                 spot_text(&token->take, response, json, text);
    long told_s = read_seconds(token, response, json);
    *lifetime_s = told_s ? told_s : token->lifetime_s;
    json_decref(json);
    return found && text->len && text->len <= TOKEN_MAX && is_plain(text->data);
}

void token_send(const struct token *token, const struct inputs *inputs, struct request *request)
{
    const char *text = inputs->text[INPUT_TOKEN];
    struct buf line = {0};
    if (text && token->send_query)
        params_add(&request->query, token->send_query, text);
    if (!text || !token->send_header)
        return;
    buf_printf(&line, "%s%s", token->prefix, text);
    params_add(&request->headers, token->send_header, line.data);
    buf_wipe(&line);
}

int profile_token_request(const struct profile *profile, const char *url,
    const struct inputs *moment, struct request *request, struct err *err)
{
    const struct token *token = &profile->auth.token;
    const char *base = token->base ? token->base : profile->base;
    struct exchange exchange = {0};
    inputs_copy(&exchange.inputs, moment, INPUT_UUID, INPUT_DATE);
    int result = exchange_prepare(&exchange, profile, err);
    if (!result) {
        call_fill(&token->call, url ? url : base, &exchange.inputs, request);
        request_close(request);
    }
    exchange_release(&exchange);
    return result;
}

bool profile_token_dead(const struct profile *profile, const struct response *response)
{
    if (profile->auth.kind != AUTH_TOKEN)
        return false;
    const struct conditions *refresh = &profile->auth.token.refresh;
    if (!refresh->count)
        return response->status == 401;
    json_t *json = response_json(response);
    bool dead = conditions_hold(refresh, response, json) != NULL;
    json_decref(json);
    return dead;
}
