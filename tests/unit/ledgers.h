/* A ledger in a folder of its own, and one person in it: 张三. */
#ifndef LEDGERS_H
#define LEDGERS_H
#include "unit.h"

#include "check/key.h"
#include "check/ledger.h"
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];
static struct site_key key;
static char print[DIGEST_HEX + 1];
static unsigned char person[DIGEST_BYTES];

static inline int make_folder(void **state)
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

static inline int remove_folder(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %.23s", folder);
    return system(command);
}

static inline struct ledger *open_it(void)
{
    struct ledger *ledger = NULL;
    struct err err = {0};
    assert_int_equal(ledger_open(&ledger, folder, &err), 0);
    assert_int_equal(ledger_bind(ledger, print, &err), 0);
    return ledger;
}

static inline void intend(struct ledger *ledger, long asking)
{
    struct err err;
    struct ledger_asking intent = {.key = person, .asking = asking, .profile = "reference"};
    assert_int_equal(ledger_intend(ledger, &intent, &err), 0);
}

static inline struct ledger_entry find(struct ledger *ledger)
{
    struct ledger_entry entry;
    struct err err;
    assert_int_equal(ledger_find(ledger, person, &entry, &err), 0);
    return entry;
}

static inline void execute(const char *sql)
{
    char path[128];
    sqlite3 *db;
    snprintf(path, sizeof path, "%s/ledger.db", folder);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
#endif
