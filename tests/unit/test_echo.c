#include "scratch.h"

#include "profile/profile.h"
#include <unistd.h>

#define HEAD                                                                                       \
    "id: x\n"                                                                                      \
    "base: https://example.org\n"                                                                  \
    "documents: [resident]\n"                                                                      \
    "secrets: {app: \"env:APP\"}\n"                                                                \
    "path: /check?id={number}\n"                                                                   \
    "evidence: /id\n"                                                                              \
    "rules:\n"                                                                                     \
    "  - {http: 200, when: {/code: 0}, outcome: match, billed: true}\n"                            \
    "  - {http: 200, when: {/code: 1}, outcome: mismatch, billed: true}\n"                         \
    "  - {http: 429, outcome: throttled}\n"

static int load_text(struct profile *profile, const char *text, struct err *err)
{
    struct scratch file = scratch_text(text);
    int result = profile_load(profile, file.path, err);
    unlink(file.path);
    return result;
}

static const struct inputs asked = {.text = {[INPUT_NAME] = "阿依古丽·买买提",
                                        [INPUT_NUMBER] = "33048219900307998X",
                                        [INPUT_UUID] = "6f1c6e0f-5d2a-4938-8b7b-1c6e0f5d2a49"}};

static void a_reply_must_be_about_who_was_asked(void **state)
{
    (void)state;
    static const struct {
        const char *body;
        enum outcome outcome;
        bool foreign;
    } cases[] = {
        {"{\"code\":0,\"id\":\"33048219900307998X\",\"n\":\"阿依古丽·买买提\"}", OUTCOME_MATCH,
            false},
        {"{\"code\":0,\"id\":\"33048219900307998x\",\"n\":\"阿依古丽·买买提\"}", OUTCOME_MATCH,
            false},
        {"{\"code\":1,\"id\":\"33048219900307998X\"}", OUTCOME_MISMATCH, false},
        // another person's
        {"{\"code\":0,\"id\":\"330482199003079978\",\"n\":\"阿依古丽·买买提\"}", OUTCOME_UNKNOWN,
            true},
        {"{\"code\":0,\"id\":\"33048219900307998X\",\"n\":\"王测试\"}", OUTCOME_UNKNOWN, true},
        {"{\"code\":1,\"id\":\"330482199003079978\"}", OUTCOME_UNKNOWN, true},
        {"{\"code\":1,\"id\":\" 33048219900307998X\"}", OUTCOME_UNKNOWN, true},
        {"{\"code\":1,\"id\":330482199003079978}", OUTCOME_UNKNOWN, true},
        {"{\"code\":7,\"id\":\"330482199003079978\"}", OUTCOME_UNKNOWN, true},
        // several, or none that can be read
        {"{\"code\":0,\"id\":[\"33048219900307998X\"],\"n\":\"阿依古丽·买买提\"}", OUTCOME_UNKNOWN,
            true},
        {"{\"code\":0,\"id\":{},\"n\":\"阿依古丽·买买提\"}", OUTCOME_UNKNOWN, true},
        // not there: only a match needs it
        {"{\"code\":0,\"id\":\"33048219900307998X\"}", OUTCOME_UNKNOWN, false},
        {"{\"code\":0,\"id\":\"33048219900307998X\",\"n\":null}", OUTCOME_UNKNOWN, false},
        {"{\"code\":0,\"id\":\"33048219900307998X\",\"n\":\"\"}", OUTCOME_UNKNOWN, false},
        {"{\"code\":1}", OUTCOME_MISMATCH, false},
        {"{\"code\":7}", OUTCOME_UNKNOWN, false},
        // masked
        {"{\"code\":0,\"id\":\"330***********998X\",\"n\":\"阿******\"}", OUTCOME_UNKNOWN, true},
        {"{\"code\":0,\"id\":\"330***********998X\",\"n\":\"阿*******\"}", OUTCOME_MATCH, false},
        {"{\"code\":0,\"id\":\"330***********9978\",\"n\":\"阿*******\"}", OUTCOME_UNKNOWN, true},
        {"{\"code\":0,\"id\":\"330****998X\",\"n\":\"阿*******\"}", OUTCOME_UNKNOWN, true},
        {"{\"code\":0,\"id\":\"330***********998X\",\"n\":\"********\"}", OUTCOME_UNKNOWN, false},
    };
    struct profile profile;
    struct err err;
    assert_int_equal(
        load_text(&profile, HEAD "echo: {/id: \"{number}\", /n: \"{name}\"}\n", &err), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reply reply;
        const struct response response = {200, NULL, cases[i].body, strlen(cases[i].body)};
        print_message("# case %zu\n", i);
        profile_reply(&profile, &response, &asked, &reply);
        assert_int_equal(reply.outcome, cases[i].outcome);
        assert_int_equal(reply.foreign, cases[i].foreign);
        assert_int_equal(reply.ruled, cases[i].outcome != OUTCOME_UNKNOWN);
    }
    profile_release(&profile);
}

static void a_foreign_reply_still_says_what_it_cost(void **state)
{
    (void)state;
    struct profile profile;
    struct err err;
    struct reply reply;
    static const char body[] = "{\"code\":0,\"id\":\"r-1\",\"u\":\"another\"}";
    const struct response response = {200, NULL, body, strlen(body)};
    assert_int_equal(load_text(&profile, HEAD "echo: {/u: \"u-{uuid}\"}\n", &err), 0);
    profile_reply(&profile, &response, &asked, &reply);
    assert_true(reply.foreign);
    assert_int_equal(reply.billed, BILLED_YES);
    assert_string_equal(reply.ref, "r-1");
    assert_ptr_equal(reply.rule, &profile.rules.rule[0]);
    profile_release(&profile);
}

static void what_was_not_sent_is_not_expected(void **state)
{
    (void)state;
    struct profile profile;
    struct err err;
    struct reply reply;
    static const char body[] = "{\"code\":0,\"p\":\"\"}";
    const struct response response = {200, NULL, body, strlen(body)};
    assert_int_equal(load_text(&profile, HEAD "echo: {/p: \"{phone}\"}\n", &err), 0);
    profile_reply(&profile, &response, &asked, &reply);
    assert_int_equal(reply.outcome, OUTCOME_MATCH);
    profile_release(&profile);
}

static void a_field_is_computed_again(void **state)
{
    (void)state;
    static const struct {
        const char *body;
        enum outcome outcome;
    } cases[] = {
        {"{\"code\":0,\"id\":\"6568335a6c2f0b76\"}", OUTCOME_UNKNOWN},
        {"{\"code\":0,\"id\":\"96b20975326bcb15\"}", OUTCOME_MATCH},
        {"{\"code\":0}", OUTCOME_UNKNOWN},
    };
    struct profile profile;
    struct err err;
    assert_int_equal(
        load_text(&profile,
            HEAD "fields: {short: {from: \"{number}\", steps: [md5, hex, {first: 16}]}}\n"
                 "echo: {/id: \"{field.short}\"}\n",
            &err),
        0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reply reply;
        const struct response response = {200, NULL, cases[i].body, strlen(cases[i].body)};
        print_message("# case %zu\n", i);
        profile_reply(&profile, &response, &asked, &reply);
        assert_int_equal(reply.outcome, cases[i].outcome);
    }
    profile_release(&profile);
}

/* "NAME: VALUE" and so on, at most two. */
static void add_headers(struct params *headers, const char *const lines[2])
{
    for (int i = 0; i < 2 && lines[i]; i++) {
        struct buf name = {0};
        const char *colon = strstr(lines[i], ": ");
        buf_add(&name, lines[i], (size_t)(colon - lines[i]));
        params_add(headers, buf_text(&name), colon + 2);
        buf_release(&name);
    }
}

static void headers_are_compared_by_name_without_case(void **state)
{
    (void)state;
    static const char uuid[] = "X-Correlator: 6f1c6e0f-5d2a-4938-8b7b-1c6e0f5d2a49";
    static const struct {
        const char *headers[2], *body;
        enum outcome outcome;
        bool foreign;
    } cases[] = {
        {{uuid}, "{\"code\":0}", OUTCOME_MATCH, false},
        {{"x-correlator: 6f1c6e0f-5d2a-4938-8b7b-1c6e0f5d2a49", "X-Else: 1"}, "{\"code\":0}",
            OUTCOME_MATCH, false},
        {{uuid, uuid}, "{\"code\":0}", OUTCOME_MATCH, false},
        // another's
        {{"X-Correlator: 7f1c6e0f-5d2a-4938-8b7b-1c6e0f5d2a49"}, "{\"code\":0}", OUTCOME_UNKNOWN,
            true},
        {{"X-Correlator: 6f1c6e0f"}, "{\"code\":1}", OUTCOME_UNKNOWN, true},
        {{uuid, "x-correlator: another"}, "{\"code\":0}", OUTCOME_UNKNOWN, true},
        // not there: only a match needs it
        {{"X-Correlation: 1"}, "{\"code\":0}", OUTCOME_UNKNOWN, false},
        {{"X-Correlator: "}, "{\"code\":0}", OUTCOME_UNKNOWN, false},
        {{NULL}, "{\"code\":0,\"X-Correlator\":\"6f1c6e0f-5d2a-4938-8b7b-1c6e0f5d2a49\"}",
            OUTCOME_UNKNOWN, false},
        {{NULL}, "{\"code\":1}", OUTCOME_MISMATCH, false},
        // beside what stands in the body
        {{uuid}, "{\"code\":0,\"id\":\"33048219900307998X\"}", OUTCOME_MATCH, false},
        {{uuid}, "{\"code\":0,\"id\":\"330482199003079978\"}", OUTCOME_UNKNOWN, true},
        // as it is sent in a header
        {{uuid, "X-Name: %E9%98%BF%E4%BE%9D%E5%8F%A4%E4%B8%BD%C2%B7%E4%B9%B0%E4%B9%B0%E6%8F%90"},
            "{\"code\":0}", OUTCOME_MATCH, false},
        {{uuid, "X-Name: %E7%8E%8B%E6%B5%8B%E8%AF%95"}, "{\"code\":0}", OUTCOME_UNKNOWN, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile;
        struct err err;
        struct reply reply;
        struct params headers = {0};
        struct buf text = {0};
        bool id = strstr(cases[i].body, "\"id\""),
             name = cases[i].headers[1] && strstr(cases[i].headers[1], "Name");
        buf_printf(&text, HEAD "echo: {header: {X-Correlator: \"{uuid}\"%s}%s}\n",
            name ? ", x-name: \"{name}\"" : "", id ? ", /id: \"{number}\"" : "");
        add_headers(&headers, cases[i].headers);
        const struct response response = {200, &headers, cases[i].body, strlen(cases[i].body)};
        print_message("# case %zu\n", i);
        assert_int_equal(load_text(&profile, buf_text(&text), &err), 0);
        profile_reply(&profile, &response, &asked, &reply);
        assert_int_equal(reply.outcome, cases[i].outcome);
        assert_int_equal(reply.foreign, cases[i].foreign);
        profile_release(&profile);
        params_release(&headers);
        buf_release(&text);
    }
}

static void what_a_header_repeats_can_be_written(void **state)
{
    (void)state;
    struct profile profile;
    struct err err;
    struct buf text = {0};
    assert_int_equal(
        load_text(&profile,
            HEAD "echo: {/id: \"{number}\", header: {X-A: \"u-{uuid}\", X-B: \"{phone}\"}}\n",
            &err),
        0);
    const struct echo *echo = &profile.echo;
    assert_true(echo_text(echo_header(echo, "x-a"), &asked, &text));
    assert_string_equal(buf_text(&text), "u-6f1c6e0f-5d2a-4938-8b7b-1c6e0f5d2a49");
    assert_false(echo_text(echo_header(echo, "X-B"), &asked, &text));
    assert_null(echo_header(echo, "X-C"));
    assert_null(echo_header(echo, "/id"));
    buf_release(&text);
    profile_release(&profile);
}

static void a_part_is_looked_at_before_the_whole(void **state)
{
    (void)state;
    static const struct {
        const char *part;
        enum echo_says says;
    } cases[] = {
        {"{\"id\":\"33048219900307998X\"}", ECHO_FITS},
        {"{}", ECHO_FITS},
        {"{\"id\":null}", ECHO_ABSENT},
        {"{\"id\":\"330482199003079978\"}", ECHO_FOREIGN},
    };
    struct profile profile;
    struct err err;
    assert_int_equal(load_text(&profile, HEAD "echo: {/id: \"{number}\"}\n", &err), 0);
    const struct response response = {200, NULL, "", 0};
    json_t *whole = json_loads("{\"id\":\"33048219900307998X\"}", 0, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *part = json_loads(cases[i].part, 0, NULL);
        print_message("# case %zu\n", i);
        assert_int_equal(
            echo_compare(&profile.echo, &asked, &response, part, whole), cases[i].says);
        json_decref(part);
    }
    json_decref(whole);
    profile_release(&profile);
}

static void an_answer_can_be_made_to_repeat(void **state)
{
    (void)state;
    struct profile profile;
    struct err err;
    assert_int_equal(
        load_text(&profile,
            HEAD "echo: {/id: \"{number}\", /n: \"{name}\", /u: \"{uuid}\", /p: \"{phone}\"}\n",
            &err),
        0);
    json_t *json = json_loads("{\"id\":\"3\",\"n\":null,\"p\":\"1\",\"x\":[\"id\"]}", 0, NULL);
    json_t *want = json_loads(
        "{\"id\":\"33048219900307998X\",\"n\":null,\"p\":\"1\",\"x\":[\"id\"]}", 0, NULL);
    echo_write(&profile.echo, &asked, json);
    assert_true(json_equal(json, want));
    json_decref(json);
    json_decref(want);
    profile_release(&profile);
}

static void mistakes_are_named_with_their_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
        long line;
        const char *says;
    } cases[] = {
        {HEAD "echo: {}\n", "profile.echo", 11, "/data/id"},
        {HEAD "echo: [/id]\n", "profile.echo", 11, "/data/id"},
        {HEAD "echo:\n  id: \"{number}\"\n", "profile.pointer", 12, "slash"},
        {HEAD "echo:\n  /id: \"{nmber}\"\n", "profile.placeholder", 12, "{number}"},
        {HEAD "echo:\n  /id: \"idcard\"\n", "profile.echo", 12, "placeholder"},
        {HEAD "echo:\n  /id: [\"{number}\"]\n", "config.type", 12, "text"},
        {HEAD "echo:\n  /id: \"{secret.app}\"\n", "profile.placeholder", 12, "secret.app"},
        {HEAD "echo: {header: {}}\n", "profile.echo", 11, "X-Correlator"},
        {HEAD "echo:\n  header: X-Correlator\n", "profile.echo", 12, "X-Correlator"},
        {HEAD "echo:\n  header:\n", "config.type", 12, "`header` is empty"},
        {HEAD "echo:\n  header:\n    \"X Y\": \"{uuid}\"\n", "profile.header", 13, "X Y"},
        {HEAD "echo:\n  header:\n    X-Y: \"uuid\"\n", "profile.echo", 13, "placeholder"},
        {HEAD "echo:\n  header: {X-Y: \"{secret.app}\"}\n", "profile.placeholder", 12,
            "secret.app"},
        {HEAD "echo:\n  header: {X-Y: \"{uuid}·\"}\n", "profile.character", 12, "ASCII"},
        {HEAD "evidnce: /id\n", "config.key", 11, "evidence"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile;
        struct err err = {0};
        print_message("# case %zu\n", i);
        assert_int_equal(load_text(&profile, cases[i].text, &err), -1);
        assert_string_equal(err.code, cases[i].code);
        assert_int_equal(err.place.line, cases[i].line);
        assert_non_null(strstr(err.text, cases[i].says));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reply_must_be_about_who_was_asked),
        cmocka_unit_test(a_foreign_reply_still_says_what_it_cost),
        cmocka_unit_test(what_was_not_sent_is_not_expected),
        cmocka_unit_test(a_field_is_computed_again),
        cmocka_unit_test(headers_are_compared_by_name_without_case),
        cmocka_unit_test(what_a_header_repeats_can_be_written),
        cmocka_unit_test(a_part_is_looked_at_before_the_whole),
        cmocka_unit_test(an_answer_can_be_made_to_repeat),
        cmocka_unit_test(mistakes_are_named_with_their_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
