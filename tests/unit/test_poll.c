#include "profiles.h"

#define HEAD                                                                                       \
    "id: x\n"                                                                                      \
    "base: https://api.example.org\n"                                                              \
    "documents: [resident]\n"                                                                      \
    "path: /v3/check\n"                                                                            \
    "body: {form: {number: \"{number}\"}}\n"                                                       \
    "evidence: /job_id\n"                                                                          \
    "rules:\n"                                                                                     \
    "  - {http: 402, outcome: funds}\n"                                                            \
    "  - {http: 200, when: {/status: clear}, outcome: match, billed: true}\n"                      \
    "  - {http: 202, when: {/status: processing}, outcome: pending}\n"

static const char by_path[] = HEAD "echo: {/number: \"{number}\"}\n"
                                   "poll:\n"
                                   "  accepted: [{http: 202, when: {/status: Accepted}}]\n"
                                   "  job: /job_id\n"
                                   "  method: GET\n"
                                   "  path: /v3/status/{job}\n"
                                   "  every_ms: 500\n";

/* Where another host's queue names the job in a header, and its rules are others. */
static const char by_header[] =
    HEAD "auth: {kind: token, request: {path: /t}, take: /t, send: {header: X-Token}}\n"
         "poll:\n"
         "  accepted: [{http: [201, 202]}]\n"
         "  job: {header: X-Job}\n"
         "  path: /queue\n"
         "  body: {json: {job: \"{job}\", by: \"{number}\"}}\n"
         "  rules:\n"
         "    - {when: {/result: 1}, outcome: match}\n"
         "    - {http: 404, outcome: not_found, billed: false}\n";

/* Where the answer names the job it is about. */
static const char by_echo[] =
    HEAD "echo: {/job_id: \"{job}\"}\n"
         "poll: {accepted: [{http: 202}], job: /job_id, path: \"/{job}\"}\n";

static const struct inputs asked = {.text = {[INPUT_NAME] = "张三",
                                        [INPUT_NUMBER] = "330482199003079978",
                                        [INPUT_TOKEN] = "t",
                                        [INPUT_JOB] = "job 1/2"}};

static void a_reply_may_mean_ask_later(void **state)
{
    (void)state;
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
                                  "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
                                  "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
                                  "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrst";
    char most[PROFILE_REF_MAX];
    snprintf(most, sizeof most, "%.199s", letters);
    const struct {
        const char *profile;
        long http;
        const char *header, *body; // X-Job
        const char *job;           // NULL: not accepted
    } cases[] = {
        {by_path, 202, NULL, "{\"status\":\"Accepted\",\"job_id\":\"job_01h8\"}", "job_01h8"},
        {by_path, 202, NULL, "{\"status\":\"Accepted\",\"job_id\":123456789012}", "123456789012"},
        {by_path, 202, NULL, "{\"status\":\"Accepted\"}", NULL},
        {by_path, 202, NULL, "{\"status\":\"Accepted\",\"job_id\":null}", NULL},
        {by_path, 202, NULL, "{\"status\":\"Accepted\",\"job_id\":\"\"}", NULL},
        {by_path, 202, NULL, "{\"status\":\"Accepted\",\"job_id\":{\"id\":\"j\"}}", NULL},
        {by_path, 202, NULL, "{\"status\":\"Accepted\",\"job_id\":\"a\\nb\"}", NULL},
        {by_path, 202, NULL, "{\"status\":\"Rejected\",\"job_id\":\"j\"}", NULL},
        {by_path, 200, NULL, "{\"status\":\"Accepted\",\"job_id\":\"j\"}", NULL},
        {by_path, 202, NULL, "<html>Accepted</html>", NULL},
        {by_path, 202, NULL, "", NULL},
        {by_echo, 202, NULL, "{\"job_id\":\"j\"}", "j"},
        {by_header, 201, "j-9", "", "j-9"},
        {by_header, 202, most, "", most},
        {by_header, 202, letters, "", NULL},
        {by_header, 202, NULL, "{\"job_id\":\"j\"}", NULL},
        {HEAD, 202, "j-9", "{\"status\":\"Accepted\",\"job_id\":\"j\"}", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile = profile_good(cases[i].profile);
        struct params headers = {0};
        struct response response = response_of(cases[i].http, cases[i].body);
        char job[PROFILE_REF_MAX];
        print_message("# case %zu\n", i);
        if (cases[i].header)
            params_add(&headers, "X-Job", cases[i].header);
        response.headers = &headers;
        assert_int_equal(profile_accepts(&profile, &response, job), cases[i].job != NULL);
        assert_string_equal(job, cases[i].job ? cases[i].job : "");
        params_release(&headers);
        profile_release(&profile);
    }
}

static void the_answer_is_asked_for(void **state)
{
    (void)state;
    static const struct {
        const char *profile, *method, *url, *body, *token;
    } cases[] = {
        {by_path, "GET", "https://h/v3/status/job%201%2F2", "", NULL},
        {by_header, "POST", "https://h/queue",
            "{\"job\":\"job 1/2\",\"by\":\"330482199003079978\"}", "t"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile = profile_good(cases[i].profile);
        struct request request = {0};
        struct err err = {0};
        assert_int_equal(profile_poll_request(&profile, "https://h", &asked, &request, &err), 0);
        assert_string_equal(request.method, cases[i].method);
        assert_string_equal(buf_text(&request.url), cases[i].url);
        assert_string_equal(buf_text(&request.body), cases[i].body);
        const char *token = params_header(&request.headers, "X-Token");
        assert_string_equal(token ? token : "", cases[i].token ? cases[i].token : "");
        request_release(&request);
        profile_release(&profile);
    }
}

static void the_answer_is_read_by_rules(void **state)
{
    (void)state;
    static const struct {
        const char *profile;
        long http;
        const char *body;
        enum outcome outcome;
        const char *ref;
        bool foreign;
    } cases[] = {
        {by_path, 202, "{\"status\":\"processing\"}", OUTCOME_PENDING, "", false},
        {by_path, 200, "{\"status\":\"clear\",\"job_id\":\"j\",\"number\":\"330482199003079978\"}",
            OUTCOME_MATCH, "j", false},
        {by_path, 200, "{\"status\":\"clear\",\"job_id\":\"j\"}", OUTCOME_UNKNOWN, "j", false},
        {by_path, 200, "{\"status\":\"clear\",\"number\":\"330482199003079986\"}", OUTCOME_UNKNOWN,
            "", true},
        {by_path, 200, "{\"status\":\"new word\"}", OUTCOME_UNKNOWN, "", false},
        {by_path, 202, "{\"status\":\"Accepted\",\"job_id\":\"k\"}", OUTCOME_UNKNOWN, "k", false},
        {by_path, 402, "", OUTCOME_FUNDS, "", false},
        {by_echo, 200, "{\"status\":\"clear\",\"job_id\":\"job 1/2\"}", OUTCOME_MATCH, "job 1/2",
            false},
        {by_echo, 200, "{\"status\":\"clear\",\"job_id\":\"job 1\"}", OUTCOME_UNKNOWN, "job 1",
            true},
        {by_echo, 200, "{\"status\":\"clear\"}", OUTCOME_UNKNOWN, "", false},
        {by_header, 200, "{\"result\":\"1\"}", OUTCOME_MATCH, "", false},
        {by_header, 404, "", OUTCOME_NOT_FOUND, "", false},
        {by_header, 200, "{\"status\":\"clear\"}", OUTCOME_UNKNOWN, "", false},
        {by_header, 402, "", OUTCOME_UNKNOWN, "", false},
        {by_header, 200, "<html>1</html>", OUTCOME_UNKNOWN, "", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile = profile_good(cases[i].profile);
        struct response response = response_of(cases[i].http, cases[i].body);
        struct reply reply;
        print_message("# case %zu\n", i);
        profile_poll_reply(&profile, &response, &asked, &reply);
        assert_int_equal(reply.outcome, cases[i].outcome);
        assert_int_equal(reply.ruled, cases[i].outcome != OUTCOME_UNKNOWN);
        assert_int_equal(reply.foreign, cases[i].foreign);
        assert_string_equal(reply.ref, cases[i].ref);
        profile_release(&profile);
    }
}

static void times_have_defaults(void **state)
{
    (void)state;
    struct profile profile = profile_good(by_path);
    assert_int_equal(profile.poll.every_ms, 500);
    assert_int_equal(profile.poll.deadline_ms, 60000);
    profile_release(&profile);
    profile = profile_good(by_header);
    assert_int_equal(profile.poll.every_ms, 2000);
    profile_release(&profile);
}

#define POLL HEAD "poll:\n"
#define ACCEPTED "  accepted: [{http: 202}]\n"
#define JOB "  job: /id\n"
#define PATH "  path: \"/{job}\"\n"

static void mistakes_are_named_with_their_line(void **state)
{
    (void)state;
    static const struct profile_mistake cases[] = {
        {POLL JOB PATH, "profile.poll", 12, "accepted"},
        {POLL ACCEPTED PATH, "profile.poll", 12, "job"},
        {POLL ACCEPTED JOB, "profile.poll", 12, "{job}"},
        {POLL ACCEPTED JOB "  path: /x\n", "profile.poll", 12, "{job}"},
        {POLL ACCEPTED JOB PATH "  body: {json: {a: \"{row}\"}}\n", "profile.placeholder", 15,
            "{row}"},
        {POLL ACCEPTED JOB PATH "  body: {json: {a: \"{token}\"}}\n", "profile.placeholder", 15,
            "{token}"},
        {POLL ACCEPTED JOB PATH "  every_ms: 10\n", "config.number", 15, "100"},
        {POLL ACCEPTED JOB PATH "  deadline_ms: 1000\n", "profile.poll", 15, "every_ms"},
        {POLL ACCEPTED JOB PATH "  every_ms: 61000\n", "profile.poll", 15, "deadline_ms"},
        {POLL ACCEPTED JOB PATH "  evry_ms: 1000\n", "config.key", 15, "every_ms"},
        {POLL ACCEPTED JOB PATH "  rules: []\n", "profile.rule", 15, "rules"},
        {POLL "  accepted: [{htp: 202}]\n" JOB PATH, "config.key", 12, "http"},
        {POLL ACCEPTED "  job: id\n" PATH, "profile.pointer", 13, "slash"},
        {POLL ACCEPTED JOB PATH "batch: {size: 2}\n", "profile.poll", 11, "not both"},
        {HEAD "headers: {X-Job: \"{job}\"}\n", "profile.placeholder", 11, "{job}"},
        {HEAD "echo: {/id: \"{job}\"}\n", "profile.placeholder", 11, "{job}"},
    };
    profile_refuses(cases, sizeof cases / sizeof *cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reply_may_mean_ask_later),
        cmocka_unit_test(the_answer_is_asked_for),
        cmocka_unit_test(the_answer_is_read_by_rules),
        cmocka_unit_test(times_have_defaults),
        cmocka_unit_test(mistakes_are_named_with_their_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
