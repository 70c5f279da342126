#include "ledgers.h"

#include "base/publish.h"

static void remove_file(const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(unlink(path), 0);
}

static void expect_lost(void)
{
    struct ledger *ledger = NULL;
    struct err err = {0};
    assert_int_equal(ledger_open(&ledger, folder, &err), -1);
    assert_string_equal(err.code, "ledger.lost");
    assert_int_equal(err.status, STATUS_CONFIG);
}

/* Gone, empty, or one that nobody ever used put in its place. */
static void a_ledger_that_is_lost_is_missed(void **state)
{
    (void)state;
    char path[128];
    assert_false(ledger_exists(folder));
    ledger_close(open_it());
    remove_file("ledger.db");
    assert_true(ledger_exists(folder));
    for (int i = 0; i < 2; i++) {
        expect_lost();
        snprintf(path, sizeof path, "%s/ledger.db", folder);
        assert_int_equal(access(path, F_OK), i ? 0 : -1); // nothing is put in its place
        int fd = open(path, O_CREAT | O_WRONLY, 0600);
        assert_int_equal(close(fd), 0);
    }
    damage(versions[0]); // tied to no key
    expect_lost();
    remove_file("ledger.db");
    remove_file("ledger.mark"); // on purpose
    ledger_close(open_it());
    assert_true(ledger_exists(folder));
}

/* Whatever it is that a row says. */
static void a_row_that_was_changed_is_never_a_verdict(void **state)
{
    (void)state;
    static const char *const changes[] = {"key = zeroblob(32)", "asking = 2", "run = 7",
        "profile = 'other'", "asked_at = asked_at - 1", "outcome = 'mismatch'", "outcome = NULL",
        "answered_at = answered_at + 1", "ref = 'r-2'", "ref = NULL", "billed = 0", "minor = 11",
        "currency = 'USD'", "name_key = zeroblob(32)", "number_key = zeroblob(32)", "job = 'j'",
        "profile_version = '0f'", "batch = 1", "seal = seal + 1", "seal = NULL"};
    struct err err;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        char sql[128];
        struct ledger *ledger = open_it();
        answer(ledger, 1, OUTCOME_MATCH, true);
        assert_int_equal(ledger_commit(ledger, &err), 0);
        ledger_close(ledger);
        print_message("# %s\n", changes[i]);
        snprintf(sql, sizeof sql, "UPDATE asking SET %s", changes[i]);
        damage(sql);
        assert_int_equal(ledger_open(&ledger, folder, &err), 0);
        assert_int_equal(ledger_bind(ledger, &key, &err), -1);
        assert_string_equal(err.code, "ledger.damaged");
        assert_int_equal(err.status, STATUS_IO);
        ledger_close(ledger);
        remove_folder(state);
        make_folder(state);
    }
}

/* What the ledger says about 张三; "refused" when it says nothing. */
static void tell(char said[256])
{
    struct ledger *ledger = NULL;
    struct ledger_entry entry;
    struct err err = {0};
    if (ledger_open(&ledger, folder, &err) || ledger_bind(ledger, &key, &err) ||
        ledger_find(ledger, person, &entry, &err)) {
        if (err.status != STATUS_IO && err.status != STATUS_CONFIG)
            fail_msg("%s: %s", err.code, err.text);
        strcpy(said, "refused");
    } else {
        snprintf(said, 256, "%ld %d %d %s %s", entry.asking, entry.outcome, entry.this_run,
            entry.ref, entry.at);
    }
    ledger_close(ledger);
}

/* One bit of each eleventh byte, each of the eight in turn. */
static void no_flipped_bit_changes_what_is_known(void **state)
{
    (void)state;
    struct err err;
    struct ledger *ledger = open_it();
    char *whole = NULL, path[128], first[256], said[256];
    size_t len = 0;
    int refused = 0;
    answer(ledger, 1, OUTCOME_MATCH, true);
    for (unsigned char other = 0; other < 20; other++) {
        unsigned char name[LEDGER_KEY_BYTES] = {other};
        struct ledger_asking intent = {
            .key = name, .asking = 1, .profile = "p", .name_key = name, .number_key = name};
        assert_int_equal(ledger_intend(ledger, &intent, &err), 0);
    }
    assert_int_equal(ledger_commit(ledger, &err), 0);
    ledger_close(ledger);
    snprintf(path, sizeof path, "%s/ledger.db", folder);
    assert_int_equal(file_read(path, 1 << 20, &whole, &len, &err), 0);
    tell(first);
    for (size_t at = 0; at < len; at += 11) {
        whole[at] ^= (char)(1 << at % 8);
        int fd = open(path, O_WRONLY | O_TRUNC);
        assert_int_equal(write(fd, whole, len), len);
        assert_int_equal(close(fd), 0);
        whole[at] ^= (char)(1 << at % 8);
        tell(said);
        if (strcmp(said, "refused") && strcmp(said, first))
            fail_msg("byte %zu: %s, not %s", at, said, first);
        refused += !strcmp(said, "refused");
    }
    assert_true(refused > 200);
    free(whole);
}

static void what_changes_in_the_run_is_noticed_when_it_is_needed(void **state)
{
    (void)state;
    struct err err;
    struct ledger_entry entry;
    struct ledger *ledger = open_it();
    char at[24];
    answer(ledger, 1, OUTCOME_MISMATCH, true);
    assert_int_equal(ledger_execute(ledger, "UPDATE asking SET outcome = 'match'", &err), 0);
    assert_int_equal(ledger_find(ledger, person, &entry, &err), -1);
    assert_string_equal(err.code, "ledger.damaged");
    struct ledger_verdict verdict = {OUTCOME_MATCH, "", false, 0, "CNY"};
    assert_int_equal(ledger_answer(ledger, person, 2, &verdict, at, &err), -1); // never asked
    assert_string_equal(err.code, "ledger.damaged");
    ledger_close(ledger);
}

static void what_it_says_about_itself_is_held_too(void **state)
{
    (void)state;
    static const char *const changes[] = {"UPDATE meta SET value = 9 WHERE name = 'run'",
        "DELETE FROM meta WHERE name = 'run'", "DELETE FROM meta WHERE name = 'seal'",
        "CREATE INDEX i ON asking (ref)",
        "INSERT INTO purges VALUES (1, 2, 1, '1s', 0, 5, 3, 0, '0', 0, 7)"};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct ledger *ledger = open_it();
        struct err err = {0};
        ledger_close(ledger);
        print_message("# %s\n", changes[i]);
        damage(changes[i]);
        assert_int_equal(ledger_open(&ledger, folder, &err), 0);
        assert_int_equal(ledger_bind(ledger, &key, &err), -1);
        assert_string_equal(err.code, "ledger.damaged");
        ledger_close(ledger);
        remove_folder(state);
        make_folder(state);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(a_ledger_that_is_lost_is_missed),
        WITH_FOLDER(a_row_that_was_changed_is_never_a_verdict),
        WITH_FOLDER(no_flipped_bit_changes_what_is_known),
        WITH_FOLDER(what_changes_in_the_run_is_noticed_when_it_is_needed),
        WITH_FOLDER(what_it_says_about_itself_is_held_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
