#include "ledgers.h"

static void remembers_over_runs_what_was_committed(void **state)
{
    (void)state;
    struct err err;
    struct ledger *ledger = open_it();
    assert_int_equal(find(ledger).asking, 0);
    answer(ledger, 1, OUTCOME_MATCH, true);
    assert_true(find(ledger).this_run);
    assert_int_equal(ledger_commit(ledger, &err), 0);
    ledger_close(ledger);
    ledger = open_it();
    struct ledger_entry entry = find(ledger);
    assert_false(entry.this_run);
    assert_int_equal(entry.outcome, OUTCOME_MATCH);
    assert_string_equal(entry.ref, "r-1");
    assert_true(entry.billed);
    assert_in_range(entry.age_s, 0, 100);
    ledger_close(ledger);
}

static void a_job_outlives_the_run_until_there_is_an_answer(void **state)
{
    (void)state;
    struct err err;
    char at[24];
    struct ledger *ledger = open_it();
    intend(ledger, 1);
    assert_string_equal(find(ledger).job, "");
    assert_int_equal(ledger_job(ledger, person, 1, "job-77", &err), 0);
    assert_int_equal(ledger_commit(ledger, &err), 0);
    ledger_close(ledger);
    ledger = open_it();
    assert_string_equal(find(ledger).job, "job-77");
    assert_int_equal(find(ledger).outcome, OUTCOME_NONE);
    struct ledger_verdict verdict = {OUTCOME_PENDING, "", false, 0, "CNY"};
    assert_int_equal(ledger_answer(ledger, person, 1, &verdict, at, &err), 0);
    assert_string_equal(find(ledger).job, "job-77");
    intend(ledger, 1); // taken over
    assert_true(find(ledger).this_run);
    assert_string_equal(find(ledger).job, "job-77");
    verdict.outcome = OUTCOME_MATCH;
    assert_int_equal(ledger_answer(ledger, person, 1, &verdict, at, &err), 0);
    assert_string_equal(find(ledger).job, "");
    intend(ledger, 2);
    assert_string_equal(find(ledger).job, "");
    ledger_job(ledger, person, 2, "job-78", &err);
    assert_int_equal(ledger_job(ledger, person, 2, NULL, &err), 0); // the endpoint lost it
    assert_string_equal(find(ledger).job, "");
    ledger_close(ledger);
}

static void what_was_asked_tells_its_age(void **state)
{
    (void)state;
    struct err err;
    struct ledger *ledger = open_it();
    intend(ledger, 1);
    assert_int_equal(ledger_commit(ledger, &err), 0);
    assert_in_range(find(ledger).asked_age_s, 0, 100);
    ledger_close(ledger);
    execute("UPDATE asking SET asked_at = asked_at - 3600, job = 'job-1'");
    ledger = open_it();
    assert_in_range(find(ledger).asked_age_s, 3600, 3700);
    intend(ledger, 1);
    assert_in_range(find(ledger).asked_age_s, 3600, 3700); // its job goes on
    ledger_job(ledger, person, 1, NULL, &err);
    intend(ledger, 1);
    assert_in_range(find(ledger).asked_age_s, 0, 100);
    ledger_close(ledger);
}

static long count_today(
    struct ledger *ledger, enum ledger_by by, const unsigned char *hash, const char *profile)
{
    struct err err;
    long count = -1;
    assert_int_equal(ledger_count_today(ledger, by, hash, profile, &count, &err), 0);
    return count;
}

/* A person of this name and number. */
static void intend_named(
    struct ledger *ledger, const char *name, const char *number, const char *profile)
{
    struct err err;
    unsigned char whole[DIGEST_BYTES], of_name[DIGEST_BYTES], of_number[DIGEST_BYTES];
    key_person(&key, profile, "resident", number, name, whole);
    key_name(&key, "r", name, of_name);
    key_number(&key, "r", number, of_number);
    struct ledger_asking intent = {whole, 1, profile, of_name, of_number};
    assert_int_equal(ledger_intend(ledger, &intent, &err), 0);
}

static void counts_the_askings_of_a_name_and_of_a_number_since_midnight(void **state)
{
    (void)state;
    struct err err;
    unsigned char name[DIGEST_BYTES], number[DIGEST_BYTES];
    key_name(&key, "r", "张三", name);
    key_number(&key, "r", "330482199003079978", number);
    struct ledger *ledger = open_it();
    assert_int_equal(count_today(ledger, LEDGER_BY_NAME, name, "a"), 0);
    intend_named(ledger, "张三", "330482199003079978", "a");
    intend_named(ledger, "张三", "33048219900307996X", "a");
    intend_named(ledger, "李四", "330482199003079978", "a");
    intend_named(ledger, "张三", "330482199003079978", "a"); // the same asking again
    intend_named(ledger, "张三", "330482199003079978", "b");
    intend(ledger, 1); // counts for nobody
    assert_int_equal(count_today(ledger, LEDGER_BY_NAME, name, "a"), 2);
    assert_int_equal(count_today(ledger, LEDGER_BY_NUMBER, number, "a"), 2);
    assert_int_equal(count_today(ledger, LEDGER_BY_NAME, name, "b"), 1);
    assert_int_equal(count_today(ledger, LEDGER_BY_NUMBER, name, "a"), 0);
    assert_int_equal(ledger_commit(ledger, &err), 0);
    ledger_close(ledger);
    execute("UPDATE asking SET asked_at = unixepoch('now', 'localtime', 'start of day', 'utc') - 1 "
            "WHERE profile = 'b'"); // the last second of yesterday
    ledger = open_it();
    assert_int_equal(count_today(ledger, LEDGER_BY_NAME, name, "b"), 0);
    assert_int_equal(count_today(ledger, LEDGER_BY_NAME, name, "a"), 2);
    ledger_close(ledger);
}

static void forgets_what_was_not_committed(void **state)
{
    (void)state;
    struct ledger *ledger = open_it();
    answer(ledger, 1, OUTCOME_MATCH, true);
    ledger_close(ledger);
    ledger = open_it();
    assert_int_equal(find(ledger).asking, 0);
    ledger_close(ledger);
}

static void the_latest_asking_counts(void **state)
{
    (void)state;
    struct ledger *ledger = open_it();
    answer(ledger, 1, OUTCOME_MATCH, true);
    answer(ledger, 2, OUTCOME_MISMATCH, true);
    assert_int_equal(find(ledger).asking, 2);
    assert_int_equal(find(ledger).outcome, OUTCOME_MISMATCH);
    ledger_close(ledger);
}

static void what_was_paid_for_stays_so(void **state)
{
    (void)state;
    struct err err;
    char at[24];
    struct ledger *ledger = open_it();
    answer(ledger, 1, OUTCOME_MATCH, true);
    struct ledger_verdict verdict = {OUTCOME_BAD_INPUT, "r-2", false, 10, "CNY"};
    intend(ledger, 1);
    assert_int_equal(find(ledger).outcome, OUTCOME_NONE);
    assert_int_equal(ledger_answer(ledger, person, 1, &verdict, at, &err), 0);
    assert_true(find(ledger).billed);
    assert_int_equal(ledger_withdraw(ledger, person, 1, &err), 0);
    assert_int_equal(find(ledger).asking, 1); // what was paid for stays
    ledger_close(ledger);
}

static void an_intent_that_never_left_can_be_taken_back(void **state)
{
    (void)state;
    struct err err;
    struct ledger *ledger = open_it();
    intend(ledger, 1);
    assert_int_equal(find(ledger).asking, 1);
    assert_int_equal(ledger_withdraw(ledger, person, 1, &err), 0);
    assert_int_equal(find(ledger).asking, 0);
    ledger_close(ledger);
}

static long asking_of(struct ledger *ledger, const unsigned char *of, enum outcome outcome)
{
    struct ledger_entry entry;
    struct err err;
    assert_int_equal(ledger_find(ledger, of, &entry, &err), 0);
    assert_int_equal(entry.outcome, outcome);
    return entry.asking;
}

static void answer_key(struct ledger *ledger, const unsigned char *of, long asking)
{
    struct err err;
    char at[24];
    struct ledger_verdict verdict = {OUTCOME_MATCH, "r-1", true, 10, "CNY", 4};
    assert_int_equal(ledger_answer(ledger, of, asking, &verdict, at, &err), 0);
}

/* Ends as by SIGKILL after a commit: what is in memory is gone. */
static void commit_and_end(struct ledger *ledger)
{
    struct err err;
    assert_int_equal(ledger_commit(ledger, &err), 0);
    ledger_close(ledger);
}

static void those_who_are_asked_together_share_one_row_until_they_are_answered(void **state)
{
    (void)state;
    struct err err;
    struct ledger *ledger = open_it();
    intend_three(ledger);
    commit_and_end(ledger);
    expect_number("SELECT count(*) FROM intents", 1);
    expect_number("SELECT length(keys) FROM intents", 96);
    expect_number("SELECT count(*) FROM asking", 0);
    ledger = open_it(); // each of them has a row now
    for (int i = 0; i < 3; i++)
        assert_int_equal(asking_of(ledger, three[i], OUTCOME_NONE), 1);
    answer_key(ledger, three[0], 1);
    assert_int_equal(ledger_withdraw(ledger, three[1], 1, &err), 0);
    intend_key(ledger, three[0], 2);
    intend_key(ledger, three[1], 2);
    intend_key(ledger, three[2], 2); // not knowing what became of the first
    assert_int_equal(ledger_commit(ledger, &err), 0);
    answer_key(ledger, three[0], 2);
    assert_int_equal(ledger_withdraw(ledger, three[1], 2, &err), 0);
    assert_int_equal(asking_of(ledger, three[0], OUTCOME_MATCH), 2);
    assert_int_equal(asking_of(ledger, three[1], OUTCOME_NONE), 0);
    assert_int_equal(asking_of(ledger, three[2], OUTCOME_NONE), 2);
    commit_and_end(ledger);
    expect_number("SELECT length(keys) FROM intents", 32);
    expect_number("SELECT sum(billed) FROM asking WHERE batch = 4 AND outcome = 'match'", 2);
    ledger = open_it();
    answer_key(ledger, three[2], 2);
    commit_and_end(ledger);
    expect_number("SELECT count(*) FROM intents", 0);
    expect_number("SELECT count(*) FROM asking", 4);
}

static void who_gets_a_job_or_is_asked_again_leaves_the_row_of_the_others(void **state)
{
    (void)state;
    struct err err;
    struct ledger *ledger = open_it();
    intend_three(ledger);
    assert_int_equal(ledger_commit(ledger, &err), 0);
    assert_int_equal(ledger_job(ledger, three[0], 1, "job-1", &err), 0);
    intend_key(ledger, three[1], 1);
    intend_key(ledger, three[2], 2);
    assert_int_equal(asking_of(ledger, three[2], OUTCOME_NONE), 2);
    commit_and_end(ledger);
    expect_number("SELECT count(*) FROM asking WHERE asking = 1 AND outcome IS NULL", 3);
    expect_number("SELECT count(*) FROM asking WHERE job = 'job-1'", 1);
    expect_number("SELECT sum(length(keys)) FROM intents", 32);
    ledger = open_it();
    assert_int_equal(asking_of(ledger, three[2], OUTCOME_NONE), 2);
    commit_and_end(ledger);
}

/* More than a row holds, of several numbers, answered in another order. */
static void thousands_who_wait_are_each_found(void **state)
{
    (void)state;
    enum { COUNT = 3000 };
    unsigned char of[LEDGER_KEY_BYTES] = {0};
    struct err err;
    struct ledger *ledger = open_it();
    for (int i = 0; i < COUNT; i++) {
        of[0] = (unsigned char)i;
        of[9] = (unsigned char)(i >> 8);
        intend_key(ledger, of, 1 + i % 2);
    }
    assert_int_equal(ledger_commit(ledger, &err), 0);
    for (int i = 0; i < COUNT; i++) {
        int one = i * 7 % COUNT; // 7 and COUNT have no common factor
        of[0] = (unsigned char)one;
        of[9] = (unsigned char)(one >> 8);
        assert_int_equal(asking_of(ledger, of, OUTCOME_NONE), 1 + one % 2);
        if (i < COUNT / 2)
            answer_key(ledger, of, 1 + one % 2);
    }
    commit_and_end(ledger);
    expect_number("SELECT count(*) FROM asking", COUNT / 2);
    expect_number("SELECT sum(length(keys)) FROM intents", COUNT / 2 * 32);
    commit_and_end(open_it());
    expect_number("SELECT count(DISTINCT key) FROM asking", COUNT);
}

static void a_row_of_many_that_was_changed_is_not_believed(void **state)
{
    (void)state;
    struct err err = {0};
    struct ledger *ledger = open_it();
    intend_three(ledger);
    commit_and_end(ledger);
    damage("UPDATE intents SET keys = substr(keys, 1, 64)");
    assert_int_equal(ledger_open(&ledger, folder, &err), 0);
    assert_int_equal(ledger_bind(ledger, &key, &err), -1);
    assert_string_equal(err.code, "ledger.damaged");
    ledger_close(ledger);
}

static void a_second_run_is_told_to_wait(void **state)
{
    (void)state;
    struct ledger *ledger = open_it(), *second = NULL;
    struct err err = {0};
    assert_int_equal(ledger_open(&second, folder, &err), -1);
    assert_string_equal(err.code, "ledger.busy");
    assert_int_equal(err.status, STATUS_AGAIN);
    ledger_close(ledger);
}

static void what_is_of_a_time_to_come_is_new(void **state)
{
    (void)state;
    struct err err;
    struct ledger *ledger = open_it();
    assert_int_equal(ledger_lag_s(ledger), 0);
    answer(ledger, 1, OUTCOME_MATCH, true);
    assert_int_equal(ledger_commit(ledger, &err), 0);
    ledger_close(ledger);
    execute("UPDATE asking SET asked_at = asked_at + 864000, answered_at = answered_at + 864001");
    ledger = open_it();
    assert_in_range(ledger_lag_s(ledger), 863900, 864001);
    assert_int_equal(find(ledger).age_s, 0);
    assert_int_equal(find(ledger).asked_age_s, 0);
    ledger_close(ledger);
    execute("UPDATE asking SET asked_at = asked_at - 1728000, answered_at = answered_at - 1728000");
    ledger = open_it();
    assert_in_range(-ledger_lag_s(ledger), 863999, 864100);
    assert_in_range(find(ledger).age_s, 863999, 864100);
    ledger_close(ledger);
}

static void another_site_key_is_refused(void **state)
{
    (void)state;
    ledger_close(open_it());
    struct ledger *ledger = NULL;
    struct err err = {0};
    assert_int_equal(ledger_open(&ledger, folder, &err), 0);
    assert_false(ledger_empty(ledger));
    const struct site_key other = {{7}};
    assert_int_equal(ledger_bind(ledger, &other, &err), -1);
    assert_string_equal(err.code, "ledger.key");
    ledger_close(ledger);
}

static void files_are_private(void **state)
{
    (void)state;
    struct ledger *ledger = open_it();
    answer(ledger, 1, OUTCOME_MATCH, true);
    struct err err;
    assert_int_equal(ledger_commit(ledger, &err), 0);
    static const char *const names[] = {
        "", "/ledger.db", "/ledger.db-wal", "/ledger.lock", "/ledger.mark"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[128];
        struct stat st;
        snprintf(path, sizeof path, "%s%s", folder, names[i]);
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 0777, i ? 0600 : 0700);
    }
    ledger_close(ledger);
}

static void the_site_key_is_made_once_and_kept_private(void **state)
{
    (void)state;
    struct site_key made, again;
    struct err err = {0};
    ledger_close(open_it()); // makes the folder
    assert_int_equal(key_load(&made, folder, false, &err), -1);
    assert_string_equal(err.code, "key.missing");
    assert_int_equal(key_load(&made, folder, true, &err), 0);
    assert_int_equal(key_load(&again, folder, true, &err), 0);
    assert_memory_equal(made.bytes, again.bytes, sizeof made.bytes);
    char path[128];
    snprintf(path, sizeof path, "%s/site.key", folder);
    chmod(path, 0644);
    assert_int_equal(key_load(&again, folder, true, &err), -1);
    assert_string_equal(err.code, "key.mode");
    chmod(path, 0600);
    assert_int_equal(truncate(path, 31), 0);
    assert_int_equal(key_load(&again, folder, true, &err), -1);
    assert_string_equal(err.code, "key.damaged");
}

static void keys_tell_realms_names_and_askings_apart(void **state)
{
    (void)state;
    unsigned char other[DIGEST_BYTES];
    key_person(&key, "reference http://a", "resident", "330482199003079978", "张三", other);
    assert_memory_not_equal(person, other, sizeof other);
    key_person(&key, "reference", "resident", "330482199003079978", "张四", other);
    assert_memory_not_equal(person, other, sizeof other);
    char first[DIGEST_HEX + 1], second[DIGEST_HEX + 1];
    unsigned char same[DIGEST_BYTES];
    key_name(&key, "reference", "张三", other);
    key_number(&key, "reference", "张三", same);
    assert_memory_not_equal(other, same, sizeof other);
    key_name(&key, "another", "张三", same);
    assert_memory_not_equal(other, same, sizeof other);
    key_asking(person, 1, first);
    key_asking(person, 2, second);
    assert_string_not_equal(first, second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(remembers_over_runs_what_was_committed),
        WITH_FOLDER(a_job_outlives_the_run_until_there_is_an_answer),
        WITH_FOLDER(what_was_asked_tells_its_age),
        WITH_FOLDER(counts_the_askings_of_a_name_and_of_a_number_since_midnight),
        WITH_FOLDER(forgets_what_was_not_committed),
        WITH_FOLDER(the_latest_asking_counts),
        WITH_FOLDER(what_was_paid_for_stays_so),
        WITH_FOLDER(an_intent_that_never_left_can_be_taken_back),
        WITH_FOLDER(those_who_are_asked_together_share_one_row_until_they_are_answered),
        WITH_FOLDER(who_gets_a_job_or_is_asked_again_leaves_the_row_of_the_others),
        WITH_FOLDER(thousands_who_wait_are_each_found),
        WITH_FOLDER(a_row_of_many_that_was_changed_is_not_believed),
        WITH_FOLDER(a_second_run_is_told_to_wait),
        WITH_FOLDER(another_site_key_is_refused),
        WITH_FOLDER(what_is_of_a_time_to_come_is_new),
        WITH_FOLDER(files_are_private),
        WITH_FOLDER(the_site_key_is_made_once_and_kept_private),
        WITH_FOLDER(keys_tell_realms_names_and_askings_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
