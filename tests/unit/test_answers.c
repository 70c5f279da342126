#include "unit.h"

#include "endpoint/answers.h"
#include <stdio.h>
#include <string.h>

static const unsigned char first_payload[DIGEST_BYTES] = {1}, other_payload[DIGEST_BYTES] = {2};

static void a_key_belongs_to_its_first_payload(void **state)
{
    (void)state;
    struct answers answers = {0};
    static const struct {
        const char *key;
        const unsigned char *payload;
        enum claim claim;
    } steps[] = {
        {"a", first_payload, CLAIM_NEW},
        {"a", first_payload, CLAIM_REPEAT},
        {"a", other_payload, CLAIM_REUSED},
        {"A", other_payload, CLAIM_NEW},
        {"a", first_payload, CLAIM_REPEAT},
    };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct answer *answer;
        assert_int_equal(
            answers_claim(&answers, steps[i].key, steps[i].payload, &answer), steps[i].claim);
        assert_int_equal(answer != NULL, steps[i].claim != CLAIM_REUSED);
    }
    answers_release(&answers);
}

static void what_was_settled_is_found_again_among_many(void **state)
{
    (void)state;
    struct answers answers = {0};
    struct answer *answer;
    char key[ANSWERS_KEY_MAX + 1];
    for (int i = 0; i < 5000; i++) {
        snprintf(key, sizeof key, "%064d", i);
        assert_int_equal(answers_claim(&answers, key, first_payload, &answer), CLAIM_NEW);
        assert_int_equal(answer->outcome, OUTCOME_NONE);
        answer->outcome = OUTCOME_MATCH;
        answer->request = i;
    }
    for (int i = 0; i < 5000; i++) {
        snprintf(key, sizeof key, "%064d", i);
        assert_int_equal(answers_claim(&answers, key, first_payload, &answer), CLAIM_REPEAT);
        assert_int_equal(answer->outcome, OUTCOME_MATCH);
        assert_int_equal(answer->request, i);
    }
    answers_release(&answers);
}

static void a_full_store_still_knows_its_keys(void **state)
{
    (void)state;
    struct answers answers = {.limit = 2};
    struct answer *answer;
    assert_int_equal(answers_claim(&answers, "a", first_payload, &answer), CLAIM_NEW);
    assert_int_equal(answers_claim(&answers, "b", first_payload, &answer), CLAIM_NEW);
    assert_int_equal(answers_claim(&answers, "c", first_payload, &answer), CLAIM_FULL);
    assert_null(answer);
    assert_int_equal(answers_claim(&answers, "a", first_payload, &answer), CLAIM_REPEAT);
    assert_int_equal(answers.count, 2);
    answers_release(&answers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_belongs_to_its_first_payload),
        cmocka_unit_test(what_was_settled_is_found_again_among_many),
        cmocka_unit_test(a_full_store_still_knows_its_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
