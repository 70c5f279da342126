#include "unit.h"

#include "check/turn.h"
#include <string.h>

static void waits_after_the_last_asking(void **state)
{
    (void)state;
    static const struct {
        long asked, asking, asked_age_s; // in the ledger, due, since
        bool idempotent;
        long duplicate_s;
        enum turn turn;
        long wait_s;
    } cases[] = {
        {0, 1, 0, false, 60, TURN_NOW, 0}, // never asked
        {1, 2, 10, false, 60, TURN_LATER, 51},
        {1, 2, 60, false, 60, TURN_LATER, 1}, // perhaps 59.1 seconds
        {1, 2, 61, false, 60, TURN_NOW, 0},
        {1, 2, -100, false, 60, TURN_LATER, 61}, // the clock was set back
        {1, 2, 10, true, 60, TURN_LATER, 51},
        {1, 1, 10, false, 60, TURN_LATER, 51},
        {1, 1, 10, true, 60, TURN_NOW, 0}, // the same key again
        {1, 2, 10, false, 0, TURN_NOW, 0},
        {1, 2, 10, false, 86400, TURN_NOT_TODAY, 86391},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile = {.id = "x",
            .idempotent = cases[i].idempotent,
            .limits.duplicate_s = cases[i].duplicate_s};
        struct person person = {.asking = cases[i].asking};
        struct ledger_entry entry = {.asking = cases[i].asked, .asked_age_s = cases[i].asked_age_s};
        struct err err;
        enum turn turn;
        long wait_s;
        assert_int_equal(turn_find(&profile, NULL, &person, &entry, &turn, &wait_s, &err), 0);
        assert_int_equal(turn, cases[i].turn);
        assert_int_equal(wait_s, cases[i].wait_s);
    }
}

/* Writes the intents of `count` people with one name and one number. */
static void ask_about(struct ledger *ledger, const struct person *person, int count)
{
    struct err err;
    for (int i = 0; i < count; i++) {
        unsigned char key[LEDGER_KEY_BYTES] = {(unsigned char)(i + 1)};
        const struct ledger_asking asking = {.key = key,
            .asking = 1,
            .profile = "x",
            .name_key = person->name_key,
            .number_key = person->number_key};
        assert_int_equal(ledger_intend(ledger, &asking, &err), 0);
    }
}

static void counts_names_and_numbers_of_a_day(void **state)
{
    (void)state;
    static const struct {
        long name_per_day, number_per_day;
        int asked;
        enum turn turn;
    } cases[] = {{0, 0, 9, TURN_NOW}, {3, 0, 2, TURN_NOW}, {3, 0, 3, TURN_NOT_TODAY},
        {0, 1, 0, TURN_NOW}, {0, 1, 1, TURN_NOT_TODAY}, {9, 3, 3, TURN_NOT_TODAY},
        {3, 9, 3, TURN_NOT_TODAY}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile = {.id = "x",
            .limits = {
                .name_per_day = cases[i].name_per_day, .number_per_day = cases[i].number_per_day}};
        struct person person = {.asking = 1, .name_key = "name", .number_key = "number"};
        const struct site_key key = {{1}};
        struct ledger *ledger;
        struct err err;
        assert_int_equal(ledger_open(&ledger, NULL, &err), 0);
        assert_int_equal(ledger_bind(ledger, &key, &err), 0);
        ask_about(ledger, &person, cases[i].asked);
        enum turn turn;
        long wait_s;
        const struct ledger_entry entry = {0};
        assert_int_equal(turn_find(&profile, ledger, &person, &entry, &turn, &wait_s, &err), 0);
        assert_int_equal(turn, cases[i].turn);
        ledger_close(ledger);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(waits_after_the_last_asking),
        cmocka_unit_test(counts_names_and_numbers_of_a_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
