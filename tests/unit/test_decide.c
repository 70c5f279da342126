#include "unit.h"

#include "check/decide.h"

enum { DAY = 86400 };

static void the_ledger_decides_who_is_asked(void **state)
{
    (void)state;
    static const struct {
        const char *case_of;
        struct ledger_entry entry;
        bool idempotent, retry_unknown;
        enum before before;
        long asking;
    } cases[] = {
        {"never asked", {0}, false, false, BEFORE_ASK, 1},
        {"purged: keys are never used again", {.purged = 4}, true, false, BEFORE_ASK, 5},
        {"match", {.asking = 1, .outcome = OUTCOME_MATCH}, false, false, BEFORE_USE, 1},
        {"mismatch", {.asking = 2, .outcome = OUTCOME_MISMATCH}, true, true, BEFORE_USE, 2},
        {"too old", {.asking = 1, .outcome = OUTCOME_MATCH, .age_s = 31 * DAY}, true, false,
            BEFORE_ASK, 2},
        {"from the future", {.asking = 1, .outcome = OUTCOME_MATCH, .age_s = -DAY}, true, false,
            BEFORE_USE, 1},
        {"cut off, same key is free", {.asking = 1}, true, false, BEFORE_ASK, 1},
        {"cut off, may be paid", {.asking = 1}, false, false, BEFORE_LOST, 1},
        {"cut off, paying twice allowed", {.asking = 1}, false, true, BEFORE_ASK, 2},
        {"unknown stays", {.asking = 1, .outcome = OUTCOME_UNKNOWN}, true, false, BEFORE_USE, 1},
        {"unknown retried", {.asking = 1, .outcome = OUTCOME_UNKNOWN}, true, true, BEFORE_ASK, 2},
        {"bad input", {.asking = 1, .outcome = OUTCOME_BAD_INPUT}, false, false, BEFORE_ASK, 1},
        {"pending", {.asking = 1, .outcome = OUTCOME_PENDING}, true, false, BEFORE_ASK, 1},
        {"accepted, then cut off", {.asking = 2, .job = "j-1"}, false, false, BEFORE_ASK, 2},
        {"quota", {.asking = 3, .outcome = OUTCOME_QUOTA}, true, false, BEFORE_ASK, 3},
        {"twice in this run", {.asking = 1, .this_run = true}, false, false, BEFORE_FOLLOW, 1},
        {"twice, answered", {.asking = 1, .this_run = true, .outcome = OUTCOME_BAD_INPUT}, false,
            false, BEFORE_USE, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct before_rules rules = {cases[i].idempotent, cases[i].retry_unknown, 30 * DAY};
        long asking = 0;
        print_message("# case %zu\n", i);
        assert_int_equal(decide_before(&cases[i].entry, &rules, &asking), cases[i].before);
        assert_int_equal(asking, cases[i].asking);
    }
}

#define REPLY(number, said, bill)                                                                  \
    {.end = HTTP_REPLIED, .status = (number)},                                                     \
    {                                                                                              \
        .outcome = (said), .billed = (bill), .ruled = true                                         \
    }

static void a_reply_leads_to_what_the_table_says(void **state)
{
    (void)state;
    static const struct {
        const char *case_of;
        struct http_reply http;
        struct reply reply;
        bool idempotent, last_try;
        enum after after;
        enum outcome outcome;
    } cases[] = {
        {"match", REPLY(200, OUTCOME_MATCH, BILLED_YES), false, false, AFTER_DONE, OUTCOME_MATCH},
        {"bad input", REPLY(400, OUTCOME_BAD_INPUT, BILLED_NO), true, false, AFTER_DONE,
            OUTCOME_BAD_INPUT},
        {"unknown", REPLY(200, OUTCOME_UNKNOWN, BILLED_UNSAID), true, false, AFTER_DONE,
            OUTCOME_UNKNOWN},
        {"throttled", REPLY(429, OUTCOME_THROTTLED, BILLED_UNSAID), false, true, AFTER_RETRY,
            OUTCOME_THROTTLED},
        {"quota", REPLY(403, OUTCOME_QUOTA, BILLED_NO), true, false, AFTER_STOP, OUTCOME_QUOTA},
        {"auth", REPLY(401, OUTCOME_AUTH, BILLED_NO), true, false, AFTER_STOP, OUTCOME_AUTH},
        {"funds", REPLY(402, OUTCOME_FUNDS, BILLED_NO), true, false, AFTER_STOP, OUTCOME_FUNDS},
        {"pending", REPLY(200, OUTCOME_PENDING, BILLED_NO), false, false, AFTER_LATER,
            OUTCOME_PENDING},
        {"pending, asking costs", REPLY(200, OUTCOME_PENDING, BILLED_YES), false, false, AFTER_DONE,
            OUTCOME_PENDING},
        {"pending, deadline passed", REPLY(200, OUTCOME_PENDING, BILLED_NO), true, true, AFTER_DONE,
            OUTCOME_PENDING},
        {"503, same key is free", REPLY(503, OUTCOME_UNAVAILABLE, BILLED_UNSAID), true, false,
            AFTER_RETRY, OUTCOME_UNAVAILABLE},
        {"503, may be paid", REPLY(503, OUTCOME_UNAVAILABLE, BILLED_UNSAID), false, false,
            AFTER_DONE, OUTCOME_UNKNOWN},
        {"503, certainly not paid", REPLY(503, OUTCOME_UNAVAILABLE, BILLED_NO), false, false,
            AFTER_RETRY, OUTCOME_UNAVAILABLE},
        {"503 for ever", REPLY(503, OUTCOME_UNAVAILABLE, BILLED_UNSAID), true, true, AFTER_LEAVE,
            OUTCOME_UNAVAILABLE},
        {"redirect", REPLY(307, OUTCOME_MATCH, BILLED_YES), true, false, AFTER_STOP,
            OUTCOME_UNAVAILABLE},
        {"redirect, may be paid", REPLY(302, OUTCOME_MATCH, BILLED_YES), false, false, AFTER_STOP,
            OUTCOME_UNKNOWN},
        {"not sent", {.end = HTTP_UNSENT}, {0}, false, false, AFTER_RETRY, OUTCOME_UNAVAILABLE},
        {"never sent", {.end = HTTP_UNSENT}, {0}, false, true, AFTER_TAKE_BACK,
            OUTCOME_UNAVAILABLE},
        {"broken, same key is free", {.end = HTTP_BROKEN}, {0}, true, false, AFTER_RETRY,
            OUTCOME_UNAVAILABLE},
        {"broken, may be paid", {.end = HTTP_BROKEN}, {0}, false, false, AFTER_DONE,
            OUTCOME_UNKNOWN},
        {"broken for ever", {.end = HTTP_BROKEN}, {0}, true, true, AFTER_LEAVE,
            OUTCOME_UNAVAILABLE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct try try = {.http = &cases[i].http,
            .reply = &cases[i].reply,
            .idempotent = cases[i].idempotent,
            .tries = cases[i].last_try ? TRIES_MAX : 1,
            .may_wait = !cases[i].last_try};
        enum outcome outcome = OUTCOME_NONE;
        print_message("# case %zu\n", i);
        assert_int_equal(decide_after(&try, &outcome), cases[i].after);
        assert_int_equal(outcome, cases[i].outcome);
    }
}

/* The endpoint accepted the question: its answer is asked for again until it is there. */
static void a_promised_answer_is_waited_for(void **state)
{
    (void)state;
    static const struct {
        const char *case_of;
        struct http_reply http;
        struct reply reply;
        bool last_try;
        enum after after;
        enum outcome outcome;
    } cases[] = {
        {"match", REPLY(200, OUTCOME_MATCH, BILLED_YES), false, AFTER_DONE, OUTCOME_MATCH},
        {"not yet", REPLY(202, OUTCOME_PENDING, BILLED_UNSAID), false, AFTER_LATER,
            OUTCOME_PENDING},
        {"not in time", REPLY(202, OUTCOME_PENDING, BILLED_UNSAID), true, AFTER_DONE,
            OUTCOME_PENDING},
        {"503", REPLY(503, OUTCOME_UNAVAILABLE, BILLED_UNSAID), false, AFTER_RETRY,
            OUTCOME_UNAVAILABLE},
        {"503 for ever", REPLY(503, OUTCOME_UNAVAILABLE, BILLED_NO), true, AFTER_LEAVE,
            OUTCOME_UNAVAILABLE},
        {"a rule says unknown", REPLY(404, OUTCOME_UNKNOWN, BILLED_UNSAID), false, AFTER_DONE,
            OUTCOME_UNKNOWN},
        {"no rule fits", {.end = HTTP_REPLIED, .status = 200}, {.outcome = OUTCOME_UNKNOWN}, false,
            AFTER_LEAVE, OUTCOME_UNKNOWN},
        {"broken", {.end = HTTP_BROKEN}, {0}, false, AFTER_RETRY, OUTCOME_UNAVAILABLE},
        {"broken for ever", {.end = HTTP_BROKEN}, {0}, true, AFTER_LEAVE, OUTCOME_UNAVAILABLE},
        {"never sent", {.end = HTTP_UNSENT}, {0}, true, AFTER_LEAVE, OUTCOME_UNAVAILABLE},
        {"redirect", REPLY(302, OUTCOME_MATCH, BILLED_YES), false, AFTER_STOP, OUTCOME_UNAVAILABLE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct try try = {.http = &cases[i].http,
            .reply = &cases[i].reply,
            .tries = cases[i].last_try ? TRIES_MAX : 1,
            .may_wait = !cases[i].last_try,
            .arrived = true,
            .polls = true};
        enum outcome outcome = OUTCOME_NONE;
        print_message("# %s\n", cases[i].case_of);
        assert_int_equal(decide_after(&try, &outcome), cases[i].after);
        assert_int_equal(outcome, cases[i].outcome);
    }
}

static void what_may_have_arrived_is_never_taken_back(void **state)
{
    (void)state;
    struct http_reply unsent = {.end = HTTP_UNSENT};
    struct try try = {.http = &unsent, .idempotent = true, .tries = TRIES_MAX, .arrived = true};
    enum outcome outcome;
    assert_int_equal(decide_after(&try, &outcome), AFTER_LEAVE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ledger_decides_who_is_asked),
        cmocka_unit_test(a_reply_leads_to_what_the_table_says),
        cmocka_unit_test(a_promised_answer_is_waited_for),
        cmocka_unit_test(what_may_have_arrived_is_never_taken_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
