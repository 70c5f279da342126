#include "profile/profile.h"

#include "base/i18n.h"
#include "profile/pointer.h"
#include "profile/secret.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const top_keys[] = {"id", "about", "base", "path", "method", "headers", "auth",
    "body", "documents", "idempotent", "rules", "evidence", "limits", "price", NULL};
static const char *const auth_keys[] = {"kind", "header", "prefix", "secret", "optional", NULL};
static const char *const auth_kinds[] = {"none", "bearer", "header", NULL};
static const char *const body_keys[] = {"json", NULL};
static const char *const methods[] = {"GET", "POST", "PUT", NULL};
static const char *const limit_keys[] = {
    "per_second", "concurrency", "timeout_ms", "reply_bytes", "pending_ms", NULL};
static const char *const price_keys[] = {"minor", "currency", NULL};

/* The place of `word` in `words`, or -1. */
static int find_word(const char *word, const char *const *words)
{
    for (int i = 0; words[i]; i++)
        if (!strcmp(words[i], word))
            return i;
    return -1;
}

static bool only(const char *text, const char *allowed)
{
    return *text && text[strspn(text, allowed)] == '\0';
}

static bool is_token(const char *text)
{
    return strlen(text) < 100 && only(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                            "0123456789-_.!#$%&'*+^`|~");
}

bool profile_base_valid(const char *base)
{
    const char *host = !strncasecmp(base, "https://", 8)  ? base + 8
                       : !strncasecmp(base, "http://", 7) ? base + 7
                                                          : NULL;
    if (!host || !isalnum((unsigned char)*host))
        return host && *host == '[' && strchr(host, ']') && !strpbrk(host, "?#@{} \\\"");
    for (const char *c = host; *c; c++)
        if ((unsigned char)*c <= 0x20 || (unsigned char)*c >= 0x7F || strchr("?#@{}\\\"", *c))
            return false;
    return base[strlen(base) - 1] != '/';
}

char *profile_origin(const char *base)
{
    const char *host = strstr(base, "//") + 2;
    size_t len = (size_t)(host - base) + strcspn(host, "/");
    struct buf origin = {0};
    for (size_t i = 0; i < len; i++)
        buf_add_char(&origin, (char)tolower((unsigned char)base[i]));
    return buf_take(&origin);
}

/* A required text. */
static int need(const struct profile *p, const char *key, const char **value, struct err *err)
{
    const struct yaml *yaml = &p->yaml;
    if (yaml_string(yaml, yaml->root, key, value, err))
        return -1;
    return *value && **value ? 0
                             : yaml_fail(yaml, yaml->root, NULL, err, "profile.missing",
                                   _("`%s` is missing; every profile needs it"), key);
}

static int load_template(const struct profile *p, struct template *template, const json_t *parent,
    const char *key, enum template_place place, struct err *err)
{
    const char *text = "";
    if (yaml_string(&p->yaml, parent, key, &text, err))
        return -1;
    if (template_parse(template, text, place, err))
        return err_at(err, p->yaml.file, NULL, yaml_line(&p->yaml, parent, key, 0), 0);
    return 0;
}

static int load_address(struct profile *p, struct err *err)
{
    const struct yaml *yaml = &p->yaml;
    p->method = "POST";
    if (need(p, "base", &p->base, err) || need(p, "id", &p->id, err) ||
        yaml_string(yaml, yaml->root, "about", &p->about, err) ||
        yaml_string(yaml, yaml->root, "method", &p->method, err))
        return -1;
    if (strlen(p->id) > 64 || !only(p->id, "abcdefghijklmnopqrstuvwxyz0123456789-_."))
        return yaml_fail(yaml, yaml->root, "id", err, "profile.id",
            _("`id` must be at most 64 lower-case letters, digits, - _ or ."));
    if (!profile_base_valid(p->base))
        return yaml_fail(yaml, yaml->root, "base", err, "profile.base",
            _("`base` must be like https://host:port/start, without a slash at the end, a user "
              "name or a question mark; the rest belongs into `path`"));
    if (find_word(p->method, methods) < 0)
        return yaml_fail(yaml, yaml->root, "method", err, "profile.method",
            _("`method` must be GET, POST or PUT"));
    if (load_template(p, &p->path, yaml->root, "path", PLACE_URL, err))
        return -1;
    const char *path = json_string_value(json_object_get(yaml->root, "path"));
    if (path && *path && *path != '/' && *path != '?')
        return yaml_fail(yaml, yaml->root, "path", err, "profile.path",
            _("`path` must start with a slash or a question mark"));
    return 0;
}

static int load_headers(struct profile *p, struct err *err)
{
    const struct yaml *yaml = &p->yaml;
    const json_t *headers = json_object_get(yaml->root, "headers");
    if (!headers)
        return 0;
    if (!json_is_object(headers) || json_object_size(headers) > PROFILE_HEADERS_MAX)
        return yaml_fail(yaml, yaml->root, "headers", err, "config.type",
            _("`headers` must hold at most %d lines such as X-Name: value"), PROFILE_HEADERS_MAX);
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)headers, name, value)
    {
        if (!is_token(name))
            return yaml_fail(yaml, headers, name, err, "profile.header",
                _("`%s` cannot be the name of a header"), name);
        struct header *header = &p->headers[p->header_count];
        if (load_template(p, &header->value, headers, name, PLACE_HEADER, err))
            return -1;
        header->name = name;
        p->header_count++;
    }
    return 0;
}

static int load_auth(struct profile *p, struct err *err)
{
    const struct yaml *yaml = &p->yaml;
    const json_t *json = json_object_get(yaml->root, "auth");
    struct auth *auth = &p->auth;
    const char *kind = "none";
    if (!json)
        return 0;
    auth->prefix = "";
    if (yaml_only(yaml, json, auth_keys, err) || yaml_string(yaml, json, "kind", &kind, err) ||
        yaml_string(yaml, json, "header", &auth->header, err) ||
        yaml_string(yaml, json, "prefix", &auth->prefix, err) ||
        yaml_string(yaml, json, "secret", &auth->reference, err) ||
        yaml_boolean(yaml, json, "optional", &auth->optional, err))
        return -1;
    int found = find_word(kind, auth_kinds);
    if (found < 0)
        return yaml_fail(
            yaml, json, "kind", err, "profile.auth", _("`kind` must be none, bearer or header"));
    auth->kind = (enum auth_kind)found;
    if (auth->kind != AUTH_NONE && (!auth->reference || !secret_valid(auth->reference)))
        return yaml_fail(yaml, json, auth->reference ? "secret" : "kind", err, "profile.secret",
            _("write where the secret is, never the secret itself: `secret: env:NAME` or "
              "`secret: file:PATH`"));
    if (auth->kind == AUTH_HEADER && (!auth->header || !is_token(auth->header)))
        return yaml_fail(yaml, json, auth->header ? "header" : "kind", err, "profile.header",
            _("name the header that carries the secret: `header: X-Api-Key`"));
    for (const char *c = auth->prefix; *c; c++)
        if ((unsigned char)*c < 0x20 || (unsigned char)*c >= 0x7F)
            return yaml_fail(yaml, json, "prefix", err, "profile.character",
                _("only printable ASCII characters may stand here"));
    return 0;
}

static int load_body(struct profile *p, struct err *err)
{
    const struct yaml *yaml = &p->yaml;
    const json_t *body = json_object_get(yaml->root, "body");
    if (!body)
        return 0;
    if (yaml_only(yaml, body, body_keys, err))
        return -1;
    if (!json_object_get(body, "json"))
        return yaml_fail(yaml, yaml->root, "body", err, "profile.body",
            _("`body` holds the JSON to send under `json:`; leave `body` out to send none"));
    p->has_body = true;
    return template_parse_json(&p->body, yaml, body, "json", err);
}

static int load_documents(struct profile *p, struct err *err)
{
    const struct yaml *yaml = &p->yaml;
    const json_t *list = json_object_get(yaml->root, "documents");
    size_t count = json_array_size(list);
    for (size_t i = 0; i < count && i < PROFILE_DOCUMENTS_MAX; i++) {
        const char *type = json_string_value(json_array_get(list, i));
        if (type)
            p->documents[p->document_count++] = type;
    }
    return count && p->document_count == count
               ? 0
               : yaml_fail(yaml, yaml->root, list ? "documents" : NULL, err, "profile.documents",
                     _("`documents` must list the kinds of documents that this endpoint checks, "
                       "such as [resident]"));
}

static int load_limits(struct profile *p, struct err *err)
{
    const struct yaml *yaml = &p->yaml;
    p->limits = (struct limits){
        .concurrency = 16, .timeout_ms = 10000, .reply_bytes = 65536, .pending_ms = 10000};
    const json_t *json = json_object_get(yaml->root, "limits");
    if (!json)
        return 0;
    struct limits *limits = &p->limits;
    return yaml_only(yaml, json, limit_keys, err) ||
                   yaml_number(yaml, json, "per_second", 0.001, 100000, &limits->per_second, err) ||
                   yaml_integer(yaml, json, "concurrency", 1, 1000, &limits->concurrency, err) ||
                   yaml_integer(yaml, json, "timeout_ms", 100, 600000, &limits->timeout_ms, err) ||
                   yaml_integer(
                       yaml, json, "reply_bytes", 64, 1 << 24, &limits->reply_bytes, err) ||
                   yaml_integer(yaml, json, "pending_ms", 0, 3600000, &limits->pending_ms, err)
               ? -1
               : 0;
}

static int load_price(struct profile *p, struct err *err)
{
    const struct yaml *yaml = &p->yaml;
    p->price.currency = "CNY";
    const json_t *json = json_object_get(yaml->root, "price");
    if (!json)
        return 0;
    if (yaml_only(yaml, json, price_keys, err) ||
        yaml_integer(yaml, json, "minor", 0, 100000000, &p->price.minor, err) ||
        yaml_string(yaml, json, "currency", &p->price.currency, err))
        return -1;
    if (strlen(p->price.currency) == 3 && only(p->price.currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        return 0;
    return yaml_fail(yaml, json, "currency", err, "profile.currency",
        _("`currency` must be three capital letters such as CNY"));
}

static bool sends(const struct profile *p, enum input input)
{
    bool found = template_uses(&p->path, input) || template_uses(&p->body, input);
    for (size_t i = 0; i < p->header_count; i++)
        found |= template_uses(&p->headers[i].value, input);
    return found;
}

static int load_rest(struct profile *p, struct err *err)
{
    const struct yaml *yaml = &p->yaml;
    if (yaml_boolean(yaml, yaml->root, "idempotent", &p->idempotent, err) ||
        yaml_string(yaml, yaml->root, "evidence", &p->evidence, err) ||
        rules_parse(&p->rules, yaml, yaml->root, "rules", err))
        return -1;
    if (p->evidence && !pointer_valid(p->evidence))
        return yaml_fail(yaml, yaml->root, "evidence", err, "profile.pointer",
            _("`%s` is no JSON Pointer; it starts with a slash, like /data/code"), p->evidence);
    if (p->idempotent && !sends(p, INPUT_KEY))
        return yaml_fail(yaml, yaml->root, "idempotent", err, "profile.key",
            _("an idempotent endpoint needs the key: send it with a header such as "
              "Idempotency-Key: \"{key}\", or say false"));
    if (!sends(p, INPUT_NUMBER))
        return yaml_fail(yaml, yaml->root, NULL, err, "profile.number",
            _("nothing sends the document number; put {number} into the path, a header or the "
              "body"));
    return 0;
}

int profile_load(struct profile *p, const char *path, struct err *err)
{
    *p = (struct profile){0};
    if (yaml_load(&p->yaml, path, err))
        return -1;
    if (yaml_only(&p->yaml, p->yaml.root, top_keys, err) || load_address(p, err) ||
        load_headers(p, err) || load_auth(p, err) || load_body(p, err) || load_documents(p, err) ||
        load_limits(p, err) || load_price(p, err) || load_rest(p, err)) {
        err_at(err, path, NULL, 0, 0);
        profile_release(p);
        return -1;
    }
    return 0;
}

void profile_release(struct profile *p)
{
    template_release(&p->path);
    template_release(&p->body);
    for (size_t i = 0; i < p->header_count; i++)
        template_release(&p->headers[i].value);
    rules_release(&p->rules);
    secret_free(p->auth.secret);
    yaml_release(&p->yaml);
    *p = (struct profile){0};
}

int profile_unlock(struct profile *p, struct err *err)
{
    struct auth *auth = &p->auth;
    if (auth->kind == AUTH_NONE || auth->secret)
        return 0;
    if (secret_read(auth->reference, p->yaml.file, &auth->secret, err))
        return -1;
    if (auth->secret || auth->optional)
        return 0;
    return err_set(err, STATUS_CREDENTIALS, "secret.missing",
        _("the endpoint `%s` needs a key and %s holds none; set it there"), p->id, auth->reference);
}

bool profile_checks(const struct profile *p, const char *document_type)
{
    for (size_t i = 0; i < p->document_count; i++)
        if (!strcmp(p->documents[i], document_type))
            return true;
    return false;
}

enum input profile_missing(const struct profile *p, const struct inputs *inputs)
{
    for (int i = 0; i < INPUT_COUNT; i++)
        if (!inputs->text[i] && sends(p, (enum input)i))
            return (enum input)i;
    return INPUT_COUNT;
}
