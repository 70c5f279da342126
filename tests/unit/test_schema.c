#include "ledgers.h"

static void an_older_ledger_is_taken_over(void **state)
{
    for (int version = 1; version <= OLD_VERSIONS; version++) {
        struct err err;
        print_message("# version %d\n", version);
        make_version(version);
        ledger_close(open_it());
        struct ledger *ledger = open_it(); // the second time nothing is left to do
        struct ledger_entry entry = find(ledger);
        assert_int_equal(entry.asking, 2);
        assert_int_equal(entry.outcome, OUTCOME_MATCH);
        assert_true(entry.billed);
        assert_false(entry.this_run);
        assert_string_equal(entry.ref, "r-9");
        assert_string_equal(entry.job, "");
        assert_in_range(entry.asked_age_s, 60, 160);
        struct ledger_asking intent = {
            .key = person, .asking = 3, .profile = "r", .profile_version = "0f"};
        assert_int_equal(ledger_intend(ledger, &intent, &err), 0);
        assert_int_equal(ledger_job(ledger, person, 3, "job-1", &err), 0);
        assert_string_equal(find(ledger).job, "job-1");
        struct ledger_verdict verdict = {.outcome = OUTCOME_MATCH, .ref = "", .batch = 7};
        char at[24];
        assert_int_equal(ledger_answer(ledger, person, 3, &verdict, at, &err), 0);
        assert_int_equal(ledger_commit(ledger, &err), 0);
        ledger_close(ledger);
        expect_number("PRAGMA user_version", 5);
        expect_number("SELECT count(*) FROM asking WHERE asking = 2 AND profile_version IS NULL "
                      "AND batch IS NULL",
            1);
        expect_number("SELECT count(*) FROM asking WHERE asking = 3 AND profile_version = '0f' "
                      "AND batch = 7",
            1);
        remove_folder(state);
        make_folder(state);
    }
}

/* Whatever goes wrong on the way from the first version to the last, the first is what stays. */
static void a_ledger_that_cannot_be_taken_over_stays_as_it_was(void **state)
{
    (void)state;
    static const struct {
        const char *put, *remove;
    } blockers[] = {
        {"CREATE TABLE b (x); CREATE INDEX asking_number ON b (x)", "DROP TABLE b"},
        {"CREATE TABLE b (x); CREATE INDEX purges ON b (x)", "DROP TABLE b"},
        {"INSERT INTO meta VALUES ('seal', 1)", "DELETE FROM meta WHERE name = 'seal'"},
    };
    make_version(1);
    for (size_t i = 0; i < sizeof blockers / sizeof *blockers; i++) {
        struct err err = {0};
        struct ledger *ledger = NULL;
        damage(blockers[i].put);
        assert_int_equal(ledger_open(&ledger, folder, &err), 0);
        assert_int_equal(ledger_bind(ledger, &key, &err), -1);
        assert_string_equal(err.code, "ledger.damaged");
        ledger_close(ledger);
        expect_number("PRAGMA user_version", 1);
        expect_number("SELECT count(*) FROM pragma_table_info('asking')", 11);
        damage(blockers[i].remove);
    }
    struct ledger *ledger = open_it();
    assert_int_equal(find(ledger).asking, 2);
    ledger_close(ledger);
}

/* It gets no seals of the next version. */
static void an_older_ledger_that_was_changed_is_not_taken_over(void **state)
{
    (void)state;
    struct err err = {0};
    struct ledger *ledger = NULL;
    make_version(SCHEMA_SEALED);
    damage("UPDATE asking SET outcome = 'mismatch'");
    assert_int_equal(ledger_open(&ledger, folder, &err), 0);
    assert_int_equal(ledger_bind(ledger, &key, &err), -1);
    assert_string_equal(err.code, "ledger.damaged");
    ledger_close(ledger);
    expect_number("PRAGMA user_version", SCHEMA_SEALED);
    damage("UPDATE asking SET outcome = 'match'");
    ledger = open_it();
    assert_int_equal(find(ledger).asking, 2);
    ledger_close(ledger);
}

static void write_over(const char *name, long at, const char *bytes, size_t len)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    int fd = open(path, O_WRONLY);
    assert_int_equal(pwrite(fd, bytes, len, at), len);
    close(fd);
}

static void what_it_cannot_read_is_refused(void **state)
{
    (void)state;
    ledger_close(open_it());
    struct ledger *ledger = NULL;
    struct err err = {0};
    write_over("ledger.db", 63, "\x09", 1); // user_version
    assert_int_equal(ledger_open(&ledger, folder, &err), -1);
    assert_string_equal(err.code, "ledger.version");
    assert_int_equal(err.status, STATUS_CONFIG);
    write_over("ledger.db", 0, "rubbish", 7);
    assert_int_equal(ledger_open(&ledger, folder, &err), -1);
    assert_string_equal(err.code, "ledger.damaged");
    assert_int_equal(err.status, STATUS_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(an_older_ledger_is_taken_over),
        WITH_FOLDER(a_ledger_that_cannot_be_taken_over_stays_as_it_was),
        WITH_FOLDER(an_older_ledger_that_was_changed_is_not_taken_over),
        WITH_FOLDER(what_it_cannot_read_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
