#include "profile/tls.h"

#include "base/i18n.h"
#include "base/path.h"
#include "base/publish.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { PEM_MAX = 4 << 20 };

static const char *const keys[] = {"certificate", "key", "password", "ca", NULL};
static const char file_prefix[] = "file:";

static int read_path(
    char **path, const struct yaml *yaml, const json_t *json, const char *key, struct err *err)
{
    const char *text = NULL;
    if (yaml_string(yaml, json, key, &text, err))
        return -1;
    if (!text)
        return 0;
    if (!*text)
        return yaml_fail(
            yaml, json, key, err, "profile.tls", _("name the file here, or leave it out"));
    *path = path_beside(text, yaml->file);
    return 0;
}

static int read_key(struct tls *tls, const struct yaml *yaml, const json_t *json, struct err *err)
{
    const char *text = NULL;
    if (yaml_string(yaml, json, "key", &text, err))
        return -1;
    if (!text)
        return 0;
    if (strncmp(text, file_prefix, strlen(file_prefix)) || !text[strlen(file_prefix)])
        return yaml_fail(yaml, json, "key", err, "profile.secret",
            _("the private key stays in a file of its own; write `key: file:PATH`"));
    tls->key = path_beside(text + strlen(file_prefix), yaml->file);
    return 0;
}

static int read_password(
    struct tls *tls, const struct yaml *yaml, const json_t *json, struct err *err)
{
    if (yaml_string(yaml, json, "password", &tls->reference, err))
        return -1;
    if (!tls->reference || secret_valid(tls->reference))
        return 0;
    return yaml_fail(yaml, json, "password", err, "profile.secret",
        _("write where the secret is, never the secret itself: `password: env:NAME` or "
          "`password: file:PATH`"));
}

int tls_parse(struct tls *tls, const struct yaml *yaml, struct err *err)
{
    const json_t *json = json_object_get(yaml->root, "tls");
    const char *base = json_string_value(json_object_get(yaml->root, "base"));
    *tls = (struct tls){0};
    if (!json)
        return 0;
    if (yaml_only(yaml, json, keys, err) ||
        read_path(&tls->certificate, yaml, json, "certificate", err) ||
        read_path(&tls->ca, yaml, json, "ca", err) || read_key(tls, yaml, json, err) ||
        read_password(tls, yaml, json, err))
        return -1;
    if (!tls->certificate != !tls->key)
        return yaml_fail(yaml, json, tls->key ? "key" : "certificate", err, "profile.tls",
            _("`certificate` and `key` belong together; name both, or only `ca`"));
    if (tls->reference && !tls->key)
        return yaml_fail(yaml, json, "password", err, "profile.tls",
            _("there is no `key` that this password could open; name it, or leave the password "
              "out"));
    if (base && !strncasecmp(base, "http:", 5))
        return yaml_fail(yaml, yaml->root, "tls", err, "profile.tls",
            _("`base` starts with http:, where there are no certificates; write https:// there, or "
              "leave `tls` out"));
    return 0;
}

static int check_mode(const char *path, struct err *err)
{
    struct stat st;
    if (stat(path, &st) || !(st.st_mode & 077))
        return 0;
    return err_set(err, STATUS_CREDENTIALS, "tls.mode",
        _("others may read the private key %s; run `chmod 600 %s`"), path, path);
}

/* Whether the file holds what it should; `kind` stands in the line that begins it (RFC 7468). */
static int check_pem(const char *path, const char *kind, struct err *err)
{
    char *bytes = NULL;
    size_t len;
    if (!path)
        return 0;
    if (file_read(path, PEM_MAX, &bytes, &len, err)) {
        if (err)
            err->status = STATUS_CREDENTIALS;
        return -1;
    }
    const char *begin = strstr(bytes, "-----BEGIN ");
    bool found = begin && strstr(begin, kind);
    explicit_bzero(bytes, len);
    free(bytes);
    return found ? 0
                 : err_set(err, STATUS_CREDENTIALS, "tls.pem",
                       _("%s has no line `-----BEGIN ... %s-----`; ask who gave it to you for a "
                         "PEM file"),
                       path, kind);
}

int tls_unlock(struct tls *tls, const char *beside, struct missing *missing, struct err *err)
{
    if (check_pem(tls->certificate, "CERTIFICATE", err) || check_pem(tls->ca, "CERTIFICATE", err) ||
        (tls->key && check_mode(tls->key, err)) || check_pem(tls->key, "PRIVATE KEY", err))
        return -1;
    return tls->reference ? secret_need(tls->reference, beside, &tls->password, missing, err) : 0;
}

void tls_release(struct tls *tls)
{
    free(tls->certificate);
    free(tls->key);
    free(tls->ca);
    secret_free(tls->password);
    *tls = (struct tls){0};
}
