#include "profile/acs3.h"

#include <string.h>
#include <strings.h>

static const char prefix[] = "x-acs-";

static int add_headers(const struct inputs *inputs, struct request *request, struct err *err)
{
    char date[40], body[DIGEST_HEX + 1];
    const char *nonce = inputs->text[INPUT_NONCE];
    request_close_body(request);
    if (canonical_moment(inputs, "%Y-%m-%dT%H:%M:%SZ", date, sizeof date, err) ||
        canonical_hash(buf_text(&request->body), request->body.len, body, err))
        return -1;
    params_add(&request->headers, "x-acs-date", date);
    params_add(&request->headers, "x-acs-signature-nonce", nonce ? nonce : "");
    params_add(&request->headers, "x-acs-content-sha256", body);
    return 0;
}

static int take_digest(struct canonical *canonical, const struct request *request, struct err *err)
{
    canonical_path(canonical, request);
    canonical_query(canonical, request);
    canonical_common(canonical, request);
    for (size_t i = 0; i < request->headers.count; i++) {
        const char *name = params_name(&request->headers, i);
        if (!strncasecmp(name, prefix, strlen(prefix)))
            canonical_header(canonical, name, params_value(&request->headers, i));
    }
    return canonical_close(canonical, request, err);
}

int acs3_sign(const struct access_key *key, const struct inputs *inputs, struct request *request,
    struct err *err)
{
    struct canonical canonical = {0};
    struct buf text = {0}, value = {0};
    char signature[DIGEST_HEX + 1];
    int result = -1;
    if (add_headers(inputs, request, err) || take_digest(&canonical, request, err))
        goto out;
    buf_printf(&text, "ACS3-HMAC-SHA256\n%s", canonical.digest);
    if (canonical_sign(key->secret, strlen(key->secret), text.data, signature, err))
        goto out;
    buf_printf(&value, "ACS3-HMAC-SHA256 Credential=%s,SignedHeaders=%s,Signature=%s", key->id,
        canonical.names.data, signature);
    params_add(&request->headers, "Authorization", value.data);
    result = 0;
out:
    canonical_release(&canonical);
    buf_release(&text);
    buf_release(&value);
    return result;
}
