#include "unit.h"

#include "endpoint/compare.h"
#include "endpoint/form.h"
#include <string.h>

/* A request as the profile makes it. */
static void fill(struct request *wanted)
{
    *wanted = (struct request){.method = "POST", .body_kind = BODY_JSON};
    buf_add_text(&wanted->base, "http://h/v1");
    buf_add_text(&wanted->path, "/check/%E5%BC%A0");
    params_add(&wanted->query, "no", "1");
    params_add(&wanted->query, "no", "2");
    params_add(&wanted->headers, "X-Key", "k");
    buf_add_text(&wanted->body, "{\"a\":{\"b\":[1,{\"c\":\"x\"}]},\"n\":12345678901234567890}");
    request_close(wanted);
}

/* What somebody sends instead; NULL: as it is wanted. */
struct sent {
    const char *target, *key, *type, *body;
};

static const char *or_else(const char *text, const char *usual)
{
    return text ? text : usual;
}

static bool compare(const struct request *wanted, const struct sent *sent, struct buf *where)
{
    struct params query = {0}, headers = {0};
    const char *target = or_else(sent->target, "/v1/check/%E5%BC%A0?no=1&no=2");
    const char *body = or_else(sent->body, wanted->body.data);
    size_t path_len = strcspn(target, "?");
    const char *pairs = target + path_len + (target[path_len] == '?');
    params_add(&headers, "x-key", or_else(sent->key, "k"));
    params_add(&headers, "content-type", or_else(sent->type, "application/json"));
    params_add(&headers, "User-Agent", "x");
    const struct ask ask = {.target = target,
        .path_len = path_len,
        .query = &query,
        .query_wrong = !form_read(pairs, strlen(pairs), &query),
        .headers = &headers,
        .body = body,
        .body_len = strlen(body)};
    const struct response as_response = {.body = body, .len = strlen(body)};
    struct reading reading = {.json = response_json(&as_response)};
    bool same = compare_path(wanted, &ask, where) && compare_query(wanted, &ask, where) &&
                compare_headers(wanted, &ask, where) && compare_body(wanted, &ask, &reading, where);
    reading_release(&reading);
    params_release(&query);
    params_release(&headers);
    return same;
}

static void the_first_difference_is_named(void **state)
{
    (void)state;
    static const struct {
        struct sent sent;
        const char *where;
    } rows[] = {
        {{NULL, NULL, NULL, NULL}, ""},
        {{"/v1/check/%e5%bc%a0?no=2&no=1", NULL, NULL, NULL}, ""},
        {{"/check/%E5%BC%A0?no=1&no=2", NULL, NULL, NULL}, "path"},
        {{"/v1/check/%E5%BC%A?no=1&no=2", NULL, NULL, NULL}, "path"},
        {{"/v1/check/%E5%BC%A0", NULL, NULL, NULL}, "query no"},
        {{"/v1/check/%E5%BC%A0?no=1&no=1", NULL, NULL, NULL}, "query no"},
        {{"/v1/check/%E5%BC%A0?no=1&no=2&more=3304", NULL, NULL, NULL}, "query"},
        {{"/v1/check/%E5%BC%A0?no=1&no=2&more=%", NULL, NULL, NULL}, "query"},
        {{NULL, "K", NULL, NULL}, "header X-Key"},
        {{NULL, NULL, "application/json; charset=utf-8", NULL}, ""},
        {{NULL, NULL, "text/json", NULL}, "header Content-Type"},
        {{NULL, NULL, NULL, "{\"n\":12345678901234567890,\"a\":{\"b\":[1, {\"c\":\"x\"}]}}"}, ""},
        {{NULL, NULL, NULL, "{\"n\":12345678901234567891,\"a\":{\"b\":[1,{\"c\":\"x\"}]}}"},
            "body /n"},
        {{NULL, NULL, NULL, "{\"n\":1,\"a\":{\"b\":[\"1\",{\"c\":\"x\"}]}}"}, "body /a/b/0"},
        {{NULL, NULL, NULL, "{\"a\":{\"b\":[1,{\"c\":\"y\"}]}}"}, "body /a/b/1/c"},
        {{NULL, NULL, NULL, "{\"a\":{\"b\":[1,{\"c\":\"x\",\"3304\":1}]}}"}, "body /a/b/1"},
        {{NULL, NULL, NULL, "{\"a\":{\"b\":[1]}}"}, "body /a/b"},
        {{NULL, NULL, NULL, "{\"a\":{}}"}, "body /a/b"},
        {{NULL, NULL, NULL, "[]"}, "body"},
        {{NULL, NULL, NULL, "3304"}, "body"},
        {{NULL, NULL, NULL, ""}, "body"},
    };
    struct request wanted;
    fill(&wanted);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf where = {0};
        bool same = compare(&wanted, &rows[i].sent, &where);
        assert_string_equal(buf_text(&where), rows[i].where);
        assert_int_equal(same, !*rows[i].where);
        buf_release(&where);
    }
    request_release(&wanted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_difference_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
