#include "profile/sign.h"

#include "base/i18n.h"
#include "profile/secret.h"
#include <string.h>
#include <strings.h>

static const char *const keys[] = {
    "kind", "digest", "secret", "text", "sorted", "encode", "send", NULL};
static const char *const send_keys[] = {"query", "form", "header", "prefix", NULL};

/* What reading the section needs. */
struct reader {
    const struct yaml *yaml;
    const json_t *auth;
    struct vocabulary vocabulary;
};

static int fail_choice(const struct reader *reader, const char *key, const char *const *names,
    const char *code, struct err *err)
{
    struct buf all = {0};
    for (const char *const *name = names; *name; name++)
        buf_printf(&all, "%s%s", all.len ? ", " : "", *name);
    yaml_fail(reader->yaml, reader->auth, json_object_get(reader->auth, key) ? key : NULL, err,
        code, _("`%s` must be one of %s"), key, buf_text(&all));
    buf_release(&all);
    return -1;
}

static int read_digest(struct sign *sign, const struct reader *reader, struct err *err)
{
    const struct yaml *yaml = reader->yaml;
    const char *name = "", *encoding = "hex";
    if (yaml_string(yaml, reader->auth, "digest", &name, err) ||
        yaml_string(yaml, reader->auth, "encode", &encoding, err) ||
        yaml_string(yaml, reader->auth, "secret", &sign->reference, err))
        return -1;
    int digest = digest_find(name), encoded = encoding_find(encoding);
    if (digest < 0)
        return fail_choice(reader, "digest", digest_names, "profile.digest", err);
    if (encoded < 0)
        return fail_choice(reader, "encode", encoding_names, "profile.sign", err);
    sign->digest = (enum digest)digest;
    sign->encoding = (enum encoding)encoded;
    bool keyed = digest_keyed(sign->digest);
    if (!keyed && sign->reference)
        return yaml_fail(yaml, reader->auth, "secret", err, "profile.secret",
            _("%s takes no key; name the secret under `secrets:` and put {secret.NAME} into "
              "`text`"),
            name);
    if (keyed && (!sign->reference || !secret_valid(sign->reference)))
        return yaml_fail(yaml, reader->auth, sign->reference ? "secret" : "digest", err,
            "profile.secret",
            _("write where the secret is, never the secret itself: `secret: env:NAME` or "
              "`secret: file:PATH`"));
    return 0;
}

static int fail_send(const struct reader *reader, struct err *err)
{
    return yaml_fail(reader->yaml, reader->auth,
        json_object_get(reader->auth, "send") ? "send" : NULL, err, "profile.sign",
        _("`send` must say where the signature goes: `query: NAME`, `form: NAME` or "
          "`header: NAME`, this one with a `prefix:` if it needs one"));
}

static int read_prefix(
    struct sign *sign, const struct reader *reader, const json_t *send, struct err *err)
{
    const char *prefix = "";
    if (yaml_string(reader->yaml, send, "prefix", &prefix, err))
        return -1;
    if (template_parse(&sign->prefix, prefix, PLACE_HEADER, &reader->vocabulary, err))
        return err_at(err, reader->yaml->file, NULL, yaml_line(reader->yaml, send, "prefix", 0), 0);
    return 0;
}

static int read_send(struct sign *sign, const struct reader *reader, struct err *err)
{
    const json_t *send = json_object_get(reader->auth, "send");
    size_t found = 0;
    if (!send)
        return fail_send(reader, err);
    if (yaml_only(reader->yaml, send, send_keys, err))
        return -1;
    for (unsigned i = 0; i < 3; i++)
        if (json_object_get(send, send_keys[i])) {
            if (yaml_string(reader->yaml, send, send_keys[i], &sign->name, err))
                return -1;
            sign->part = 1U << i;
            found++;
        }
    bool fits = found == 1 && *sign->name && strlen(sign->name) < 100;
    if (!fits || (sign->part == PART_HEADERS && !call_header_valid(sign->name)) ||
        (sign->part != PART_HEADERS && json_object_get(send, "prefix")))
        return fail_send(reader, err);
    return read_prefix(sign, reader, send, err);
}

static int read_text(struct sign *sign, struct reader *reader, struct err *err)
{
    const struct yaml *yaml = reader->yaml;
    bool sorts = json_object_get(reader->auth, "sorted") != NULL;
    const char *text = "";
    if (sorts && sorted_parse(&sign->sorted, yaml, reader->auth, &reader->vocabulary, err))
        return -1;
    vocabulary_allow(&reader->vocabulary, INPUT_SORTED);
    if (yaml_string(yaml, reader->auth, "text", &text, err))
        return -1;
    if (!*text)
        return yaml_fail(yaml, reader->auth, NULL, err, "profile.sign",
            _("`text` is missing: what the signature is made of, such as "
              "\"{secret.key}{sorted}{secret.key}\""));
    if (template_parse(&sign->text, text, PLACE_PLAIN, &reader->vocabulary, err))
        return err_at(err, yaml->file, NULL, yaml_line(yaml, reader->auth, "text", 0), 0);
    if (template_uses(&sign->text, INPUT_SORTED) != sorts)
        return yaml_fail(yaml, reader->auth, "text", err, "profile.sign",
            _("{sorted} in `text` and the section `sorted:` belong together; add the other, or "
              "take this one out"));
    return 0;
}

/* The signature's own name among the pairs would send it twice, or sign it. */
static int check_names(
    const struct sign *sign, const struct reader *reader, const json_t *pairs, struct err *err)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)pairs, name, value)
    {
        if (!(sign->part == PART_HEADERS ? strcasecmp : strcmp)(name, sign->name))
            return yaml_fail(reader->yaml, pairs, name, err, "profile.sign",
                _("`%s` is the signature, which is added by itself; take it out here"), name);
    }
    return 0;
}

static const json_t *form_of(const json_t *call)
{
    const json_t *body = json_object_get(call, "body"), *form = json_object_get(body, "form");
    return form ? form : json_object_get(body, "multipart");
}

/* Whether one of the profile's requests can carry the signature, and does not name it itself. */
static int check_call(
    const struct sign *sign, const struct reader *reader, const json_t *call, struct err *err)
{
    const json_t *form = form_of(call);
    const json_t *pairs = sign->part == PART_QUERY  ? json_object_get(call, "query")
                          : sign->part == PART_FORM ? form
                                                    : json_object_get(call, "headers");
    if (sign->part == PART_FORM && !form)
        return yaml_fail(reader->yaml, reader->auth, "send", err, "profile.sign",
            _("the signature goes into the form, and there is a request without one; give its "
              "`body` a `form:`, or send the signature in the query or a header"));
    return check_names(sign, reader, pairs, err);
}

static int check_whole(const struct sign *sign, const struct reader *reader, struct err *err)
{
    const struct yaml *yaml = reader->yaml;
    const json_t *with = json_object_get(json_object_get(reader->auth, "sorted"), "with");
    const json_t *poll = json_object_get(yaml->root, "poll");
    if (check_names(sign, reader, with, err))
        return -1;
    if (sign->part == PART_FORM && sign_uses(sign, INPUT_BODY))
        return yaml_fail(yaml, reader->auth, "send", err, "profile.sign",
            _("a signature that is part of the form cannot be made of {body}; take {sorted} of the "
              "form instead, or send the signature in the query or a header"));
    return check_call(sign, reader, yaml->root, err) ||
                   (poll && check_call(sign, reader, poll, err))
               ? -1
               : 0;
}

int sign_parse(struct sign *sign, const struct yaml *yaml, const json_t *auth,
    const struct vocabulary *vocabulary, struct err *err)
{
    struct reader reader = {yaml, auth, *vocabulary};
    *sign = (struct sign){0};
    vocabulary_allow(&reader.vocabulary, INPUT_BODY);
    vocabulary_allow(&reader.vocabulary, INPUT_METHOD);
    vocabulary_allow(&reader.vocabulary, INPUT_PATH);
    if (yaml_only(yaml, auth, keys, err) || read_digest(sign, &reader, err) ||
        read_send(sign, &reader, err) || read_text(sign, &reader, err))
        return -1;
    return check_whole(sign, &reader, err);
}

void sign_release(struct sign *sign)
{
    template_release(&sign->text);
    template_release(&sign->prefix);
    sorted_release(&sign->sorted);
    *sign = (struct sign){0};
}

bool sign_uses(const struct sign *sign, enum input input)
{
    return template_uses(&sign->text, input) || template_uses(&sign->prefix, input) ||
           call_pairs_use(&sign->sorted.with, input);
}

int sign_digest(enum digest digest, const void *key, size_t key_len, const void *bytes, size_t len,
    unsigned char out[DIGEST_BYTES], struct err *err)
{
    if (!digest_of(digest, key, key_len, bytes, len, out))
        return 0;
    return err_set(err, STATUS_CREDENTIALS, "profile.sign",
        _("this system's OpenSSL does not offer %s, with which requests to this endpoint are "
          "signed; ask whoever looks after the machine to allow it"),
        digest_names[digest]);
}

static void fill_text(const struct sign *sign, const struct inputs *inputs,
    const struct request *request, struct buf *text)
{
    struct inputs all = *inputs;
    struct buf path = {0}, sorted = {0};
    request_path(request, &path);
    all.text[INPUT_METHOD] = request->method;
    all.text[INPUT_PATH] = path.data;
    all.text[INPUT_BODY] = buf_text(&request->body);
    sorted_fill(&sign->sorted, &all, request, sign->part, sign->name, &sorted);
    all.text[INPUT_SORTED] = buf_text(&sorted);
    template_fill(&sign->text, &all, text);
    buf_release(&path);
    buf_wipe(&sorted);
}

static void add(const struct sign *sign, const struct inputs *inputs, const unsigned char *digest,
    struct request *request)
{
    struct params *parts[] = {
        [PART_QUERY] = &request->query,
        [PART_FORM] = &request->form,
        [PART_HEADERS] = &request->headers,
    };
    struct buf value = {0};
    template_fill(&sign->prefix, inputs, &value);
    encoding_add(sign->encoding, digest, digest_size(sign->digest), &value);
    params_add(parts[sign->part], sign->name, value.data);
    buf_wipe(&value);
}

int sign_apply(const struct sign *sign, const char *key, const struct inputs *inputs,
    struct request *request, struct err *err)
{
    unsigned char digest[DIGEST_BYTES];
    struct buf text = {0};
    if (sign->part != PART_FORM)
        request_close_body(request);
    fill_text(sign, inputs, request, &text);
    int result = sign_digest(
        sign->digest, key, key ? strlen(key) : 0, buf_text(&text), text.len, digest, err);
    if (!result)
        add(sign, inputs, digest, request);
    buf_wipe(&text);
    return result;
}
