#include "profile/auth.h"

#include "base/digest.h"
#include "base/i18n.h"
#include <string.h>

/* In the order of the enum. */
static const char *const kinds[] = {"none", "bearer", "header", "basic", "query", "token", "exec",
    "sign", "tc3", "acs3", "sdk-hmac", NULL};
static const char *const keys[] = {
    "kind", "header", "name", "prefix", "user", "secret", "optional", NULL};

static int find_kind(const char *word)
{
    for (int i = 0; kinds[i]; i++)
        if (!strcmp(kinds[i], word))
            return i;
    return -1;
}

static int check_prefix(
    const struct auth *auth, const struct yaml *yaml, const json_t *json, struct err *err)
{
    for (const char *c = auth->prefix; *c; c++)
        if ((unsigned char)*c < 0x20 || (unsigned char)*c >= 0x7F)
            return yaml_fail(yaml, json, "prefix", err, "profile.character",
                _("only printable ASCII characters may stand here"));
    return 0;
}

static int check_name(
    const struct auth *auth, const struct yaml *yaml, const json_t *json, struct err *err)
{
    if (auth->kind == AUTH_HEADER && (!auth->name || !call_header_valid(auth->name)))
        return yaml_fail(yaml, json, auth->name ? "header" : "kind", err, "profile.header",
            _("name the header that carries the secret: `header: X-Api-Key`"));
    if (auth->kind == AUTH_QUERY && (!auth->name || !*auth->name))
        return yaml_fail(yaml, json, "kind", err, "profile.header",
            _("name the field of the query that carries the secret: `name: key`"));
    return 0;
}

static int read_user(struct auth *auth, const struct yaml *yaml, const json_t *json,
    const struct vocabulary *vocabulary, struct err *err)
{
    const char *user = "";
    if (yaml_string(yaml, json, "user", &user, err))
        return -1;
    if (template_parse(&auth->user, user, PLACE_PLAIN, vocabulary, err))
        return err_at(err, yaml->file, NULL, yaml_line(yaml, json, "user", 0), 0);
    return 0;
}

static int read_kind(
    struct auth *auth, const struct yaml *yaml, const json_t *json, struct err *err)
{
    const char *kind = "none";
    if (yaml_string(yaml, json, "kind", &kind, err))
        return -1;
    int found = find_kind(kind);
    if (found >= 0) {
        auth->kind = (enum auth_kind)found;
        return 0;
    }
    struct buf all = {0};
    for (size_t i = 0; kinds[i]; i++)
        buf_printf(&all, "%s%s", i ? ", " : "", kinds[i]);
    yaml_fail(yaml, json, "kind", err, "profile.auth", _("`kind` must be one of %s"), all.data);
    buf_release(&all);
    return -1;
}

/* The kinds that send the secret itself. */
static int read_plain(struct auth *auth, const struct yaml *yaml, const json_t *json,
    const struct vocabulary *vocabulary, struct err *err)
{
    if (yaml_only(yaml, json, keys, err) ||
        yaml_string(yaml, json, auth->kind == AUTH_QUERY ? "name" : "header", &auth->name, err) ||
        yaml_string(yaml, json, "prefix", &auth->prefix, err) ||
        yaml_string(yaml, json, "secret", &auth->reference, err) ||
        yaml_boolean(yaml, json, "optional", &auth->optional, err) ||
        read_user(auth, yaml, json, vocabulary, err) || check_prefix(auth, yaml, json, err))
        return -1;
    if (auth->kind != AUTH_NONE && (!auth->reference || !secret_valid(auth->reference)))
        return yaml_fail(yaml, json, auth->reference ? "secret" : "kind", err, "profile.secret",
            _("write where the secret is, never the secret itself: `secret: env:NAME` or "
              "`secret: file:PATH`"));
    return check_name(auth, yaml, json, err);
}

/* What is behind a question mark there would be sent and not signed. */
static int check_path(const struct yaml *yaml, const json_t *call, struct err *err)
{
    const char *path = json_string_value(json_object_get(call, "path"));
    if (!path || !strchr(path, '?'))
        return 0;
    return yaml_fail(yaml, call, "path", err, "profile.path",
        _("this endpoint's requests are signed, and `path` holds a query; put that under "
          "`query:`"));
}

static int read_cloud(struct auth *auth, enum cloud_scheme scheme, const struct yaml *yaml,
    const json_t *json, struct err *err)
{
    int result = cloud_parse(&auth->cloud, scheme, yaml, json, err);
    auth->reference = auth->cloud.secret_reference;
    return result;
}

static int read_signed(struct auth *auth, const struct yaml *yaml, const json_t *json,
    const struct vocabulary *vocabulary, struct err *err)
{
    if (check_path(yaml, yaml->root, err) ||
        check_path(yaml, json_object_get(yaml->root, "poll"), err))
        return -1;
    if (auth->kind == AUTH_TC3)
        return read_cloud(auth, CLOUD_TC3, yaml, json, err);
    if (auth->kind == AUTH_ACS3)
        return read_cloud(auth, CLOUD_ACS3, yaml, json, err);
    if (auth->kind == AUTH_SDK_HMAC)
        return read_cloud(auth, CLOUD_SDK_HMAC, yaml, json, err);
    int result = sign_parse(&auth->sign, yaml, json, vocabulary, err);
    auth->reference = auth->sign.reference;
    return result;
}

int auth_parse(struct auth *auth, const struct yaml *yaml, const struct vocabulary *vocabulary,
    struct err *err)
{
    const json_t *json = json_object_get(yaml->root, "auth");
    *auth = (struct auth){.prefix = ""};
    if (!json)
        return 0;
    if (read_kind(auth, yaml, json, err))
        return -1;
    if (auth->kind == AUTH_TOKEN)
        return token_parse(&auth->token, yaml, json, vocabulary, err);
    if (auth->kind == AUTH_EXEC)
        return command_parse(&auth->command, yaml, json, err);
    return auth->kind < AUTH_SIGN ? read_plain(auth, yaml, json, vocabulary, err)
                                  : read_signed(auth, yaml, json, vocabulary, err);
}

void auth_release(struct auth *auth)
{
    template_release(&auth->user);
    token_release(&auth->token);
    command_release(&auth->command);
    sign_release(&auth->sign);
    secret_free(auth->secret);
    secret_free(auth->id);
    *auth = (struct auth){0};
}

int auth_unlock(struct auth *auth, const char *beside, struct missing *missing, struct err *err)
{
    struct missing unused = {0};
    if (auth->reference && secret_need(auth->reference, beside, &auth->secret,
                               auth->optional ? &unused : missing, err))
        return -1;
    if (!auth->cloud.id_reference)
        return 0;
    return secret_need(auth->cloud.id_reference, beside, &auth->id, missing, err);
}

bool auth_uses(const struct auth *auth, enum input input)
{
    return template_uses(&auth->user, input) || sign_uses(&auth->sign, input);
}

static void add_header(
    struct request *request, const char *name, const char *prefix, const char *value)
{
    struct buf line = {0};
    buf_printf(&line, "%s%s", prefix, value);
    params_add(&request->headers, name, line.data);
    buf_release(&line);
}

/* RFC 7617. */
static void add_basic(const struct auth *auth, const struct inputs *inputs, struct request *request)
{
    struct buf pair = {0}, encoded = {0};
    template_fill(&auth->user, inputs, &pair);
    buf_printf(&pair, ":%s", auth->secret);
    digest_base64(pair.data, pair.len, &encoded);
    add_header(request, "Authorization", "Basic ", buf_text(&encoded));
    buf_release(&pair);
    buf_release(&encoded);
}

static int add_signature(
    const struct auth *auth, const struct inputs *inputs, struct request *request, struct err *err)
{
    const char *locked = auth->reference && !auth->secret        ? auth->reference
                         : auth->cloud.id_reference && !auth->id ? auth->cloud.id_reference
                                                                 : NULL;
    if (locked)
        return err_set(err, STATUS_CREDENTIALS, "secret.missing",
            _("requests to this endpoint are signed with the key in %s; set it there"), locked);
    return auth->kind == AUTH_SIGN
               ? sign_apply(&auth->sign, auth->secret, inputs, request, err)
               : cloud_apply(&auth->cloud, auth->id, auth->secret, inputs, request, err);
}

int auth_apply(
    const struct auth *auth, const struct inputs *inputs, struct request *request, struct err *err)
{
    if (auth->secret && auth->kind == AUTH_BEARER)
        add_header(request, "Authorization", "Bearer ", auth->secret);
    if (auth->secret && auth->kind == AUTH_HEADER)
        add_header(request, auth->name, auth->prefix, auth->secret);
    if (auth->secret && auth->kind == AUTH_BASIC)
        add_basic(auth, inputs, request);
    if (auth->secret && auth->kind == AUTH_QUERY)
        params_add(&request->query, auth->name, auth->secret);
    if (auth->kind == AUTH_TOKEN)
        token_send(&auth->token, inputs, request);
    if (auth->kind >= AUTH_SIGN && add_signature(auth, inputs, request, err))
        return -1;
    request_close(request);
    return 0;
}
