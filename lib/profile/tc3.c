#include "profile/tc3.h"

#include "profile/sign.h"
#include <string.h>

/* The key of one day and service: a chain of HMACs that starts with the secret. */
static int derive(const struct access_key *key, const char *day, const char *service,
    unsigned char derived[DIGEST_BYTES], struct err *err)
{
    const char *const steps[] = {day, service, "tc3_request"};
    struct buf current = {0};
    int result = 0;
    buf_printf(&current, "TC3%s", key->secret);
    for (size_t i = 0; i < sizeof steps / sizeof *steps && !result; i++) {
        result = sign_digest(DIGEST_HMAC_SHA256, current.data, current.len, steps[i],
            strlen(steps[i]), derived, err);
        buf_wipe(&current);
        buf_add(&current, derived, DIGEST_BYTES);
    }
    buf_wipe(&current);
    return result;
}

static int take_digest(struct canonical *canonical, const struct request *request, struct err *err)
{
    const char *action = params_header(&request->headers, "X-TC-Action");
    canonical->lowers = true;
    canonical_path(canonical, request);
    if (!strcmp(request->method, "GET"))
        params_encode(&request->query, &canonical->query);
    canonical_common(canonical, request);
    if (action)
        canonical_header(canonical, "x-tc-action", action);
    return canonical_close(canonical, request, err);
}

static void add_type(struct request *request)
{
    request_close_body(request);
    if (!params_header(&request->headers, "Content-Type"))
        params_add(&request->headers, "Content-Type",
            strcmp(request->method, "GET") ? "application/json"
                                           : "application/x-www-form-urlencoded");
}

static int authorize(const struct canonical *canonical, const struct access_key *key,
    const char *day, const char *service, struct request *request, struct err *err)
{
    unsigned char derived[DIGEST_BYTES];
    struct buf scope = {0}, who = {0};
    buf_printf(&scope, "%s\n%s/%s/tc3_request", params_header(&request->headers, "X-TC-Timestamp"),
        day, service);
    buf_printf(&who, "Credential=%s/%s/%s/tc3_request", key->id, day, service);
    const struct seal seal = {.algorithm = "TC3-HMAC-SHA256",
        .scope = scope.data,
        .key = derived,
        .key_len = sizeof derived,
        .who = who.data,
        .gap = ", "};
    int failed = derive(key, day, service, derived, err) ||
                 canonical_authorize(canonical, &seal, request, err);
    explicit_bzero(derived, sizeof derived);
    buf_release(&scope);
    buf_release(&who);
    return failed ? -1 : 0;
}

int tc3_sign(const struct access_key *key, const char *service, const struct inputs *inputs,
    struct request *request, struct err *err)
{
    struct canonical canonical = {0};
    char day[16];
    add_type(request);
    if (canonical_moment(inputs, "%Y-%m-%d", day, sizeof day, err))
        return -1;
    params_add(&request->headers, "X-TC-Timestamp", inputs->text[INPUT_TIME_S]);
    int failed = take_digest(&canonical, request, err) ||
                 authorize(&canonical, key, day, service, request, err);
    canonical_release(&canonical);
    return failed ? -1 : 0;
}
