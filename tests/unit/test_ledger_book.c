#include "ledgers.h"

#include "check/ledger_book.h"

/* Writes an asking of `who`, who is one letter. */
static void put(char who, long asking, const char *outcome, long days_ago, const char *more)
{
    char sql[512];
    snprintf(sql, sizeof sql,
        "INSERT INTO asking (key, asking, run, profile, asked_at, outcome, answered_at) VALUES "
        "(CAST('%c234567890123456789012345678901' || '2' AS BLOB), %ld, 1, 'reference', "
        "unixepoch() - %ld * 86400, %s, CASE WHEN %s IS NULL THEN NULL ELSE unixepoch() - %ld * "
        "86400 END); %s",
        who, asking, days_ago, outcome, outcome, days_ago, more);
    execute(sql);
}

static struct ledger *open_book(bool write)
{
    struct ledger *ledger = NULL;
    struct err err = {0};
    if (ledger_open_book(&ledger, folder, write, &err))
        fail_msg("%s: %s", err.code, err.text);
    return ledger;
}

static void make_ledger(void)
{
    struct err err;
    ledger_close(open_it());
    char path[128];
    snprintf(path, sizeof path, "%s/site.key", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(key.bytes, 1, sizeof key.bytes, file), sizeof key.bytes);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(path, 0600), 0);
    assert_int_equal(key_load(&key, folder, false, &err), 0);
}

static void a_ledger_that_is_not_there_is_not_made(void **state)
{
    (void)state;
    struct ledger *ledger = NULL;
    struct err err = {0};
    for (int write = 0; write < 2; write++) {
        assert_int_equal(ledger_open_book(&ledger, folder, write, &err), -1);
        assert_string_equal(err.code, "ledger.missing");
        assert_int_equal(err.status, STATUS_NO_INPUT);
    }
    assert_int_equal(access(folder, F_OK), -1);
}

static void several_may_read_and_one_alone_writes(void **state)
{
    (void)state;
    struct err err = {0};
    struct ledger *third = NULL;
    make_ledger();
    struct ledger *first = open_book(false), *second = open_book(false);
    assert_int_equal(ledger_open_book(&third, folder, true, &err), -1);
    assert_string_equal(err.code, "ledger.busy");
    assert_int_equal(ledger_open(&third, folder, &err), -1);
    assert_string_equal(err.code, "ledger.busy");
    ledger_close(first);
    ledger_close(second);
    third = open_it();
    assert_int_equal(ledger_open_book(&first, folder, false, &err), -1);
    assert_int_equal(err.status, STATUS_AGAIN);
    ledger_close(third);
}

static void days_are_summed_by_profile_outcome_and_currency(void **state)
{
    (void)state;
    struct err err;
    struct ledger_days days;
    make_ledger();
    put('a', 1, "'match'", 2, "UPDATE asking SET billed = 1, minor = 50, currency = 'CNY'");
    put('b', 1, "'unknown'", 2, "");
    put('c', 1, "NULL", 2, "");
    put('d', 1, "'match'", 2, "UPDATE asking SET profile = 'b' WHERE substr(key, 1, 1) = x'64'");
    put('e', 1, "'match'", 1,
        "UPDATE asking SET billed = 1, minor = 120, currency = 'USD' WHERE substr(key, 1, 1) = "
        "x'65'");
    struct ledger *ledger = open_book(false);
    assert_int_equal(ledger_sum_days(ledger, &days, &err), 0);
    ledger_close(ledger);
    assert_int_equal(days.count, 3);
    assert_string_equal(days.items[0].profile, "b");
    assert_string_equal(days.items[1].profile, "reference");
    assert_string_equal(days.items[0].day, days.items[1].day);
    assert_string_not_equal(days.items[1].day, days.items[2].day);
    const struct ledger_day *day = &days.items[1];
    assert_int_equal(day->askings, 3);
    assert_int_equal(day->paid, 1);
    assert_int_equal(day->outcomes[OUTCOME_NONE], 1);
    assert_int_equal(day->outcomes[OUTCOME_MATCH], 1);
    assert_int_equal(day->outcomes[OUTCOME_UNKNOWN], 1);
    assert_int_equal(day->money_count, 1);
    assert_int_equal(day->money[0].minor, 50);
    assert_string_equal(day->money[0].currency, "CNY");
    assert_int_equal(days.all.askings, 5);
    assert_int_equal(days.all.money_count, 2);
    ledger_days_release(&days);
}

static int take_row(void *context, const struct ledger_row *row, struct err *err)
{
    (void)err;
    *(struct ledger_row *)context = *row;
    return 0;
}

static void older_versions_are_read_as_they_are(void **state)
{
    for (int version = 1; version <= OLD_VERSIONS; version++) {
        struct err err;
        struct ledger_days days;
        struct ledger_row row = {{0}};
        struct ledger_choice all = {.profile = "reference"};
        print_message("# version %d\n", version);
        make_version(version);
        struct ledger *ledger = open_book(false);
        assert_int_equal(ledger_sum_days(ledger, &days, &err), 0);
        assert_int_equal(days.count, 1);
        assert_int_equal(days.items[0].paid, 1);
        ledger_days_release(&days);
        assert_int_equal(ledger_each(ledger, &all, take_row, &row, &err), 0);
        assert_int_equal(row.asking, 2);
        assert_int_equal(strlen(row.key), DIGEST_HEX);
        assert_string_equal(row.outcome, "match");
        assert_string_equal(row.profile_version, "");
        assert_string_equal(row.ref, "r-9");
        assert_int_equal(row.minor, 10);
        ledger_close(ledger);
        remove_folder(state);
        make_folder(state);
    }
}

static int count_open(void *context, const struct ledger_row *row, struct err *err)
{
    (void)err;
    long *count = context;
    assert_string_equal(row->profile, "reference");
    assert_string_equal(row->outcome, "");
    assert_string_equal(row->answered_at, "");
    assert_int_equal(row->asking, 1);
    assert_false(row->billed);
    ++*count;
    return 0;
}

static void what_a_run_left_open_in_one_row_is_an_asking_each(void **state)
{
    (void)state;
    struct err err;
    struct ledger_days days;
    struct ledger_purged purged;
    const struct ledger_choice all = {.profile = NULL};
    const struct ledger_purge rehearsal = {.everything = true, .older = "0", .dry_run = true};
    make_ledger();
    struct ledger *ledger = open_it();
    intend_three(ledger);
    assert_int_equal(ledger_commit(ledger, &err), 0);
    ledger_close(ledger);
    for (int write = 0; write < 2; write++) {
        long count = 0;
        ledger = open_book(write);
        assert_int_equal(ledger_sum_days(ledger, &days, &err), 0);
        assert_int_equal(days.all.outcomes[OUTCOME_NONE], 3);
        ledger_days_release(&days);
        assert_int_equal(ledger_each(ledger, &all, count_open, &count, &err), 0);
        assert_int_equal(count, 3);
        assert_int_equal(ledger_purge(ledger, &rehearsal, &purged, &err), 0);
        assert_int_equal(purged.all.deleted, 3);
        ledger_purged_release(&purged);
        ledger_close(ledger);
    }
}

static void last_code(void *context, const struct err *finding)
{
    struct err *last = context;
    *last = *finding;
}

#define LEFT_OPEN(asking, keys)                                                                    \
    "INSERT INTO intents VALUES (7, 1, 'r', NULL, unixepoch(), " asking ", " keys ", 0)"

/* What one change makes of a sound ledger. */
static void what_cannot_be_is_found(void **state)
{
    static const struct {
        const char *change, *code;
        bool unsealed;
    } cases[] = {
        {"", NULL},
        {"INSERT INTO asking (key, asking, run, profile, asked_at) VALUES (x'01', 1, 1, 'r', 1)",
            "asking.key"},
        {"DELETE FROM asking WHERE asking = 2", "asking.number"},
        {"DELETE FROM asking WHERE asking = 1", "asking.number"},
        {"UPDATE asking SET asking = -1 WHERE asking = 1", "asking.number"},
        {"UPDATE asking SET outcome = 'matched' WHERE asking = 2", "asking.outcome"},
        {"UPDATE asking SET answered_at = NULL WHERE asking = 2", "asking.verdict"},
        {"UPDATE asking SET answered_at = unixepoch() WHERE asking = 3", "asking.verdict"},
        {"UPDATE asking SET answered_at = asked_at - 1 WHERE asking = 2", "asking.time"},
        {"UPDATE asking SET answered_at = unixepoch() + 90000 WHERE asking = 2", "asking.future"},
        {"UPDATE asking SET asked_at = unixepoch() + 90000 WHERE asking = 3", "asking.future"},
        {"UPDATE asking SET minor = -1 WHERE asking = 2", "asking.price"},
        {"UPDATE asking SET minor = NULL WHERE asking = 2", "asking.price"},
        {"UPDATE asking SET currency = 'yuan' WHERE asking = 2", "asking.price"},
        {"UPDATE asking SET billed = 0 WHERE asking = 2", "asking.price"},
        {"UPDATE asking SET job = 'j' WHERE asking = 2", "asking.job"},
        {"UPDATE asking SET job = 'j' WHERE asking = 3", NULL},
        {"UPDATE asking SET run = 9 WHERE asking = 2", "asking.run"},
        {"CREATE TRIGGER t AFTER INSERT ON asking BEGIN DELETE FROM asking; END", "ledger.tables"},
        {"INSERT INTO purges VALUES (1, 2, 1, '1s', 0, 5, 3, 0, '0', 0, 0)", "purge.unfinished"},
        {"INSERT INTO purges VALUES (1, 2, 1, '1s', 0, 5, 3, 1, '0', 1, 0); DELETE FROM asking WHERE "
         "asking = 1",
            NULL},
        {"DELETE FROM meta WHERE name = 'key'", "ledger.unbound"},
        {"UPDATE meta SET value = 'a' WHERE name = 'key'", "ledger.key"},
        {"PRAGMA user_version = 6", "ledger.version"},
        {"PRAGMA application_id = 1", "ledger.version"},
        {"ALTER TABLE asking RENAME COLUMN ref TO reference", "ledger.damaged", true},
        {"UPDATE asking SET outcome = 'mismatch' WHERE asking = 2", "asking.seal", true},
        {"UPDATE asking SET minor = 1 WHERE asking = 2", "asking.seal", true},
        {"UPDATE meta SET value = value + 1 WHERE name = 'run'", "ledger.seal", true},
        {LEFT_OPEN("1", "x'0102'"), "asking.key"},
        {LEFT_OPEN("9", "randomblob(32)"), "asking.number"},
        {LEFT_OPEN("1", "randomblob(64)"), NULL},
        {LEFT_OPEN("1", "randomblob(64)"), "asking.seal", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = {0}, finding = {0};
        size_t count = 0;
        print_message("# case %zu\n", i);
        make_ledger();
        put('a', 1, "'unknown'", 2, "");
        put('a', 2, "'match'", 1,
            "UPDATE asking SET billed = 1, minor = 10, currency = 'CNY' WHERE asking = 2");
        put('a', 3, "NULL", 0, "");
        damage(cases[i].change);
        if (!cases[i].unsealed)
            seal();
        assert_int_equal(ledger_verify(folder, last_code, &finding, &count, &err), 0);
        assert_int_equal(count, cases[i].code != NULL);
        assert_string_equal(finding.code, cases[i].code ? cases[i].code : "");
        remove_folder(state);
        make_folder(state);
    }
}

static void files_that_others_may_use_are_found(void **state)
{
    (void)state;
    struct err err = {0}, finding = {0};
    size_t count = 0;
    char path[128];
    make_ledger();
    snprintf(path, sizeof path, "%s/ledger.db", folder);
    chmod(path, 0640);
    assert_int_equal(ledger_verify(folder, last_code, &finding, &count, &err), 0);
    assert_int_equal(count, 1);
    assert_string_equal(finding.code, "ledger.mode");
    chmod(path, 0600);
    snprintf(path, sizeof path, "%s/site.key", folder);
    chmod(path, 0604);
    assert_int_equal(ledger_verify(folder, last_code, &finding, &count, &err), 0);
    assert_int_equal(count, 1);
    assert_string_equal(finding.code, "key.mode");
    unlink(path);
    assert_int_equal(ledger_verify(folder, last_code, &finding, &count, &err), 0);
    assert_string_equal(finding.code, "key.missing");
}

/* Purges with --older 30d; what is left is told as "a1 b2". */
static void purge_and_expect(bool everything, bool dry_run, const char *left)
{
    struct err err = {0};
    struct ledger_purged purged;
    struct ledger_purge purge = {30L * 86400, "30d", everything, dry_run, "0.1"};
    struct ledger *ledger = open_book(!dry_run);
    if (ledger_purge(ledger, &purge, &purged, &err))
        fail_msg("%s: %s", err.code, err.text);
    ledger_close(ledger);
    assert_int_equal(purged.all.before, purged.all.deleted + purged.all.after);
    ledger_purged_release(&purged);
    char path[128], sql[] = "SELECT coalesce(group_concat(substr(key, 1, 1) || asking, ' '), '') "
                            "FROM (SELECT * FROM asking ORDER BY key, asking)";
    sqlite3 *db;
    sqlite3_stmt *query;
    snprintf(path, sizeof path, "%s/ledger.db", folder);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &query, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(query), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(query, 0), left);
    sqlite3_finalize(query);
    sqlite3_close(db);
}

static void make_old_and_new(void)
{
    make_ledger();
    put('a', 1, "'match'", 31, "");
    put('b', 1, "'match'", 29, "");
    put('c', 1, "'unknown'", 31, "");
    put('d', 1, "NULL", 31, "");
    put('e', 1, "'mismatch'", 50, "");
    put('e', 2, "'match'", 29, "");
    put('f', 1, "'unknown'", 60, "");
    put('f', 2, "'match'", 31, "");
    put('g', 1, "'pending'", 31, "UPDATE asking SET job = 'j' WHERE outcome = 'pending'");
    put('h', 1, "'pending'", 31, "");
    put('i', 1, "'match'", 10, ""); // asked with a clock that was wrong
    put('i', 2, "'match'", 31, "");
}

static void what_is_old_and_settled_goes(void **state)
{
    (void)state;
    make_old_and_new();
    purge_and_expect(false, true, "a1 b1 c1 d1 e1 e2 f1 f2 g1 h1 i1 i2");
    purge_and_expect(true, true, "a1 b1 c1 d1 e1 e2 f1 f2 g1 h1 i1 i2");
    purge_and_expect(false, false, "b1 c1 d1 e2 f1 f2 g1 i1 i2");
    purge_and_expect(false, false, "b1 c1 d1 e2 f1 f2 g1 i1 i2");
    purge_and_expect(true, false, "b1 e2 i1 i2");
    size_t count;
    struct err err, finding = {0};
    assert_int_equal(ledger_verify(folder, last_code, &finding, &count, &err), 0);
    assert_string_equal(finding.code, "");
}

static void numbers_of_purged_askings_are_not_used_again(void **state)
{
    (void)state;
    make_ledger();
    put('a', 1, "'match'", 50, "");
    put('a', 2, "'match'", 40, "");
    purge_and_expect(false, false, "");
    struct ledger *ledger = open_it();
    struct ledger_entry entry = find(ledger);
    assert_int_equal(entry.asking, 0);
    assert_int_equal(entry.purged, 2);
    ledger_close(ledger);
}

static void take_note(void *context, const struct ledger_purge_note *note)
{
    *(struct ledger_purge_note *)context = *note;
}

static void a_purge_leaves_a_note_and_an_unfinished_one_is_finished_by_the_next(void **state)
{
    (void)state;
    struct err err;
    struct ledger_purge_note note = {{0}};
    make_old_and_new();
    purge_and_expect(false, false, "b1 c1 d1 e2 f1 f2 g1 i1 i2");
    struct ledger *ledger = open_book(false);
    assert_int_equal(ledger_each_purge(ledger, take_note, &note, &err), 0);
    ledger_close(ledger);
    assert_int_equal(note.deleted, 3);
    assert_int_equal(note.remaining, 9);
    assert_string_equal(note.older, "30d");
    assert_string_equal(note.version, "0.1");
    assert_int_equal(strlen(note.at), 20);
    assert_true(note.finished);
    execute("UPDATE purges SET finished = 0");
    purge_and_expect(false, false, "b1 c1 d1 e2 f1 f2 g1 i1 i2");
    ledger = open_book(false);
    assert_int_equal(ledger_each_purge(ledger, take_note, &note, &err), 0);
    ledger_close(ledger);
    assert_int_equal(note.deleted, 0);
    execute("CREATE TEMP TABLE t (x CHECK (x = 0)); "
            "INSERT INTO t SELECT count(*) FROM purges WHERE NOT finished");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(a_ledger_that_is_not_there_is_not_made),
        WITH_FOLDER(several_may_read_and_one_alone_writes),
        WITH_FOLDER(days_are_summed_by_profile_outcome_and_currency),
        WITH_FOLDER(older_versions_are_read_as_they_are),
        WITH_FOLDER(what_a_run_left_open_in_one_row_is_an_asking_each),
        WITH_FOLDER(what_cannot_be_is_found),
        WITH_FOLDER(files_that_others_may_use_are_found),
        WITH_FOLDER(what_is_old_and_settled_goes),
        WITH_FOLDER(numbers_of_purged_askings_are_not_used_again),
        WITH_FOLDER(a_purge_leaves_a_note_and_an_unfinished_one_is_finished_by_the_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
