#include "profile/cloud.h"

#include "base/i18n.h"
#include "profile/acs3.h"
#include "profile/sdk_hmac.h"
#include "profile/secret.h"
#include "profile/tc3.h"
#include <string.h>
#include <strings.h>

static const char *const keys[] = {"kind", "id", "secret", NULL};
static const char *const tc3_keys[] = {"kind", "id", "secret", "service", NULL};

enum { HEADERS_MAX = 5 };

/* By scheme. What it makes itself must not be said twice; without what it needs the endpoint
 * answers nothing but an error. */
static const struct {
    const char *makes[HEADERS_MAX], *needs[HEADERS_MAX];
} headers[] = {
    [CLOUD_TC3] = {{"Authorization", "X-TC-Timestamp"}, {"X-TC-Action", "X-TC-Version"}},
    [CLOUD_ACS3] = {{"Authorization", "x-acs-date", "x-acs-signature-nonce",
                        "x-acs-content-sha256"},
        {"x-acs-action", "x-acs-version"}},
    [CLOUD_SDK_HMAC] = {{"Authorization", "X-Sdk-Date"}, {NULL}},
};

/* The member of `object` with this name, in whatever case; NULL: none. */
static const char *find(const json_t *object, const char *name)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)object, key, value)
    {
        if (!strcasecmp(key, name))
            return key;
    }
    return NULL;
}

static int check_headers(enum cloud_scheme scheme, const struct yaml *yaml, const json_t *auth,
    const json_t *call, struct err *err)
{
    const json_t *given = json_object_get(call, "headers");
    const char *const *makes = headers[scheme].makes, *const *needs = headers[scheme].needs;
    for (; *makes; makes++) {
        const char *key = find(given, *makes);
        if (key)
            return yaml_fail(yaml, given, key, err, "profile.header",
                _("`%s` is made by the signature; take it out here"), key);
    }
    for (; *needs; needs++)
        if (!find(given, *needs))
            return yaml_fail(yaml, given ? call : auth, given ? "headers" : "kind", err,
                "profile.header",
                _("requests that are signed this way need the header `%s`; add it to `headers:`"),
                *needs);
    return 0;
}

static int read_reference(const struct yaml *yaml, const json_t *auth, const char *key,
    const char **reference, struct err *err)
{
    if (yaml_string(yaml, auth, key, reference, err))
        return -1;
    if (*reference && secret_valid(*reference))
        return 0;
    return yaml_fail(yaml, auth, *reference ? key : "kind", err, "profile.secret",
        _("write where the access key is, never the key itself: both `id:` and `secret:` are "
          "env:NAME or file:PATH"));
}

static int read_service(
    struct cloud *cloud, const struct yaml *yaml, const json_t *auth, struct err *err)
{
    cloud->service = "";
    if (yaml_string(yaml, auth, "service", &cloud->service, err))
        return -1;
    size_t len = strlen(cloud->service);
    if (len && strspn(cloud->service, "abcdefghijklmnopqrstuvwxyz0123456789-_") == len)
        return 0;
    return yaml_fail(yaml, auth, len ? "service" : "kind", err, "profile.sign",
        _("`service` must be the first word of the endpoint's host in small letters, such as "
          "faceid"));
}

int cloud_parse(struct cloud *cloud, enum cloud_scheme scheme, const struct yaml *yaml,
    const json_t *auth, struct err *err)
{
    const json_t *poll = json_object_get(yaml->root, "poll");
    *cloud = (struct cloud){.scheme = scheme};
    if (yaml_only(yaml, auth, scheme == CLOUD_TC3 ? tc3_keys : keys, err) ||
        read_reference(yaml, auth, "id", &cloud->id_reference, err) ||
        read_reference(yaml, auth, "secret", &cloud->secret_reference, err) ||
        (scheme == CLOUD_TC3 && read_service(cloud, yaml, auth, err)) ||
        check_headers(scheme, yaml, auth, yaml->root, err))
        return -1;
    return poll ? check_headers(scheme, yaml, auth, poll, err) : 0;
}

int cloud_apply(const struct cloud *cloud, const char *id, const char *secret,
    const struct inputs *inputs, struct request *request, struct err *err)
{
    const struct access_key key = {id, secret};
    switch (cloud->scheme) {
    case CLOUD_TC3:
        return tc3_sign(&key, cloud->service, inputs, request, err);
    case CLOUD_ACS3:
        return acs3_sign(&key, inputs, request, err);
    case CLOUD_SDK_HMAC:
        return sdk_hmac_sign(&key, inputs, request, err);
    }
    return -1;
}
