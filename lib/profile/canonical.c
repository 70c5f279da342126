#include "profile/canonical.h"

#include "base/i18n.h"
#include "profile/sign.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void canonical_release(struct canonical *canonical)
{
    buf_release(&canonical->path);
    buf_release(&canonical->query);
    buf_wipe(&canonical->headers.texts);
    params_release(&canonical->headers);
    buf_release(&canonical->names);
}

enum { YEAR_MAX = 9999 };

/* Undoes %XX; what is no such escape stays. */
static void decode(const char *text, size_t len, struct buf *out)
{
    for (size_t i = 0; i < len; i++) {
        bool escape = text[i] == '%' && len - i > 2 && isxdigit((unsigned char)text[i + 1]) &&
                      isxdigit((unsigned char)text[i + 2]);
        if (!escape) {
            buf_add_char(out, text[i]);
            continue;
        }
        const char digits[] = {text[i + 1], text[i + 2], '\0'};
        buf_add_char(out, (char)strtol(digits, NULL, 16));
        i += 2;
    }
}

void canonical_path(struct canonical *canonical, const struct request *request)
{
    struct buf path = {0}, segment = {0};
    request_path(request, &path);
    for (const char *at = path.data; *at;) {
        size_t len = strcspn(at, "/");
        buf_clear(&segment);
        decode(at, len, &segment);
        params_escape(&canonical->path, buf_text(&segment));
        at += len;
        if (*at)
            buf_add_char(&canonical->path, *at++);
    }
    buf_release(&path);
    buf_release(&segment);
}

void canonical_query(struct canonical *canonical, const struct request *request)
{
    struct params sorted = {0};
    for (size_t i = 0; i < request->query.count; i++)
        params_add(&sorted, params_name(&request->query, i), params_value(&request->query, i));
    params_sort(&sorted);
    params_encode(&sorted, &canonical->query);
    buf_wipe(&sorted.texts);
    params_release(&sorted);
}

static void add_lower(struct buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        buf_add_char(out, (char)tolower((unsigned char)text[i]));
}

void canonical_header(struct canonical *canonical, const char *name, const char *value)
{
    struct buf lower = {0}, trimmed = {0};
    add_lower(&lower, name, strlen(name));
    value += strspn(value, " \t");
    size_t len = strlen(value);
    while (len && strchr(" \t", value[len - 1]))
        len--;
    if (canonical->lowers)
        add_lower(&trimmed, value, len);
    else
        buf_add(&trimmed, value, len);
    params_add(&canonical->headers, buf_text(&lower), buf_text(&trimmed));
    buf_release(&lower);
    buf_wipe(&trimmed);
}

void canonical_common(struct canonical *canonical, const struct request *request)
{
    const char *type = params_header(&request->headers, "Content-Type");
    const char *host = params_header(&request->headers, "Host");
    struct buf base = {0};
    request_host(request, &base);
    canonical_header(canonical, "host", host ? host : buf_text(&base));
    if (type)
        canonical_header(canonical, "content-type", type);
    buf_release(&base);
}

int canonical_close(struct canonical *canonical, const struct request *request, struct err *err)
{
    char body[DIGEST_HEX + 1];
    struct params *headers = &canonical->headers;
    struct buf text = {0};
    if (canonical_hash(buf_text(&request->body), request->body.len, body, err))
        return -1;
    params_sort(headers);
    buf_printf(&text, "%s\n%s\n%s\n", request->method, buf_text(&canonical->path),
        buf_text(&canonical->query));
    for (size_t i = 0; i < headers->count; i++) {
        buf_printf(&text, "%s:%s\n", params_name(headers, i), params_value(headers, i));
        buf_printf(&canonical->names, "%s%s", i ? ";" : "", params_name(headers, i));
    }
    buf_printf(&text, "\n%s\n%s", buf_text(&canonical->names), body);
    int result = canonical_hash(text.data, text.len, canonical->digest, err);
    buf_wipe(&text);
    return result;
}

int canonical_hash(const void *bytes, size_t len, char hex[DIGEST_HEX + 1], struct err *err)
{
    unsigned char digest[DIGEST_BYTES];
    if (sign_digest(DIGEST_SHA256, NULL, 0, bytes, len, digest, err))
        return -1;
    digest_hex(digest, sizeof digest, hex);
    return 0;
}

int canonical_authorize(const struct canonical *canonical, const struct seal *seal,
    struct request *request, struct err *err)
{
    struct buf text = {0};
    unsigned char digest[DIGEST_BYTES];
    char hex[DIGEST_HEX + 1];
    buf_printf(&text, "%s\n%s%s%s", seal->algorithm, seal->scope ? seal->scope : "",
        seal->scope ? "\n" : "", canonical->digest);
    int result =
        sign_digest(DIGEST_HMAC_SHA256, seal->key, seal->key_len, text.data, text.len, digest, err);
    if (!result) {
        digest_hex(digest, sizeof digest, hex);
        buf_clear(&text);
        buf_printf(&text, "%s %s%sSignedHeaders=%s%sSignature=%s", seal->algorithm, seal->who,
            seal->gap, buf_text(&canonical->names), seal->gap, hex);
        params_add(&request->headers, "Authorization", text.data);
    }
    buf_release(&text);
    return result;
}

int canonical_moment(
    const struct inputs *inputs, const char *format, char *out, size_t size, struct err *err)
{
    const char *seconds = inputs->text[INPUT_TIME_S];
    struct tm utc;
    bool whole = seconds && *seconds && !seconds[strspn(seconds, "0123456789")];
    time_t moment = whole ? strtoll(seconds, NULL, 10) : 0;
    if (whole && gmtime_r(&moment, &utc) && utc.tm_year <= YEAR_MAX - 1900 &&
        strftime(out, size, format, &utc))
        return 0;
    return err_set(err, STATUS_CREDENTIALS, "profile.sign",
        _("the request has no time that can be signed; look at the system's clock and try again"));
}
