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
    struct buf who = {0};
    char date[40];
    request_close_body(request);
    if (canonical_moment(inputs, "%Y%m%dT%H%M%SZ", date, sizeof date, err))
        return -1;
    params_add(&request->headers, "X-Sdk-Date", date);
    buf_printf(&who, "Access=%s", key->id);
    const struct seal seal = {.algorithm = "SDK-HMAC-SHA256",
        .scope = date,
        .key = key->secret,
        .key_len = strlen(key->secret),
        .who = who.data,
        .gap = ", "};
    int failed = take_digest(&canonical, request, err) ||
                 canonical_authorize(&canonical, &seal, request, err);
    canonical_release(&canonical);
    buf_release(&who);
    return failed ? -1 : 0;
}
