#include "scratch.h"

#include "base/mem.h"
#include "profile/pointer.h"
#include "profile/profile.h"
#include "profile/secret.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int load_text(struct profile *profile, const char *text, struct err *err)
{
    struct scratch file = scratch_text(text);
    int result = profile_load(profile, file.path, err);
    unlink(file.path);
    return result;
}

/* A small profile; each case adds lines to it. */
#define HEAD                                                                                       \
    "id: x\n"                                                                                      \
    "base: https://example.org\n"                                                                  \
    "documents: [resident]\n"                                                                      \
    "path: /check?id={number}\n"
#define RULES                                                                                      \
    "rules:\n"                                                                                     \
    "  - {http: 200, when: {/code: 0}, outcome: match, billed: true}\n"

static void mistakes_are_named_with_their_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
        long line;
        const char *says;
    } cases[] = {
        {HEAD RULES "limts: {}\n", "config.key", 7, "limits"},
        {HEAD RULES "fields: {a: {from: x, steps: [md6]}}\n", "profile.step", 7, "md5"},
        {HEAD RULES "limits: {rate: 1}\n", "config.key", 7, "per_second"},
        {HEAD RULES "limits: {concurrency: 0}\n", "config.number", 7, "1 to 1000"},
        {HEAD RULES "method: FETCH\n", "profile.method", 7, "POST"},
        {"id: x\nbase: https://e.org\nbody: {json: {n: \"{number}\"}}\ndocuments: [residant]\n" RULES,
            "profile.documents", 4, "resident"},
        {HEAD RULES "idempotent: true\n", "profile.key", 7, "{key}"},
        {HEAD RULES "auth:\n  kind: bearer\n  secret: s3cret\n", "profile.secret", 9, "env:NAME"},
        {HEAD RULES "auth:\n  kind: beaver\n", "profile.auth", 8, "bearer"},
        {HEAD RULES "headers:\n  X-Y: \"{nmae}\"\n", "profile.placeholder", 8, "{name}"},
        {HEAD RULES "headers:\n  \"X Y\": a\n", "profile.header", 8, "X Y"},
        {HEAD RULES "evidence: data/id\n", "profile.pointer", 7, "slash"},
        {HEAD RULES "price: {minor: 1, currency: yuan}\n", "profile.currency", 7, "CNY"},
        {HEAD RULES "body: {json: {a: {name}}}\n", "profile.quotes", 7, "quotes"},
        {HEAD RULES "headers: {content-type: a/b}\nbody: {multipart: {a: b}}\n", "profile.header",
            7, "leave Content-Type out"},
        {HEAD RULES "headers:\n", "config.type", 7, "`headers` is empty"},
        {HEAD RULES "query:\n# a: b\nmethod: GET\n", "config.type", 7, "`query` is empty"},
        {HEAD RULES "body:\n", "config.type", 7, "`body` is empty"},
        {HEAD RULES "body:\n  form:\n", "config.type", 8, "`form` is empty"},
        {HEAD RULES "secrets:\n", "config.type", 7, "`secrets` is empty"},
        {HEAD RULES "fields:\n", "config.type", 7, "`fields` is empty"},
        {HEAD RULES "auth:\n", "config.type", 7, "`auth` is empty"},
        {HEAD RULES "limits:\n", "config.type", 7, "`limits` is empty"},
        {HEAD RULES "echo:\n", "config.type", 7, "`echo` is empty"},
        {HEAD RULES "examples:\n", "config.type", 7, "`examples` is empty"},
        {HEAD RULES "examples:\n  - headers:\n    outcome: match\n", "config.type", 8,
            "`headers` is empty"},
        {HEAD "rules:\n  - when:\n    outcome: auth\n", "config.type", 6, "`when` is empty"},
        {HEAD, "profile.rule", 1, "rules"},
        {HEAD "rules:\n  - {http: 200, outcome: match}\n", "profile.rule", 6, "look into"},
        {HEAD "rules:\n  - {http: 200, outcome: macth}\n", "profile.outcome", 6, "match"},
        {HEAD "rules:\n  - {http: 999, outcome: auth}\n", "profile.rule", 6, "5xx"},
        {HEAD "rules:\n  - {when: {code: 1}, outcome: auth}\n", "profile.pointer", 6, "slash"},
        {HEAD "rules:\n  - {when: {/c: {was: 1}}, outcome: auth}\n", "config.key", 6, "is"},
        {HEAD "rules:\n  - {when: {/c: {in: 1}}, outcome: auth}\n", "profile.rule", 6, "in: ["},
        {HEAD "rules:\n  - {when: {/c: {absent: 1}}, outcome: auth}\n", "profile.rule", 6,
            "absent"},
        {"id: X Y\nbase: https://example.org\n", "profile.id", 1, "lower-case"},
        {"id: x\nbase: ftp://example.org\n", "profile.base", 2, "https://"},
        {"id: x\nbase: https://user:word@example.org\n", "profile.base", 2, "user name"},
        {"id: x\nbase: https://example.org/\n", "profile.base", 2, "slash"},
        {"id: x\n", "profile.missing", 1, "base"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile;
        struct err err = {0};
        print_message("# case %zu\n", i);
        assert_int_equal(load_text(&profile, cases[i].text, &err), -1);
        assert_string_equal(err.code, cases[i].code);
        assert_int_equal(err.place.line, cases[i].line);
        assert_int_equal(err.status, STATUS_CONFIG);
        assert_non_null(strstr(err.text, cases[i].says));
        assert_null(strstr(err.text, "s3cret"));
    }
}

static const char rules_text[] = HEAD "evidence: /id\n"
                                      "rules:\n"
                                      "  - {http: 401, outcome: auth}\n"
                                      "  - {http: [402, 403], outcome: funds, billed: false}\n"
                                      "  - {http: 5xx, outcome: unavailable}\n"
                                      "  - {http: 200, when: {/error: {absent: false}}, outcome: "
                                      "bad_input}\n"
                                      "  - {http: 200, when: {/code: 0, /data/0/r: [1, yes]}, "
                                      "outcome: match, billed: true}\n"
                                      "  - {http: 200, when: {/a~1b: {starts: QU}}, outcome: "
                                      "quota}\n"
                                      "  - {http: 200, when: {/ok: true}, outcome: mismatch}\n"
                                      "  - {http: 204, when: {/ok: {absent: true}}, outcome: "
                                      "not_found}\n";

static void the_first_rule_that_fits_decides(void **state)
{
    (void)state;
    static const struct {
        long http;
        const char *body;
        enum outcome outcome;
        enum billed billed;
        const char *ref;
    } cases[] = {
        {200, "{\"code\":0,\"data\":[{\"r\":1}],\"id\":\"r-1\"}", OUTCOME_MATCH, BILLED_YES, "r-1"},
        {200, "{\"code\":\"0\",\"data\":[{\"r\":\"yes\"}],\"id\":17}", OUTCOME_MATCH, BILLED_YES,
            "17"},
        {200, "{\"code\":0,\"data\":[{\"r\":2}]}", OUTCOME_UNKNOWN, BILLED_UNSAID, ""},
        {200, "{\"code\":0.0,\"data\":[{\"r\":1}]}", OUTCOME_UNKNOWN, BILLED_UNSAID, ""},
        {200, "{\"code\":0,\"data\":{\"r\":1}}", OUTCOME_UNKNOWN, BILLED_UNSAID, ""},
        {200, "{\"error\":\"x\",\"code\":0,\"data\":[{\"r\":1}]}", OUTCOME_BAD_INPUT, BILLED_UNSAID,
            ""},
        {200, "{\"error\":null,\"code\":0,\"data\":[{\"r\":1}]}", OUTCOME_MATCH, BILLED_YES, ""},
        {200, "{\"a/b\":\"QUOTA.day\"}", OUTCOME_QUOTA, BILLED_UNSAID, ""},
        {200, "{\"ok\":true}", OUTCOME_MISMATCH, BILLED_UNSAID, ""},
        {200, "{\"ok\":\"true\"}", OUTCOME_MISMATCH, BILLED_UNSAID, ""},
        {204, "{}", OUTCOME_NOT_FOUND, BILLED_UNSAID, ""},
        {204, "", OUTCOME_UNKNOWN, BILLED_UNSAID, ""},
        {200, "<html>match</html>", OUTCOME_UNKNOWN, BILLED_UNSAID, ""},
        {200, "", OUTCOME_UNKNOWN, BILLED_UNSAID, ""},
        {200, "null", OUTCOME_UNKNOWN, BILLED_UNSAID, ""},
        {200, "[]", OUTCOME_UNKNOWN, BILLED_UNSAID, ""},
        {200, "{\"code\":0,\"code\":0,\"data\":[{\"r\":1}]}", OUTCOME_UNKNOWN, BILLED_UNSAID, ""},
        {200, "{\"code\":0,\"data\":[{\"r\":1}]}{}", OUTCOME_UNKNOWN, BILLED_UNSAID, ""},
        {200, "{\"code\":0,\"data\":[{\"r\":1}],\"x\":\"\xFF\"}", OUTCOME_UNKNOWN, BILLED_UNSAID,
            ""},
        {401, "<html>", OUTCOME_AUTH, BILLED_UNSAID, ""},
        {403, "{}", OUTCOME_FUNDS, BILLED_NO, ""},
        {503, "busy", OUTCOME_UNAVAILABLE, BILLED_UNSAID, ""},
        {404, "{}", OUTCOME_UNKNOWN, BILLED_UNSAID, ""},
        {200, "{\"code\":0,\"data\":[{\"r\":1}],\"id\":\"a\\u001b[31m\"}", OUTCOME_MATCH,
            BILLED_YES, ""},
    };
    struct profile profile;
    struct err err;
    assert_int_equal(load_text(&profile, rules_text, &err), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reply reply;
        print_message("# case %zu\n", i);
        const struct response response = {
            cases[i].http, NULL, cases[i].body, strlen(cases[i].body)};
        profile_reply(&profile, &response, &(struct inputs){{0}}, &reply);
        assert_int_equal(reply.outcome, cases[i].outcome);
        assert_int_equal(reply.billed, cases[i].billed);
        assert_string_equal(reply.ref, cases[i].ref);
    }
    profile_release(&profile);
}

static void pointers_are_read_by_rfc_6901(void **state)
{
    (void)state;
    json_t *json = json_loads("{\"a\":[10,{\"\":1}],\"m~n\":8,\"a/b\":2}", 0, NULL);
    assert_ptr_equal(pointer_get(json, ""), json);
    assert_int_equal(json_integer_value(pointer_get(json, "/a/0")), 10);
    assert_int_equal(json_integer_value(pointer_get(json, "/a/1/")), 1);
    assert_int_equal(json_integer_value(pointer_get(json, "/m~0n")), 8);
    assert_int_equal(json_integer_value(pointer_get(json, "/a~1b")), 2);
    assert_null(pointer_get(json, "/a/00"));
    assert_null(pointer_get(json, "/a/2"));
    assert_null(pointer_get(json, "/a/-"));
    assert_null(pointer_get(json, "/b/c"));
    assert_true(pointer_set(json, "/a/1/", json_string("x")));
    assert_string_equal(json_string_value(pointer_get(json, "/a/1/")), "x");
    assert_true(pointer_set(json, "/m~0n", NULL));
    assert_null(pointer_get(json, "/m~0n"));
    assert_true(pointer_set(json, "/a/0", NULL));
    assert_true(json_is_null(pointer_get(json, "/a/0")));
    assert_false(pointer_set(json, "/a/2", json_true()));
    assert_false(pointer_set(json, "/c", json_true()));
    assert_false(pointer_set(json, "", json_true()));
    assert_false(pointer_valid("a"));
    assert_false(pointer_valid("/~2"));
    assert_true(pointer_valid(""));
    json_decref(json);
}

static void the_shipped_reference_makes_its_request(void **state)
{
    (void)state;
    char path[4096];
    snprintf(path, sizeof path, "%s/templates/endpoints/reference.yaml", getenv("MUSTER_SOURCE"));
    struct profile profile;
    struct err err = {0};
    assert_int_equal(profile_load(&profile, path, &err), 0);
    setenv("MUSTER_ENDPOINT_TOKEN", "tok en", 1);
    assert_int_equal(profile_unlock(&profile, &err), 0);
    struct inputs inputs = {.text = {[INPUT_NAME] = "张三",
                                [INPUT_NUMBER] = "330482199003079978",
                                [INPUT_TYPE] = "resident",
                                [INPUT_KEY] = "ab"}};
    struct request request = {0};
    assert_int_equal(profile_request(&profile, "http://[::1]:1", &inputs, &request, &err), 0);
    assert_string_equal(buf_text(&request.url), "http://[::1]:1/v1/check");
    assert_string_equal(request.method, "POST");
    assert_string_equal(buf_text(&request.body),
        "{\"name\":\"张三\",\"document\":{\"type\":\"resident\",\"number\":"
        "\"330482199003079978\"}}");
    static const char *const lines[][2] = {{"Accept", "application/json"},
        {"Idempotency-Key", "ab"}, {"Authorization", "Bearer tok en"},
        {"Content-Type", "application/json"}};
    assert_int_equal(request.headers.count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(params_name(&request.headers, i), lines[i][0]);
        assert_string_equal(params_value(&request.headers, i), lines[i][1]);
    }
    assert_true(profile_checks(&profile, "resident"));
    assert_false(profile_checks(&profile, "other"));
    assert_int_equal(profile_missing(&profile, &inputs), INPUT_COUNT);
    inputs.text[INPUT_NUMBER] = NULL;
    assert_int_equal(profile_missing(&profile, &inputs), INPUT_NUMBER);
    request_release(&request);
    profile_release(&profile);
}

static const char sealed_text[] =
    "id: x\n"
    "base: https://example.org\n"
    "documents: [resident]\n"
    "secrets: {aes: env:TEST_AES}\n"
    "fields:\n"
    "  number: {from: \"{number}\", steps: [{sm4-ecb: {key: \"{secret.aes}\"}}, hex]}\n"
    "  phone: {from: \"{phone}\", steps: [{last: 4}]}\n"
    "path: /check/{field.number}\n"
    "body: {json: {tail: \"{field.phone}\"}}\n" RULES;

static void fields_go_out_in_the_place_of_what_they_are_made_of(void **state)
{
    (void)state;
    struct profile profile;
    struct err err = {0};
    assert_int_equal(load_text(&profile, sealed_text, &err), 0);
    setenv("TEST_AES", "0123456789abcdef", 1);
    assert_int_equal(profile_unlock(&profile, &err), 0);
    struct inputs inputs = {
        .text = {[INPUT_NUMBER] = "330482199003079978", [INPUT_PHONE] = "13800138000"}};
    struct request request = {0};
    assert_int_equal(profile_request(&profile, "https://example.org", &inputs, &request, &err), 0);
    assert_string_equal(buf_text(&request.url),
        "https://example.org/check/"
        "9ed73523c5882d34b8bd4ec5771704b9b68a9ee7448ae2d402ddbfca12031b51");
    assert_string_equal(buf_text(&request.body), "{\"tail\":\"8000\"}");
    assert_int_equal(profile_missing(&profile, &inputs), INPUT_COUNT);
    inputs.text[INPUT_PHONE] = NULL;
    assert_int_equal(profile_missing(&profile, &inputs), INPUT_PHONE);
    request_release(&request);
    profile_release(&profile);
}

static void a_key_that_does_not_fit_is_found_before_anything_is_sent(void **state)
{
    (void)state;
    struct profile profile;
    struct err err = {0};
    assert_int_equal(load_text(&profile, sealed_text, &err), 0);
    setenv("TEST_AES", "0123456789abcdefg", 1);
    assert_int_equal(profile_unlock(&profile, &err), -1);
    assert_string_equal(err.code, "profile.key-length");
    assert_int_equal(err.status, STATUS_CREDENTIALS);
    assert_int_equal(err.place.line, 6);
    assert_null(strstr(err.text, "0123456789"));
    profile_release(&profile);
}

#define PARK                                                                                       \
    "id: park\n"                                                                                   \
    "base: https://example.org\n"                                                                  \
    "documents: [resident]\n"                                                                      \
    "path: /check/{number}\n"                                                                      \
    "rules: [{when: {/a: 1}, outcome: match}]\n"

static void all_keys_that_are_missing_are_told_at_once(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says; // NULL: nothing is missing
    } cases[] = {
        {PARK "secrets: {a: env:TEST_THERE, b: env:TEST_B}\n", "`park` needs a key and env:TEST_B"},
        {PARK "secrets: {a: env:TEST_A, t: env:TEST_THERE, b: env:TEST_B}\n"
              "auth: {kind: bearer, secret: \"file:/nowhere/key\"}\n",
            "3 keys that are not there: env:TEST_A, env:TEST_B, file:/nowhere/key;"},
        {PARK "secrets: {a: env:TEST_A}\n"
              "auth: {kind: sdk-hmac, id: env:TEST_B, secret: env:TEST_A}\n",
            "2 keys that are not there: env:TEST_A, env:TEST_B;"},
        {PARK "secrets: {a: env:TEST_A}\n"
              "auth: {kind: bearer, secret: env:TEST_B, optional: true}\n",
            "a key and env:TEST_A holds none"},
        {PARK "auth: {kind: bearer, secret: env:TEST_B, optional: true}\n", NULL},
    };
    setenv("TEST_THERE", "sesame", 1);
    unsetenv("TEST_A");
    unsetenv("TEST_B");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile;
        struct err err = {0};
        print_message("# case %zu\n", i);
        assert_int_equal(load_text(&profile, cases[i].text, &err), 0);
        assert_int_equal(profile_unlock(&profile, &err), cases[i].says ? -1 : 0);
        profile_release(&profile);
        if (!cases[i].says)
            continue;
        assert_string_equal(err.code, "secret.missing");
        assert_int_equal(err.status, STATUS_CREDENTIALS);
        assert_non_null(strstr(err.text, cases[i].says));
        assert_null(strstr(err.text, "TEST_THERE"));
    }
}

static void secrets_come_from_private_places_only(void **state)
{
    (void)state;
    struct scratch file = scratch_file("hush\r\n", 6);
    char reference[64];
    snprintf(reference, sizeof reference, "file:%s", strrchr(file.path, '/') + 1);
    char *text = NULL;
    struct err err = {0};
    assert_int_equal(secret_read(reference, "/tmp/profile.yaml", &text, &err), 0);
    assert_string_equal(text, "hush");
    secret_free(text);
    chmod(file.path, 0640);
    assert_int_equal(secret_read(reference, "/tmp/profile.yaml", &text, &err), -1);
    assert_string_equal(err.code, "secret.mode");
    assert_int_equal(err.status, STATUS_CREDENTIALS);
    assert_non_null(strstr(err.text, "chmod 600"));
    unlink(file.path);
    assert_int_equal(secret_read(reference, "/tmp/profile.yaml", &text, &err), 0);
    assert_null(text);
    setenv("TEST_SECRET", "two\nlines", 1);
    assert_int_equal(secret_read("env:TEST_SECRET", "p", &text, &err), -1);
    assert_string_equal(err.code, "secret.text");
    assert_null(strstr(err.text, "two"));
    assert_false(secret_valid("hush"));
    assert_false(secret_valid("env:"));
}

static void an_origin_is_scheme_host_and_port(void **state)
{
    (void)state;
    char *origin = profile_origin("HTTPS://Example.org:8443/Base/x");
    assert_string_equal(origin, "https://example.org:8443");
    free(origin);
    assert_true(profile_base_valid("http://127.0.0.1:80/x"));
    assert_true(profile_base_valid("http://[::1]:80"));
    assert_false(profile_base_valid("http://"));
    assert_false(profile_base_valid("http://a?b"));
    assert_false(profile_base_valid("file:///etc/passwd"));
}

static void a_version_tells_contents_apart_and_no_layouts(void **state)
{
    (void)state;
    static const char *const same[] = {HEAD RULES "price: {minor: 1, currency: CNY}\n",
        "price:\n  currency: CNY # per answer\n  minor: 1\n" HEAD RULES};
    struct profile first, second;
    struct err err;
    assert_int_equal(load_text(&first, same[0], &err), 0);
    assert_int_equal(load_text(&second, same[1], &err), 0);
    assert_int_equal(strlen(first.version), VERSION_HEX);
    assert_string_equal(first.version, second.version);
    profile_release(&second);
    assert_int_equal(load_text(&second, HEAD RULES "price: {minor: 2, currency: CNY}\n", &err), 0);
    assert_string_not_equal(first.version, second.version);
    profile_release(&first);
    profile_release(&second);
    // printf '{"a":[1,"x"],"b":{"c":true,"d":"张"}}' | sha256sum
    char version[VERSION_HEX + 1];
    json_t *json = json_pack("{s:{s:s, s:b}, s:[i, s]}", "b", "d", "张", "c", 1, "a", 1, "x");
    version_of(json, version);
    assert_string_equal(version, "e5d91fa5eb012a0e");
    json_decref(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mistakes_are_named_with_their_line),
        cmocka_unit_test(the_first_rule_that_fits_decides),
        cmocka_unit_test(pointers_are_read_by_rfc_6901),
        cmocka_unit_test(the_shipped_reference_makes_its_request),
        cmocka_unit_test(fields_go_out_in_the_place_of_what_they_are_made_of),
        cmocka_unit_test(a_key_that_does_not_fit_is_found_before_anything_is_sent),
        cmocka_unit_test(all_keys_that_are_missing_are_told_at_once),
        cmocka_unit_test(secrets_come_from_private_places_only),
        cmocka_unit_test(an_origin_is_scheme_host_and_port),
        cmocka_unit_test(a_version_tells_contents_apart_and_no_layouts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
