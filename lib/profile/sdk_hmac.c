#include "profile/sdk_hmac.h"

#include <string.h>
#include <strings.h>

static int take_digest(struct canonical *canonical, const struct request *request, struct err *err)
{
    canonical_path(canonical, request);
    if (canonical->path.data[canonical->path.len - 1] != '/')
        buf_add_char(&canonical->path, '/');
    canonical_query(canonical, request);
    canonical_common(canonical, request);
    for (size_t i = 0; i < request->headers.count; i++) {
        const char *name = params_name(&request->headers, i);
        if (strcasecmp(name, "Host") != 0 && strcasecmp(name, "Content-Type") != 0)
            canonical_header(canonical, name, params_value(&request->headers, i));
    }
    return canonical_close(canonical, request, err);
}

int sdk_hmac_sign(const struct access_key *key, const struct inputs *inputs,
    struct request *request, struct err *err)
{
    struct canonical canonical = {0};
    struct buf text = {0}, value = {0};
    char date[40], signature[DIGEST_HEX + 1];
    int result = -1;
    request_close_body(request);
    if (canonical_moment(inputs, "%Y%m%dT%H%M%SZ", date, sizeof date, err))
        return -1;
    params_add(&request->headers, "X-Sdk-Date", date);
    if (take_digest(&canonical, request, err))
        goto out;
    buf_printf(&text, "SDK-HMAC-SHA256\n%s\n%s", date, canonical.digest);
    if (canonical_sign(key->secret, strlen(key->secret), text.data, signature, err))
        goto out;
    buf_printf(&value, "SDK-HMAC-SHA256 Access=%s, SignedHeaders=%s, Signature=%s", key->id,
        canonical.names.data, signature);
    params_add(&request->headers, "Authorization", value.data);
    result = 0;
out:
    canonical_release(&canonical);
    buf_release(&text);
    buf_release(&value);
    return result;
}
