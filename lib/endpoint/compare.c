#include "endpoint/compare.h"

#include "endpoint/form.h"
#include <string.h>
#include <strings.h>

static bool differs(struct buf *where, const char *kind, const char *name)
{
    buf_printf(where, "%s%s%s", kind, *name ? " " : "", name);
    return false;
}

bool compare_path(const struct request *wanted, const struct ask *ask, struct buf *where)
{
    struct buf path = {0}, plain = {0}, came = {0};
    request_path(wanted, &path);
    bool same = form_unescape(buf_text(&path), path.len, false, &plain) &&
                form_unescape(ask->target, ask->path_len, false, &came) &&
                !strcmp(buf_text(&plain), buf_text(&came));
    buf_release(&path);
    buf_release(&plain);
    buf_release(&came);
    return same || differs(where, "path", "");
}

static size_t occurrences(const struct params *params, const char *name, const char *value)
{
    size_t count = 0;
    for (size_t i = 0; i < params->count; i++)
        count += !strcmp(params_name(params, i), name) && !strcmp(params_value(params, i), value);
    return count;
}

/* As sets of pairs. What came too much is not named: it is not the profile's word. */
static bool compare_pairs(
    const struct params *wanted, const struct params *came, const char *kind, struct buf *where)
{
    for (size_t i = 0; i < wanted->count; i++) {
        const char *name = params_name(wanted, i), *value = params_value(wanted, i);
        if (occurrences(wanted, name, value) != occurrences(came, name, value))
            return differs(where, kind, name);
    }
    return wanted->count == came->count || differs(where, kind, "");
}

bool compare_query(const struct request *wanted, const struct ask *ask, struct buf *where)
{
    const char *mark = strchr(buf_text(&wanted->url), '?');
    struct params params = {0};
    bool same = !ask->query_wrong;
    if (same && mark)
        form_read(mark + 1, strlen(mark + 1), &params);
    same = same ? compare_pairs(&params, ask->query, "query", where) : differs(where, "query", "");
    params_release(&params);
    return same;
}

static bool same_kind(const char *a, const char *b)
{
    size_t len = strcspn(a, "; ");
    return len == strcspn(b, "; ") && !strncasecmp(a, b, len);
}

bool compare_headers(const struct request *wanted, const struct ask *ask, struct buf *where)
{
    for (size_t i = 0; i < wanted->headers.count; i++) {
        const char *name = params_name(&wanted->headers, i);
        const char *value = params_value(&wanted->headers, i);
        const char *came = params_header(ask->headers, name);
        bool same = came && (!strcasecmp(name, "Content-Type") ? same_kind(value, came)
                                                               : !strcmp(value, came));
        if (!same)
            return differs(where, "header", name);
    }
    return true;
}

static bool compare_object(const json_t *wanted, const json_t *came, struct buf *where)
{
    const char *key;
    json_t *member;
    json_object_foreach((json_t *)wanted, key, member)
    {
        size_t before = where->len;
        buf_printf(where, "/%s", key);
        if (!compare_json(member, json_object_get(came, key), where))
            return false;
        buf_cut(where, before);
    }
    return json_object_size(wanted) == json_object_size(came);
}

bool compare_json(const json_t *wanted, const json_t *came, struct buf *where)
{
    size_t i;
    json_t *member;
    if (json_is_object(wanted))
        return json_is_object(came) && compare_object(wanted, came, where);
    if (!json_is_array(wanted))
        return json_equal(wanted, came);
    if (!json_is_array(came) || json_array_size(wanted) != json_array_size(came))
        return false;
    json_array_foreach((json_t *)wanted, i, member)
    {
        size_t before = where->len;
        buf_printf(where, "/%zu", i);
        if (!compare_json(member, json_array_get(came, i), where))
            return false;
        buf_cut(where, before);
    }
    return true;
}

bool compare_body(const struct request *wanted, const struct ask *ask,
    const struct reading *reading, struct buf *where)
{
    const struct response body = {.body = wanted->body.data, .len = wanted->body.len};
    if (ask->too_large)
        return differs(where, "body", "");
    if (wanted->body_kind == BODY_FORM || wanted->body_kind == BODY_MULTIPART)
        return compare_pairs(&wanted->form, &reading->form, "body", where);
    if (wanted->body_kind != BODY_JSON)
        return (wanted->body.len == ask->body_len &&
                   !memcmp(buf_text(&wanted->body), ask->body, ask->body_len)) ||
               differs(where, "body", "");
    json_t *json = response_json(&body);
    size_t before = where->len;
    buf_add_text(where, "body ");
    bool same = compare_json(json, reading->json, where);
    if (same || where->len == before + strlen("body "))
        buf_cut(where, same ? before : where->len - 1);
    json_decref(json);
    return same;
}
