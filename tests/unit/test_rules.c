#include "scratch.h"

#include "profile/rules.h"
#include <unistd.h>

/* One condition, read from its YAML. */
struct read {
    struct yaml yaml;
    struct conditions conditions;
};

static int read_list(struct read *read, const char *list, struct err *err)
{
    struct buf text = {0};
    buf_printf(&text, "list: %s\n", list);
    struct scratch file = scratch_text(buf_text(&text));
    assert_int_equal(yaml_load(&read->yaml, file.path, err), 0);
    unlink(file.path);
    buf_release(&text);
    return conditions_parse(&read->conditions, &read->yaml, read->yaml.root, "list", err);
}

static void release(struct read *read)
{
    conditions_release(&read->conditions);
    yaml_release(&read->yaml);
}

static void a_condition_holds_when_all_of_it_does(void **state)
{
    (void)state;
    static const struct {
        const char *list;
        long http;
        const char *header; // X-Verdict
        const char *body;
        bool holds;
    } cases[] = {
        {"[{http: 401}]", 401, NULL, "", true},
        {"[{http: 401}]", 403, NULL, "", false},
        {"[{http: [401, 5xx]}]", 503, NULL, "", true},
        {"[{http: 401}, {http: 403}]", 403, NULL, "", true},
        {"[{header: {x-verdict: match}}]", 200, "match", "", true},
        {"[{header: {X-Verdict: match}}]", 200, "Match", "", false},
        {"[{header: {X-Verdict: match}}]", 200, NULL, "", false},
        {"[{header: {X-Verdict: 1}}]", 200, "1", "<html>", true},
        {"[{header: {X-Verdict: [a, b]}}]", 200, "b", "", true},
        {"[{header: {X-Verdict: {in: [a, b]}}}]", 200, "c", "", false},
        {"[{header: {X-Verdict: {starts: ma}}}]", 200, "match", "", true},
        {"[{header: {X-Verdict: {starts: Q}}}]", 200, "match", "", false},
        {"[{header: {X-Verdict: {absent: true}}}]", 200, NULL, "", true},
        {"[{header: {X-Verdict: {absent: true}}}]", 200, "", "", false},
        {"[{header: {X-Verdict: {absent: false}}}]", 200, "", "", true},
        {"[{header: {X-Verdict: a}, when: {/c: 0}}]", 200, "a", "{\"c\":0}", true},
        {"[{header: {X-Verdict: a}, when: {/c: 0}}]", 200, "a", "{\"c\":1}", false},
        {"[{header: {X-Verdict: a}, when: {/c: 0}}]", 200, "b", "{\"c\":0}", false},
        {"[{header: {X-Verdict: a}, when: {/c: {absent: true}}}]", 200, "a", "<html>", false},
        {"[{when: {/c: 0}}]", 500, NULL, "{\"c\":\"0\"}", true},
        {"[{when: {/c: {starts: 11}}}]", 200, NULL, "{\"c\":110}", true},
        {"[{when: {/c: {absent: false}}}]", 200, NULL, "{\"c\":{}}", true},
        {"[{when: {/c: x}}]", 200, NULL, "{\"c\":{\"x\":1}}", false},
        {"[{when: {/c: \"null\"}}]", 200, NULL, "{\"c\":null}", true},
        {"[{when: {/c: {absent: true}}}]", 200, NULL, "{\"c\":null}", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct read read;
        struct err err;
        struct params headers = {0};
        print_message("# case %zu\n", i);
        assert_int_equal(read_list(&read, cases[i].list, &err), 0);
        params_add(&headers, "X-Other", "match");
        if (cases[i].header)
            params_add(&headers, "X-VERDICT", cases[i].header);
        const struct response response = {
            cases[i].http, &headers, cases[i].body, strlen(cases[i].body)};
        json_t *json = response_json(&response);
        const struct condition *found = conditions_hold(&read.conditions, &response, json);
        assert_int_equal(found != NULL, cases[i].holds);
        json_decref(json);
        params_release(&headers);
        release(&read);
    }
}

static void a_header_that_comes_twice_must_hold_twice(void **state)
{
    (void)state;
    struct read read;
    struct err err;
    struct params headers = {0};
    assert_int_equal(read_list(&read, "[{header: {A: [x, y]}}]", &err), 0);
    const struct response response = {200, &headers, "", 0};
    params_add(&headers, "a", "x");
    params_add(&headers, "A", "y");
    assert_ptr_equal(
        conditions_hold(&read.conditions, &response, NULL), &read.conditions.condition[0]);
    params_add(&headers, "a", "z");
    assert_null(conditions_hold(&read.conditions, &response, NULL));
    params_release(&headers);
    release(&read);
}

static void a_list_that_is_not_there_never_holds(void **state)
{
    (void)state;
    struct yaml yaml = {.root = json_object()};
    struct conditions conditions;
    struct err err;
    const struct response response = {.status = 200};
    assert_int_equal(conditions_parse(&conditions, &yaml, yaml.root, "list", &err), 0);
    assert_null(conditions_hold(&conditions, &response, NULL));
    json_decref(yaml.root);
}

static void mistakes_are_named_with_their_line(void **state)
{
    (void)state;
    static const struct {
        const char *list, *code, *says;
    } cases[] = {
        {"[]", "profile.rule", "{http: 401}"},
        {"{http: 401}", "profile.rule", "list"},
        {"[{htp: 401}]", "config.key", "http"},
        {"[{http: 401, outcome: auth}]", "config.key", "outcome"},
        {"[{header: x}]", "profile.rule", "X-Verdict"},
        {"[{header: {\"X Y\": 1}}]", "profile.header", "X Y"},
        {"[{header: {X: {absent: 1}}}]", "profile.rule", "absent"},
        {"[{when: {/c: {starts: \"\"}}}]", "profile.rule", "starts"},
        {"[{when: {c: 1}}]", "profile.pointer", "slash"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct read read;
        struct err err = {0};
        print_message("# case %zu\n", i);
        assert_int_equal(read_list(&read, cases[i].list, &err), -1);
        assert_string_equal(err.code, cases[i].code);
        assert_int_equal(err.place.line, 1);
        assert_non_null(strstr(err.text, cases[i].says));
        yaml_release(&read.yaml);
    }
}

/* Numbers stay as they are written. */
static void a_body_is_read_as_texts(void **state)
{
    (void)state;
    static const struct {
        const char *body, *text; // of /a; NULL: the body is no JSON
    } cases[] = {
        {"{\"a\":12}", "12"},
        {"{\"a\":-12}", "-12"},
        {"{\"a\":999999999999999999}", "999999999999999999"},
        {"{\"a\":98765432109876543210}", "98765432109876543210"},
        {"{\"a\": 98765432109876543210 ,\"b\":1}", "98765432109876543210"},
        {"[[98765432109876543210]]", "98765432109876543210"},
        {"{\"a\":0.50}", "0.50"},
        {"{\"a\":1e999}", "1e999"},
        {"{\"a\":-1.5E+3}", "-1.5E+3"},
        {"{\"a\":\"1.5 \\\" 2.5\"}", "1.5 \" 2.5"},
        {"{\"a\":true}", "true"},
        {"{\"a\":null}", "null"},
        {"\xEF\xBB\xBF{\"a\":1}", "1"},
        {"{\"a\":1.}", NULL},
        {"{\"a\":.5}", NULL},
        {"{\"a\":01234567890123456789}", NULL},
        {"{\"a\":1e}", NULL},
        {"{1.5:1,\"a\":1}", NULL},
        {"{\"a\":1.5.2}", NULL},
        {"{\"a\":12\"x\"}", NULL},
        {"{\"a\":\"1.5", NULL},
        {"{\"a\":\"1.5\\", NULL},
        {"{\"a\":1}x", NULL},
        {"\"a\"", NULL},
        {"1.5", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct response response = {200, NULL, cases[i].body, strlen(cases[i].body)};
        struct spot spot = {.pointer = cases[i].body[0] == '[' ? "/0/0" : "/a"};
        struct buf text = {0};
        print_message("# case %zu\n", i);
        json_t *json = response_json(&response);
        assert_int_equal(json != NULL, cases[i].text != NULL);
        if (cases[i].text && strcmp(cases[i].text, "null"))
            assert_true(spot_text(&spot, &response, json, &text));
        else
            assert_false(spot_text(&spot, &response, json, &text));
        if (text.len)
            assert_string_equal(buf_text(&text), cases[i].text);
        buf_release(&text);
        json_decref(json);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_condition_holds_when_all_of_it_does),
        cmocka_unit_test(a_header_that_comes_twice_must_hold_twice),
        cmocka_unit_test(a_list_that_is_not_there_never_holds),
        cmocka_unit_test(mistakes_are_named_with_their_line),
        cmocka_unit_test(a_body_is_read_as_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
