#include "unit.h"

#include "check/key.h"
#include "check/ledger.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];
static struct site_key key;
static char print[DIGEST_HEX + 1];
static unsigned char person[DIGEST_BYTES];

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/test_ledger.XXXXXX");
    assert_non_null(mkdtemp(folder));
    strcat(folder, "/state");
    struct err err;
    assert_int_equal(key_random(&key, &err), 0);
    key_print(&key, print);
    key_person(&key, "reference", "resident", "330482199003079978", "张三", person);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %.23s", folder);
    return system(command);
}

static struct ledger *open_it(void)
{
    struct ledger *ledger = NULL;
    struct err err = {0};
    assert_int_equal(ledger_open(&ledger, folder, &err), 0);
    assert_int_equal(ledger_bind(ledger, print, &err), 0);
    return ledger;
}

static void answer(struct ledger *ledger, long asking, enum outcome outcome, bool billed)
{
    struct err err;
    char at[24];
    struct ledger_verdict verdict = {outcome, "r-1", billed, 10, "CNY"};
    assert_int_equal(ledger_intend(ledger, person, asking, "reference", &err), 0);
    assert_int_equal(ledger_answer(ledger, person, asking, &verdict, at, &err), 0);
    assert_int_equal(strlen(at), 20);
}

static struct ledger_entry find(struct ledger *ledger)
{
    struct ledger_entry entry;
    struct err err;
    assert_int_equal(ledger_find(ledger, person, &entry, &err), 0);
    return entry;
}

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
    ledger_intend(ledger, person, 1, "reference", &err);
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
    ledger_intend(ledger, person, 1, "reference", &err);
    assert_int_equal(find(ledger).asking, 1);
    assert_int_equal(ledger_withdraw(ledger, person, 1, &err), 0);
    assert_int_equal(find(ledger).asking, 0);
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

static void another_site_key_is_refused(void **state)
{
    (void)state;
    ledger_close(open_it());
    struct ledger *ledger = NULL;
    struct err err = {0};
    assert_int_equal(ledger_open(&ledger, folder, &err), 0);
    assert_false(ledger_empty(ledger));
    char other[DIGEST_HEX + 1];
    memset(other, 'a', DIGEST_HEX);
    other[DIGEST_HEX] = '\0';
    assert_int_equal(ledger_bind(ledger, other, &err), -1);
    assert_string_equal(err.code, "ledger.key");
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

static void files_are_private(void **state)
{
    (void)state;
    struct ledger *ledger = open_it();
    answer(ledger, 1, OUTCOME_MATCH, true);
    struct err err;
    assert_int_equal(ledger_commit(ledger, &err), 0);
    static const char *const names[] = {"", "/ledger.db", "/ledger.db-wal", "/ledger.lock"};
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
    key_asking(person, 1, first);
    key_asking(person, 2, second);
    assert_string_not_equal(first, second);
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(remembers_over_runs_what_was_committed),
        WITH_FOLDER(forgets_what_was_not_committed),
        WITH_FOLDER(the_latest_asking_counts),
        WITH_FOLDER(what_was_paid_for_stays_so),
        WITH_FOLDER(an_intent_that_never_left_can_be_taken_back),
        WITH_FOLDER(a_second_run_is_told_to_wait),
        WITH_FOLDER(another_site_key_is_refused),
        WITH_FOLDER(what_it_cannot_read_is_refused),
        WITH_FOLDER(files_are_private),
        WITH_FOLDER(the_site_key_is_made_once_and_kept_private),
        WITH_FOLDER(keys_tell_realms_names_and_askings_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
