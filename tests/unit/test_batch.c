#include "profiles.h"

#include <stdlib.h>

#define HEAD                                                                                       \
    "id: x\n"                                                                                      \
    "base: https://api.example.org\n"                                                              \
    "documents: [resident]\n"                                                                      \
    "path: /v1/batch\n"                                                                            \
    "rules:\n"                                                                                     \
    "  - {http: 5xx, outcome: unavailable}\n"                                                      \
    "  - {http: 200, when: {/error: {absent: false}}, outcome: quota, billed: false}\n"
#define BODY "body: {json: {id: \"{uuid}\", people: \"{items}\"}}\n"
#define RULES                                                                                      \
    "  rules:\n"                                                                                   \
    "    - {when: {/result: match}, outcome: match, billed: true}\n"                               \
    "    - {when: {/result: mismatch}, outcome: mismatch, billed: true}\n"                         \
    "    - {when: {/result: not_found}, outcome: not_found, billed: false}\n"

static const char by_row[] =
    HEAD BODY "evidence: /request_id\n"
              "headers: {X-Request: \"{uuid}\"}\n"
              "echo: {/request_id: \"{uuid}\", /number: \"{number}\"}\n"
              "batch:\n"
              "  size: 200\n"
              "  item: {no: \"{row}\", name: \"{name}\", number: \"{number}\", at: \"{uuid}\"}\n"
              "  results: /results\n"
              "  join: {/no: \"{row}\"}\n" RULES;

static const char by_number[] =
    HEAD BODY "batch:\n"
              "  size: 4\n"
              "  item: [\"{name}\", \"{number}\"]\n"
              "  results: /data/list\n"
              "  join: {/who/number: \"{number}\", /who/name: \"{name}\"}\n"
              "  evidence: /id\n" RULES;

/* Numbers go out and come back as digests; the items are one field of a form. */
static const char by_digest[] = HEAD "fields: {sealed: {from: \"{number}\", steps: [md5, hex]}}\n"
                                     "body: {form: {list: \"{items}\"}}\n"
                                     "batch:\n"
                                     "  size: 4\n"
                                     "  item: \"{field.sealed}\"\n"
                                     "  results: \"\"\n"
                                     "  join: {/key: \"{field.sealed}\"}\n" RULES;

static const struct inputs moment = {.text = {[INPUT_UUID] = "u-1"}};

static const struct inputs four[] = {
    {.text = {[INPUT_NAME] = "张\"三", [INPUT_NUMBER] = "330482199003079978"}},
    {.text = {[INPUT_NAME] = "李四", [INPUT_NUMBER] = "33048219900307996X"}},
    {.text = {[INPUT_NAME] = "张\"三", [INPUT_NUMBER] = "330482199003079986"}},
    {.text = {[INPUT_NAME] = "王五", [INPUT_NUMBER] = "330482199003079994"}},
};

static const struct batch_people people = {four, 4, &moment};

static void everybody_is_an_item(void **state)
{
    (void)state;
    static const struct {
        const char *profile, *body;
    } cases[] = {
        {by_row,
            "{\"id\":\"u-1\",\"people\":["
            "{\"no\":\"1\",\"name\":\"张\\\"三\",\"number\":\"330482199003079978\",\"at\":\"u-1\"},"
            "{\"no\":\"2\",\"name\":\"李四\",\"number\":\"33048219900307996X\",\"at\":\"u-1\"},"
            "{\"no\":\"3\",\"name\":\"张\\\"三\",\"number\":\"330482199003079986\",\"at\":\"u-1\"},"
            "{\"no\":\"4\",\"name\":\"王五\",\"number\":\"330482199003079994\",\"at\":\"u-1\"}]}"},
        {by_number, "{\"id\":\"u-1\",\"people\":[[\"张\\\"三\",\"330482199003079978\"],"
                    "[\"李四\",\"33048219900307996X\"],[\"张\\\"三\",\"330482199003079986\"],"
                    "[\"王五\",\"330482199003079994\"]]}"},
        {by_digest,
            "list=%5B%223875b41adf67118095847ca86e67dc83%22%2C%22226dff3add8cb221c9c5ca57a5897025"
            "%22%2C%221e3af8b9a235b9df524510088ab7c746%22%2C%228c5846c2424653165b0534e547887a70%22"
            "%5D"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile = profile_good(cases[i].profile);
        struct request request = {0};
        struct err err = {0};
        assert_int_equal(profile_batch_request(&profile, "https://h", &people, &request, &err), 0);
        assert_string_equal(buf_text(&request.url), "https://h/v1/batch");
        assert_string_equal(buf_text(&request.body), cases[i].body);
        request_release(&request);
        profile_release(&profile);
    }
}

/* What the four are said to be: m match, n not_found, x mismatch, ? unknown, f foreign. */
static void spell(const struct reply *replies, char text[5])
{
    for (size_t i = 0; i < 4; i++) {
        static const char letters[OUTCOME_COUNT] = {[OUTCOME_MATCH] = 'm',
            [OUTCOME_NOT_FOUND] = 'n',
            [OUTCOME_MISMATCH] = 'x',
            [OUTCOME_QUOTA] = 'q',
            [OUTCOME_UNAVAILABLE] = 'u',
            [OUTCOME_UNKNOWN] = '?'};
        text[i] = replies[i].foreign ? 'f' : letters[replies[i].outcome];
        assert_int_equal(replies[i].ruled, text[i] != '?' && text[i] != 'f');
    }
    text[4] = '\0';
}

#define WHO(number, name, result)                                                                  \
    "{\"who\":{\"number\":\"" number "\",\"name\":\"" name "\"},\"result\":\"" result "\"}"
#define ONE WHO("330482199003079978", "张\\\"三", "match")

static void a_result_is_whose_it_joins_to(void **state)
{
    (void)state;
    static const struct {
        const char *profile;
        long http;
        const char *body, *says;
        bool whole;
    } cases[] = {
        // in another order, one with a number for its row
        {by_row, 200,
            "{\"request_id\":\"u-1\",\"results\":["
            "{\"no\":4,\"result\":\"mismatch\"},"
            "{\"no\":\"2\",\"result\":\"match\",\"number\":\"33048219900307996x\"},"
            "{\"no\":\"3\",\"result\":\"not_found\"},"
            "{\"no\":\"1\",\"result\":\"match\",\"number\":\"330482199003079978\"}]}",
            "mmnx", false},
        // the echo: another person's number; a match without one; a mismatch without one
        {by_row, 200,
            "{\"request_id\":\"u-1\",\"results\":["
            "{\"no\":1,\"result\":\"match\",\"number\":\"330482199003079986\"},"
            "{\"no\":2,\"result\":\"match\"},{\"no\":3,\"result\":\"mismatch\"}]}",
            "f?x?", false},
        // the whole reply is to another request
        {by_row, 200,
            "{\"request_id\":\"u-2\",\"results\":["
            "{\"no\":1,\"result\":\"match\",\"number\":\"330482199003079978\"}]}",
            "ffff", false},
        // missing, double, nobody's, and an answer in words we do not know
        {by_row, 200,
            "{\"request_id\":\"u-1\",\"results\":["
            "{\"no\":1,\"result\":\"mismatch\"},{\"no\":1,\"result\":\"mismatch\"},"
            "{\"no\":2,\"result\":\"who\"},{\"no\":5,\"result\":\"mismatch\"},"
            "{\"no\":0,\"result\":\"mismatch\"},{\"no\":\"04\",\"result\":\"mismatch\"},"
            "{\"no\":null,\"result\":\"mismatch\"},{\"no\":[3],\"result\":\"mismatch\"},"
            "{\"no\":3.0,\"result\":\"mismatch\"},{\"result\":\"mismatch\"},3,null]}",
            "????", false},
        {by_row, 200, "{\"request_id\":\"u-1\",\"results\":[]}", "????", false},
        {by_row, 200, "{\"request_id\":\"u-1\",\"results\":{\"1\":{\"result\":\"match\"}}}", "????",
            false},
        {by_row, 200, "{\"request_id\":\"u-1\"}", "????", false},
        {by_row, 200, "<html>match</html>", "????", false},
        {by_row, 200, "", "????", false},
        {by_row, 503, "busy", "uuuu", true},
        {by_row, 200,
            "{\"error\":\"over\",\"request_id\":\"u-1\",\"results\":["
            "{\"no\":4,\"result\":\"mismatch\"}]}",
            "qqqq", true},
        // all of a join must fit; the X of a number in either case
        {by_number, 200,
            "{\"data\":{\"list\":[" WHO("33048219900307996x", "李四", "match") "," WHO(
                "330482199003079978", "李四", "match") "," WHO("330482199003079994", "王五",
                "not_found") "]}}",
            "?m?n", false},
        {by_number, 200, "{\"data\":{\"list\":[" ONE "," ONE "," ONE "]}}", "????", false},
        {by_number, 200, "{\"data\":{\"list\":[" ONE "]}}", "m???", false},
        {by_digest, 200,
            "[{\"key\":\"8C5846C2424653165B0534E547887A70\",\"result\":\"match\"},"
            "{\"key\":\"226dff3add8cb221c9c5ca57a5897025\",\"result\":\"mismatch\"}]",
            "?x?m", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile = profile_good(cases[i].profile);
        struct response response = response_of(cases[i].http, cases[i].body);
        struct reply whole, replies[4];
        char says[5];
        print_message("# case %zu\n", i);
        profile_batch_reply(&profile, &response, &people, &whole, replies);
        spell(replies, says);
        assert_string_equal(says, cases[i].says);
        assert_int_equal(whole.ruled, cases[i].whole);
        if (!whole.ruled)
            assert_int_equal(whole.outcome, OUTCOME_UNKNOWN);
        profile_release(&profile);
    }
}

static void two_who_cannot_be_told_apart_have_no_result(void **state)
{
    (void)state;
    const struct inputs twice[] = {four[0], four[1], four[0], four[3]};
    const struct batch_people both = {twice, 4, &moment};
    struct profile profile = profile_good(by_number);
    struct response response = response_of(
        200, "{\"data\":{\"list\":[" ONE "," WHO("330482199003079994", "王五", "not_found") "]}}");
    struct reply whole, replies[4];
    char says[5];
    profile_batch_reply(&profile, &response, &both, &whole, replies);
    spell(replies, says);
    assert_string_equal(says, "???n");
    profile_release(&profile);
}

static void evidence_is_the_result_s_or_the_reply_s(void **state)
{
    (void)state;
    static const struct {
        const char *profile, *body, *whole, *first, *second;
    } cases[] = {
        {by_row, "{\"request_id\":\"u-1\",\"results\":[{\"no\":1,\"result\":\"mismatch\"}]}", "u-1",
            "u-1", "u-1"},
        {by_number,
            "{\"id\":\"r-1\",\"data\":{\"list\":[{\"id\":\"r-1-1\",\"result\":\"match\",\"who\":"
            "{\"number\":\"330482199003079978\",\"name\":\"张\\\"三\"}}]}}",
            "", "r-1-1", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile = profile_good(cases[i].profile);
        struct response response = response_of(200, cases[i].body);
        struct reply whole, replies[4];
        print_message("# case %zu\n", i);
        profile_batch_reply(&profile, &response, &people, &whole, replies);
        assert_string_equal(whole.ref, cases[i].whole);
        assert_string_equal(replies[0].ref, cases[i].first);
        assert_string_equal(replies[1].ref, cases[i].second);
        profile_release(&profile);
    }
}

static void one_result_means_what_its_rules_say(void **state)
{
    (void)state;
    struct profile profile = profile_good(by_number);
    struct response response = response_of(200, "");
    struct reply reply;
    json_t *json = json_pack("{s:s, s:s}", "result", "match", "id", "r-1");
    profile_result_reply(&profile, &response, json, NULL, &four[0], &reply);
    assert_int_equal(reply.outcome, OUTCOME_MATCH);
    assert_int_equal(reply.billed, BILLED_YES);
    assert_string_equal(reply.ref, "r-1");
    json_decref(json);
    profile_release(&profile);
}

static void many_results_take_no_longer(void **state)
{
    (void)state;
    struct inputs *thousand = calloc(BATCH_SIZE_MAX, sizeof *thousand);
    struct reply whole, *replies = calloc(BATCH_SIZE_MAX, sizeof *replies);
    struct buf body = {0};
    buf_add_text(&body, "{\"request_id\":\"u-1\",\"results\":[");
    for (int i = 200000; i > 0; i--)
        buf_printf(&body, "{\"no\":%d,\"result\":\"mismatch\"},", i);
    buf_add_text(&body, "{}]}");
    struct profile profile = profile_good(by_row);
    struct response response = response_of(200, body.data);
    const struct batch_people all = {thousand, BATCH_SIZE_MAX, &moment};
    profile_batch_reply(&profile, &response, &all, &whole, replies);
    for (size_t i = 0; i < BATCH_SIZE_MAX; i++)
        assert_int_equal(replies[i].outcome, OUTCOME_MISMATCH);
    buf_release(&body);
    profile_release(&profile);
    free(thousand);
    free(replies);
}

#define BATCH HEAD BODY "batch:\n"
#define SIZE "  size: 2\n"
#define ITEM "  item: {no: \"{row}\", number: \"{number}\"}\n"
#define RESULTS "  results: /r\n"
#define JOIN "  join: {/no: \"{row}\"}\n"

static void mistakes_are_named_with_their_line(void **state)
{
    (void)state;
    static const struct profile_mistake cases[] = {
        {BATCH ITEM RESULTS JOIN RULES, "profile.batch", 10, "size"},
        {BATCH SIZE RESULTS JOIN RULES, "profile.batch", 10, "item"},
        {BATCH SIZE ITEM JOIN RULES, "profile.batch", 10, "results"},
        {BATCH SIZE ITEM RESULTS RULES, "profile.batch", 10, "join"},
        {BATCH SIZE ITEM RESULTS JOIN, "profile.rule", 10, "rules"},
        {BATCH "  size: 1001\n" ITEM RESULTS JOIN RULES, "config.number", 10, "1000"},
        {BATCH "  size: 0\n" ITEM RESULTS JOIN RULES, "config.number", 10, "1000"},
        {BATCH SIZE "  item: {no: \"{items}\"}\n" RESULTS JOIN RULES, "profile.placeholder", 11,
            "{items}"},
        {BATCH SIZE "  item: {no: \"{row}\"}\n" RESULTS JOIN RULES, "profile.number", 1,
            "{number}"},
        {BATCH SIZE ITEM "  results: r\n" JOIN RULES, "profile.pointer", 12, "slash"},
        {BATCH SIZE ITEM RESULTS "  join: {no: \"{row}\"}\n" RULES, "profile.pointer", 13, "slash"},
        {BATCH SIZE ITEM RESULTS "  join: {/no: 1}\n" RULES, "config.type", 13, "/no"},
        {BATCH SIZE ITEM RESULTS "  join: {/no: \"{rwo}\"}\n" RULES, "profile.placeholder", 13,
            "{row}"},
        {BATCH SIZE ITEM RESULTS "  join: {/name: \"{name}\"}\n" RULES, "profile.batch", 13,
            "{number}"},
        {BATCH SIZE ITEM RESULTS "  join: {}\n" RULES, "profile.batch", 13, "{number}"},
        {BATCH SIZE ITEM RESULTS JOIN "  evidence: id\n" RULES, "profile.pointer", 14, "slash"},
        {BATCH SIZE ITEM RESULTS JOIN "  joins: {}\n" RULES, "config.key", 14, "join"},
        {HEAD "batch:\n" SIZE ITEM RESULTS JOIN RULES, "profile.batch", 8, "{items}"},
        {BATCH SIZE ITEM RESULTS JOIN RULES "idempotent: true\n", "profile.key", 18, "{key}"},
        {HEAD "body: {json: {a: \"{items}\"}}\n", "profile.placeholder", 8, "{items}"},
        {HEAD "body: {json: {a: \"x{items}\"}}\nbatch:\n" SIZE ITEM RESULTS JOIN RULES,
            "profile.placeholder", 8, "beside"},
        {HEAD
            "body: {json: {a: \"{items}\", b: \"{name}\"}}\nbatch:\n" SIZE ITEM RESULTS JOIN RULES,
            "profile.placeholder", 8, "{name}"},
        {BATCH SIZE ITEM RESULTS JOIN RULES "headers: {X-Key: \"{key}\"}\n", "profile.placeholder",
            18, "{key}"},
        {BATCH SIZE ITEM RESULTS JOIN RULES "headers: {X-Row: \"{row}\"}\n", "profile.placeholder",
            18, "{row}"},
        {"id: x\nbase: https://h\ndocuments: [resident]\npath: /b\nrules:\n"
         "  - {http: 500, outcome: unavailable}\n"
         "  - {when: {/r: 1}, outcome: match}\n" BODY "batch:\n" SIZE ITEM RESULTS JOIN RULES,
            "profile.rule", 7, "batch: rules:"},
    };
    profile_refuses(cases, sizeof cases / sizeof *cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_is_an_item),
        cmocka_unit_test(a_result_is_whose_it_joins_to),
        cmocka_unit_test(two_who_cannot_be_told_apart_have_no_result),
        cmocka_unit_test(evidence_is_the_result_s_or_the_reply_s),
        cmocka_unit_test(one_result_means_what_its_rules_say),
        cmocka_unit_test(many_results_take_no_longer),
        cmocka_unit_test(mistakes_are_named_with_their_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
