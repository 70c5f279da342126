#include "profiles.h"

#include <stdlib.h>

#define HEAD                                                                                       \
    "id: x\n"                                                                                      \
    "base: https://api.example.org/v2\n"                                                           \
    "documents: [resident]\n"                                                                      \
    "path: /check?id={number}\n"                                                                   \
    "rules: [{http: 200, when: {/code: 0}, outcome: match}]\n"

/* The token comes in a header, from another host, as JSON in and 201 out. */
static const char by_header[] =
    HEAD "secrets: {user: env:TEST_USER, word: env:TEST_WORD}\n"
         "auth:\n"
         "  kind: token\n"
         "  request:\n"
         "    base: https://iam.example.org\n"
         "    path: /v3/auth/tokens\n"
         "    body: {json: {auth: {user: {name: \"{secret.user}\", password: \"{secret.word}\"}, "
         "at: \"{time_iso}\"}}}\n"
         "  take: {header: X-Subject-Token}\n"
         "  lifetime_s: 86400\n"
         "  refresh: [{http: 401}, {when: {/error_code: [APIG.0301, IVS.0001]}}]\n"
         "  send: {header: X-Auth-Token}\n";

/* The token comes in JSON, from a query, and goes out in one. */
static const char by_query[] =
    HEAD "secrets: {id: env:TEST_USER, key: env:TEST_WORD}\n"
         "auth:\n"
         "  kind: token\n"
         "  request:\n"
         "    path: /oauth/token\n"
         "    query: {grant_type: client_credentials, client_id: \"{secret.id}\", client_secret: "
         "\"{secret.key}\"}\n"
         "  take: /access_token\n"
         "  lifetime_s: {from: /expires_in}\n"
         "  refresh: [{http: 200, when: {/error_code: [110, 111]}}]\n"
         "  send: {query: access_token}\n";

static const struct inputs moment = {
    .text = {[INPUT_NAME] = "张三", [INPUT_TIME_ISO] = "2026-11-11T05:40:00Z"}};

static void it_is_asked_for_where_the_profile_says(void **state)
{
    (void)state;
    static const struct {
        const char *profile, *url; // NULL: not replaced
        const char *asked;
        const char *body;
    } cases[] = {
        {by_header, NULL, "https://iam.example.org/v3/auth/tokens",
            "{\"auth\":{\"user\":{\"name\":\"u&1\",\"password\":\"p\\\"w\"},"
            "\"at\":\"2026-11-11T05:40:00Z\"}}"},
        {by_header, "http://127.0.0.1:1/t", "http://127.0.0.1:1/t/v3/auth/tokens",
            "{\"auth\":{\"user\":{\"name\":\"u&1\",\"password\":\"p\\\"w\"},"
            "\"at\":\"2026-11-11T05:40:00Z\"}}"},
        {by_query, NULL,
            "https://api.example.org/v2/oauth/token?grant_type=client_credentials&client_id=u%261&"
            "client_secret=p%22w",
            ""},
        {by_query, "http://[::1]:1",
            "http://[::1]:1/oauth/token?grant_type=client_credentials&client_id=u%261&"
            "client_secret=p%22w",
            ""},
    };
    setenv("TEST_USER", "u&1", 1);
    setenv("TEST_WORD", "p\"w", 1);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile = profile_good(cases[i].profile);
        struct request request = {0};
        struct err err = {0};
        print_message("# case %zu\n", i);
        assert_int_equal(profile_token_request(&profile, cases[i].url, &moment, &request, &err), 0);
        assert_string_equal(buf_text(&request.url), cases[i].asked);
        assert_string_equal(buf_text(&request.body), cases[i].body);
        assert_string_equal(request.method, "POST");
        assert_null(params_header(&request.headers, "X-Auth-Token"));
        request_release(&request);
        profile_release(&profile);
    }
}

static void it_may_be_asked_for_with_a_field(void **state)
{
    (void)state;
    setenv("TEST_USER", "u", 1);
    setenv("TEST_WORD", "w", 1);
    struct profile profile =
        profile_good(HEAD "secrets: {id: env:TEST_USER, key: env:TEST_WORD}\n"
                          "fields: {basic: {from: \"{secret.id}:{secret.key}\", steps: [base64]}}\n"
                          "auth:\n"
                          "  kind: token\n"
                          "  request:\n"
                          "    path: /token\n"
                          "    headers: {Authorization: \"Basic {field.basic}\"}\n"
                          "    body: {form: {grant_type: client_credentials}}\n"
                          "  take: /access_token\n"
                          "  send: {header: Authorization, prefix: \"Bearer \"}\n");
    struct request request = {0};
    struct err err = {0};
    assert_int_equal(profile_token_request(&profile, NULL, &moment, &request, &err), 0);
    assert_string_equal(params_header(&request.headers, "authorization"), "Basic dTp3");
    assert_string_equal(buf_text(&request.body), "grant_type=client_credentials");
    request_release(&request);
    profile_release(&profile);
}

#define LONG_TOKEN "MIIDkgYJKoZIhvcNAQcCoIIDgzCCA38CAQExDTALBglghkgBZQMEAgEwgXXXXX...-"

static void it_is_taken_out_of_the_reply(void **state)
{
    (void)state;
    static const struct {
        const char *profile;
        long http;
        const char *header, *body;
        const char *text; // NULL: no token
        long lifetime_s;
    } cases[] = {
        {by_header, 201, LONG_TOKEN, "{\"token\":{\"expires_at\":\"2026-11-12T05:40:00Z\"}}",
            LONG_TOKEN, 86400},
        {by_header, 201, LONG_TOKEN, "", LONG_TOKEN, 86400},
        {by_header, 401, LONG_TOKEN, "{\"error_code\":\"IAM.0011\"}", NULL, 0},
        {by_header, 201, "", "{}", NULL, 0},
        {by_header, 201, "a\xE5\xBC\xA0", "{}", NULL, 0},
        {by_header, 201, NULL, "{}", NULL, 0},
        {by_query, 200, NULL,
            "{\"refresh_token\":\"25.b55f\",\"expires_in\":2592000,\"scope\":\"public\","
            "\"access_token\":\"24.6c5e1ff107f0e8bcef8c46d3424a0e78.2592000\"}",
            "24.6c5e1ff107f0e8bcef8c46d3424a0e78.2592000", 2592000},
        {by_query, 200, NULL, "{\"access_token\":\"t\",\"expires_in\":\"900\"}", "t", 900},
        {by_query, 200, NULL, "{\"access_token\":\"t\",\"expires_in\":899.5}", "t", 899},
        {by_query, 200, NULL, "{\"access_token\":\"t\"}", "t", 3600},
        {by_query, 200, NULL, "{\"access_token\":\"t\",\"expires_in\":-1}", "t", 3600},
        {by_query, 200, NULL, "{\"access_token\":\"t\",\"expires_in\":0}", "t", 3600},
        {by_query, 200, NULL, "{\"access_token\":\"t\",\"expires_in\":99999999999999999999}", "t",
            TOKEN_LIFETIME_MAX_S},
        {by_query, 401, NULL,
            "{\"error\":\"invalid_client\",\"error_description\":\"unknown client id\"}", NULL, 0},
        {by_query, 200, NULL, "{\"access_token\":\"\"}", NULL, 0},
        {by_query, 200, NULL, "{\"access_token\":null}", NULL, 0},
        {by_query, 200, NULL, "{\"access_token\":true}", NULL, 0},
        {by_query, 200, NULL, "{\"access_token\":[\"t\"]}", NULL, 0},
        {by_query, 200, NULL, "{\"access_token\":\"a\\r\\nX-Y: z\"}", NULL, 0},
        {by_query, 200, NULL, "{\"access_token\":\"t\",\"access_token\":\"u\"}", NULL, 0},
        {by_query, 200, NULL, "<html>sign in</html>", NULL, 0},
        {by_query, 200, NULL, "", NULL, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile = profile_good(cases[i].profile);
        struct params headers = {0};
        struct response response = response_of(cases[i].http, cases[i].body);
        struct buf text = {0};
        long lifetime_s = 0;
        print_message("# case %zu\n", i);
        if (cases[i].header)
            params_add(&headers, "x-subject-token", cases[i].header);
        response.headers = &headers;
        bool found = token_read(&profile.auth.token, &response, &text, &lifetime_s);
        assert_int_equal(found, cases[i].text != NULL);
        if (cases[i].text) {
            assert_string_equal(buf_text(&text), cases[i].text);
            assert_int_equal(lifetime_s, cases[i].lifetime_s);
        }
        buf_wipe(&text);
        params_release(&headers);
        profile_release(&profile);
    }
}

static void a_token_without_an_end_is_none(void **state)
{
    (void)state;
    struct profile profile = profile_good(by_query);
    struct buf body = {0}, text = {0};
    long lifetime_s;
    buf_add_text(&body, "{\"access_token\":\"");
    memset(buf_extend(&body, TOKEN_MAX + 1), 'a', TOKEN_MAX + 1);
    buf_add_text(&body, "\"}");
    struct response response = response_of(200, body.data);
    assert_false(token_read(&profile.auth.token, &response, &text, &lifetime_s));
    buf_release(&body);
    buf_wipe(&text);
    profile_release(&profile);
}

static void it_goes_where_the_profile_says(void **state)
{
    (void)state;
    static const struct {
        const char *profile, *header, *url;
    } cases[] = {
        {by_header, "t/1", "https://h/check?id=330482199003079978"},
        {by_query, NULL, "https://h/check?id=330482199003079978&access_token=t%2F1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile = profile_good(cases[i].profile);
        const struct inputs inputs = {
            .text = {[INPUT_NUMBER] = "330482199003079978", [INPUT_TOKEN] = "t/1"}};
        struct request request = {0};
        struct err err = {0};
        assert_int_equal(profile_request(&profile, "https://h", &inputs, &request, &err), 0);
        assert_string_equal(buf_text(&request.url), cases[i].url);
        const char *header = params_header(&request.headers, "X-Auth-Token");
        assert_int_equal(header != NULL, cases[i].header != NULL);
        if (header)
            assert_string_equal(header, cases[i].header);
        request_release(&request);
        profile_release(&profile);
    }
}

static void it_may_stand_in_any_place(void **state)
{
    (void)state;
    struct profile profile = profile_good(HEAD "headers: {X-Session: \"s={token};\"}\n"
                                               "auth:\n"
                                               "  kind: token\n"
                                               "  request: {path: /login}\n"
                                               "  take: /session\n");
    const struct inputs inputs = {
        .text = {[INPUT_NUMBER] = "330482199003079978", [INPUT_TOKEN] = "t"}};
    struct request request = {0};
    struct err err = {0};
    assert_int_equal(profile_request(&profile, "https://h", &inputs, &request, &err), 0);
    assert_string_equal(params_header(&request.headers, "X-Session"), "s=t;");
    assert_int_equal(request.headers.count, 1);
    request_release(&request);
    profile_release(&profile);
}

static void a_reply_tells_that_it_is_dead(void **state)
{
    (void)state;
    static const char usual[] = HEAD "auth: {kind: token, request: {path: /t}, take: /t, send: "
                                     "{query: t}}\n";
    static const struct {
        const char *profile;
        long http;
        const char *body;
        bool dead;
    } cases[] = {
        {by_header, 401, "", true},
        {by_header, 400, "{\"error_code\":\"APIG.0301\"}", true},
        {by_header, 400, "{\"error_code\":\"IVS.0003\"}", false},
        {by_header, 200, "{\"code\":0}", false},
        {by_query, 200, "{\"error_code\":110,\"error_msg\":\"Access token invalid\"}", true},
        {by_query, 200, "{\"error_code\":\"111\"}", true},
        {by_query, 200, "{\"error_code\":0}", false},
        {by_query, 401, "", false},
        {usual, 401, "{}", true},
        {usual, 403, "{}", false},
        {HEAD, 401, "", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile = profile_good(cases[i].profile);
        struct response response = response_of(cases[i].http, cases[i].body);
        print_message("# case %zu\n", i);
        assert_int_equal(profile_token_dead(&profile, &response), cases[i].dead);
        profile_release(&profile);
    }
}

#define TOKEN HEAD "auth:\n  kind: token\n"
#define REQUEST "  request: {path: /token}\n"
#define TAKE "  take: /t\n"

static void mistakes_are_named_with_their_line(void **state)
{
    (void)state;
    static const struct profile_mistake cases[] = {
        {TOKEN TAKE, "profile.token", 7, "request:"},
        {TOKEN REQUEST, "profile.token", 7, "take:"},
        {TOKEN REQUEST TAKE, "profile.token", 6, "nothing sends the token"},
        {TOKEN REQUEST "  take: t\n", "profile.pointer", 9, "slash"},
        {TOKEN REQUEST "  take: {header: \"X Y\"}\n", "profile.header", 9, "X-"},
        {TOKEN REQUEST TAKE "  secret: env:X\n", "config.key", 10, "secret"},
        {TOKEN REQUEST TAKE "  lifetime_s: 0\n", "config.number", 10, "1"},
        {TOKEN REQUEST TAKE "  lifetime_s: {form: /e}\n", "config.key", 10, "from"},
        {TOKEN REQUEST TAKE "  refresh: []\n", "profile.rule", 10, "refresh"},
        {TOKEN REQUEST TAKE "  send: {}\n", "profile.header", 10, "send:"},
        {TOKEN REQUEST TAKE "  send: {header: A, query: b}\n", "profile.header", 10, "send:"},
        {TOKEN REQUEST TAKE "  send: {query: b, prefix: c}\n", "profile.header", 10, "send:"},
        {TOKEN REQUEST TAKE "  send: {header: A, prefix: \"张\"}\n", "profile.header", 10, "send:"},
        {TOKEN "  request: {path: /t, base: iam.example.org}\n" TAKE, "profile.base", 8, "https"},
        {TOKEN "  request: {path: t}\n" TAKE, "profile.path", 8, "slash"},
        {TOKEN "  request: {path: \"/{token}\"}\n" TAKE, "profile.placeholder", 8, "{token}"},
        {TOKEN "  request: {path: \"/{number}\"}\n" TAKE, "profile.placeholder", 8, "{number}"},
        {TOKEN "  request: {path: \"/{key}\"}\n" TAKE, "profile.placeholder", 8, "{key}"},
        {HEAD "fields: {f: {from: \"{name}\"}, g: {from: \"{field.f}\"}}\n"
              "auth:\n  kind: token\n  request: {path: \"/{field.g}\"}\n" TAKE,
            "profile.placeholder", 9, "{field.g}"},
        {HEAD "headers: {X-Y: \"{token}\"}\n", "profile.placeholder", 6, "{token}"},
    };
    profile_refuses(cases, sizeof cases / sizeof *cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_asked_for_where_the_profile_says),
        cmocka_unit_test(it_may_be_asked_for_with_a_field),
        cmocka_unit_test(it_is_taken_out_of_the_reply),
        cmocka_unit_test(a_token_without_an_end_is_none),
        cmocka_unit_test(it_goes_where_the_profile_says),
        cmocka_unit_test(it_may_stand_in_any_place),
        cmocka_unit_test(a_reply_tells_that_it_is_dead),
        cmocka_unit_test(mistakes_are_named_with_their_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
