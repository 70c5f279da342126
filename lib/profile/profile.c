#include "profile/profile.h"

#include "base/i18n.h"
#include "base/nearest.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

static const char *const top_keys[] = {"id", "about", "follows", "base", CALL_KEYS, "secrets",
    "fields", "auth", "tls", "batch", "poll", "documents", "consent", "idempotent", "rules", "echo",
    "evidence", "limits", "price", "examples", "never", NULL};

static bool only(const char *text, const char *allowed)
{
    return *text && text[strspn(text, allowed)] == '\0';
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

bool profile_base_local(const char *base)
{
    const char *host = strstr(base, "//") + 2;
    size_t len = strcspn(host, ":/"), dotted = strspn(host, "0123456789.");
    return !strncmp(host, "[::1]", 5) || (len == 9 && !strncasecmp(host, "localhost", len)) ||
           (len == dotted && !strncmp(host, "127.", 4));
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

static int load_address(struct profile *p, struct err *err)
{
    const struct yaml *yaml = &p->yaml;
    if (need(p, "base", &p->base, err) || need(p, "id", &p->id, err) ||
        yaml_string(yaml, yaml->root, "about", &p->about, err) ||
        yaml_string(yaml, yaml->root, "follows", &p->follows, err))
        return -1;
    if (strlen(p->id) > 64 || !only(p->id, "abcdefghijklmnopqrstuvwxyz0123456789-_."))
        return yaml_fail(yaml, yaml->root, "id", err, "profile.id",
            _("`id` must be at most 64 lower-case letters, digits, - _ or ."));
    if (!profile_base_valid(p->base))
        return yaml_fail(yaml, yaml->root, "base", err, "profile.base",
            _("`base` must be like https://host:port/start, without a slash at the end, a user "
              "name or a question mark; the rest belongs into `path`"));
    return 0;
}

/* The record's kinds: muster-record(5). */
static const char *const document_kinds[] = {"resident", "resident15", "hkmo_rp", "tw_rp", "fpr",
    "fpr15", "hkmo_mtp", "tw_mtp", "passport", "other", NULL};

static int fail_kind(const struct profile *p, const char *type, struct err *err)
{
    const char *nearest = nearest_word(type, document_kinds);
    struct buf all = {0};
    for (const char *const *kind = document_kinds; *kind; kind++)
        buf_printf(&all, "%s%s", all.len ? ", " : "", *kind);
    int result = yaml_fail(&p->yaml, p->yaml.root, "documents", err, "profile.documents",
        _("there is no kind of document `%s`; write `%s`, or another of %s"), type,
        nearest ? nearest : document_kinds[0], buf_text(&all));
    buf_release(&all);
    return result;
}

static int load_documents(struct profile *p, struct err *err)
{
    const struct yaml *yaml = &p->yaml;
    const json_t *list = json_object_get(yaml->root, "documents");
    size_t count = json_array_size(list);
    for (size_t i = 0; i < count && i < PROFILE_DOCUMENTS_MAX; i++) {
        const char *type = json_string_value(json_array_get(list, i));
        const char *const *kind = document_kinds;
        while (type && *kind && strcmp(*kind, type))
            kind++;
        if (type && !*kind)
            return fail_kind(p, type, err);
        if (type)
            p->documents[p->document_count++] = type;
    }
    return count && p->document_count == count
               ? 0
               : yaml_fail(yaml, yaml->root, list ? "documents" : NULL, err, "profile.documents",
                     _("`documents` must list the kinds of documents that this endpoint checks, "
                       "such as [resident]"));
}

static bool calls_with(const struct profile *p, enum input input)
{
    return call_uses(&p->call, input) || template_uses(&p->batch.item, input);
}

/* Itself, or within a field. */
static bool sends(const struct profile *p, enum input input)
{
    for (size_t i = 0; i < p->fields.count; i++)
        if (calls_with(p, (enum input)(INPUT_FIELD + i)) && fields_use(&p->fields, i, (int)input))
            return true;
    return calls_with(p, input);
}

/* Whether a signature is made of it, itself or within a field. */
static bool signs(const struct profile *p, enum input input)
{
    for (size_t i = 0; i < p->fields.count; i++)
        if (auth_uses(&p->auth, (enum input)(INPUT_FIELD + i)) &&
            fields_use(&p->fields, i, (int)input))
            return true;
    return auth_uses(&p->auth, input);
}

static int load_consent(struct profile *p, struct err *err)
{
    const char *consent = NULL;
    if (yaml_string(&p->yaml, p->yaml.root, "consent", &consent, err))
        return -1;
    p->consent = consent != NULL;
    if (!consent || !strcmp(consent, "required"))
        return 0;
    return yaml_fail(&p->yaml, p->yaml.root, "consent", err, "profile.consent",
        _("`consent` is `required`, or left out"));
}

/* An endpoint whose mismatch may also mean that there is no such person. */
static int load_never(struct profile *p, struct err *err)
{
    const json_t *list = json_object_get(p->yaml.root, "never");
    size_t count = json_array_size(list), good = 0;
    for (size_t i = 0; i < count; i++) {
        const char *name = json_string_value(json_array_get(list, i));
        enum outcome outcome = name ? outcome_parse(name) : OUTCOME_NONE;
        p->never[outcome] = true;
        good += outcome == OUTCOME_MISMATCH || outcome == OUTCOME_NOT_FOUND;
    }
    if (!list || (count && good == count))
        return 0;
    return yaml_fail(&p->yaml, p->yaml.root, "never", err, "profile.never",
        _("`never` lists mismatch or not_found, where the endpoint does not say so"));
}

static int load_rest(struct profile *p, struct err *err)
{
    const struct yaml *yaml = &p->yaml;
    struct vocabulary repeated = p->vocabulary;
    if (p->poll.there)
        vocabulary_allow(&repeated, INPUT_JOB);
    if (yaml_boolean(yaml, yaml->root, "idempotent", &p->idempotent, err) ||
        spot_parse(&p->evidence, yaml, yaml->root, "evidence", err) ||
        rules_parse(&p->rules, yaml, yaml->root, "rules", err) ||
        echo_parse(&p->echo, yaml, &repeated, err) || examples_parse(&p->examples, yaml, err) ||
        load_never(p, err))
        return -1;
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

/* A token that is got and never sent would be asked for in vain. */
static int check_token(const struct profile *p, struct err *err)
{
    const struct token *token = &p->auth.token;
    if (p->auth.kind != AUTH_TOKEN || token->send_header || token->send_query ||
        calls_with(p, INPUT_TOKEN))
        return 0;
    return yaml_fail(&p->yaml, p->yaml.root, "auth", err, "profile.token",
        _("nothing sends the token; say `send: {header: X-Auth-Token}` or put {token} where it "
          "belongs"));
}

static int load_call(struct profile *p, struct err *err)
{
    const struct yaml *yaml = &p->yaml;
    vocabulary_init(&p->vocabulary);
    if (secrets_parse(&p->secrets, yaml, &p->vocabulary, err) ||
        fields_parse(&p->fields, yaml, &p->vocabulary, err))
        return -1;
    struct vocabulary words = p->vocabulary;
    bool batch = json_object_get(yaml->root, "batch") != NULL;
    if (batch)
        words = vocabulary_common(&p->vocabulary);
    if (auth_parse(&p->auth, yaml, &words, err) || tls_parse(&p->tls, yaml, err))
        return -1;
    if (p->auth.kind == AUTH_TOKEN)
        vocabulary_allow(&words, INPUT_TOKEN);
    if (poll_parse(&p->poll, yaml, &words, err))
        return -1;
    if (batch)
        vocabulary_allow(&words, INPUT_ITEMS);
    return call_parse(&p->call, yaml, yaml->root, &words, err) ||
                   batch_parse(&p->batch, yaml, &p->vocabulary, err) || check_token(p, err)
               ? -1
               : 0;
}

/* The profile's own rules see failures of the whole request: who is who is in the results. */
static int check_batch(const struct profile *p, struct err *err)
{
    const struct yaml *yaml = &p->yaml;
    if (!p->batch.size)
        return 0;
    if (!call_uses(&p->call, INPUT_ITEMS))
        return yaml_fail(yaml, yaml->root, "batch", err, "profile.batch",
            _("nothing says where the people of a batch stand; put \"{items}\" into the body"));
    for (size_t i = 0; i < p->rules.count; i++)
        if (p->rules.rule[i].outcome == OUTCOME_MATCH) {
            err_set(err, STATUS_CONFIG, "profile.rule",
                _("no rule about a whole batch may say match; put it under `batch: rules:`, which "
                  "is about one person's result"));
            return err_at(err, yaml->file, NULL, p->rules.rule[i].condition.line, 0);
        }
    return 0;
}

int profile_load(struct profile *p, const char *path, struct err *err)
{
    *p = (struct profile){0};
    if (yaml_load(&p->yaml, path, err))
        return -1;
    version_of(p->yaml.root, p->version);
    if (yaml_only(&p->yaml, p->yaml.root, top_keys, err) || load_address(p, err) ||
        load_call(p, err) || load_documents(p, err) || limits_parse(&p->limits, &p->yaml, err) ||
        price_parse(&p->price, &p->yaml, err) || load_consent(p, err) || load_rest(p, err) ||
        check_batch(p, err)) {
        err_at(err, path, NULL, 0, 0);
        profile_release(p);
        return -1;
    }
    return 0;
}

void profile_release(struct profile *p)
{
    call_release(&p->call);
    auth_release(&p->auth);
    tls_release(&p->tls);
    batch_release(&p->batch);
    poll_release(&p->poll);
    rules_release(&p->rules);
    echo_release(&p->echo);
    fields_release(&p->fields);
    examples_release(&p->examples);
    secrets_release(&p->secrets);
    yaml_release(&p->yaml);
    *p = (struct profile){0};
}

int profile_unlock(struct profile *p, struct err *err)
{
    struct inputs inputs = {{0}};
    struct missing missing = {0};
    if (secrets_unlock(&p->secrets, p->yaml.file, &missing, err) ||
        auth_unlock(&p->auth, p->yaml.file, &missing, err) ||
        tls_unlock(&p->tls, p->yaml.file, &missing, err) || missing_tell(&missing, p->id, err))
        return -1;
    secrets_tell(&p->secrets, &inputs);
    return fields_check(&p->fields, &inputs, err);
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
    for (int i = 0; input_is_personal((enum input)i); i++)
        if (!inputs->text[i] && (sends(p, (enum input)i) || signs(p, (enum input)i)))
            return (enum input)i;
    return INPUT_COUNT;
}
