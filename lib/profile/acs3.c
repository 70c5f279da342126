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
    struct buf who = {0};
    buf_printf(&who, "Credential=%s", key->id);
    const struct seal seal = {.algorithm = "ACS3-HMAC-SHA256",
        .key = key->secret,
        .key_len = strlen(key->secret),
        .who = who.data,
        .gap = ","};
    int failed = add_headers(inputs, request, err) || take_digest(&canonical, request, err) ||
                 canonical_authorize(&canonical, &seal, request, err);
    canonical_release(&canonical);
    buf_release(&who);
    return failed ? -1 : 0;
}
