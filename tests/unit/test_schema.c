#include "ledgers.h"

/* The tables of version 1, as its files have them. */
static void make_version_1(void)
{
    char sql[1024];
    assert_int_equal(mkdir(folder, 0700), 0);
    snprintf(sql, sizeof sql,
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;"
        "CREATE TABLE asking (key BLOB NOT NULL, asking INTEGER NOT NULL, run INTEGER NOT NULL, "
        "profile TEXT NOT NULL, asked_at INTEGER NOT NULL, outcome TEXT, answered_at INTEGER, "
        "ref TEXT, billed INTEGER NOT NULL DEFAULT 0, minor INTEGER, currency TEXT, "
        "PRIMARY KEY (key, asking)) STRICT, WITHOUT ROWID;"
        "INSERT INTO meta VALUES ('run', 4), ('key', '%s');"
        "PRAGMA application_id = 1836413812; PRAGMA user_version = 1;",
        print);
    execute(sql);
    char hex[DIGEST_HEX + 1];
    digest_hex(person, sizeof person, hex);
    snprintf(sql, sizeof sql,
        "INSERT INTO asking VALUES (x'%s', 2, 4, 'reference', unixepoch() - 60, 'match', "
        "unixepoch() - 50, 'r-9', 1, 10, 'CNY')",
        hex);
    execute(sql);
}

static void a_ledger_of_the_first_version_is_taken_over(void **state)
{
    (void)state;
    struct err err;
    make_version_1();
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
    intend(ledger, 3);
    assert_int_equal(ledger_job(ledger, person, 3, "job-1", &err), 0);
    assert_string_equal(find(ledger).job, "job-1");
    ledger_close(ledger);
}

static void a_ledger_that_cannot_be_taken_over_stays_as_it_was(void **state)
{
    (void)state;
    struct err err = {0};
    struct ledger *ledger = NULL;
    make_version_1();
    execute("CREATE TABLE blocker (x); CREATE INDEX asking_number ON blocker (x)");
    assert_int_equal(ledger_open(&ledger, folder, &err), -1);
    assert_string_equal(err.code, "ledger.write");
    execute("DROP TABLE blocker");
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
        WITH_FOLDER(a_ledger_of_the_first_version_is_taken_over),
        WITH_FOLDER(a_ledger_that_cannot_be_taken_over_stays_as_it_was),
        WITH_FOLDER(what_it_cannot_read_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
