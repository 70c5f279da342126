/* A ledger in a folder of its own, and one person in it: 张三. */
#ifndef LEDGERS_H
#define LEDGERS_H
#include "unit.h"

#include "check/key.h"
#include "check/ledger_db.h"
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
    assert_int_equal(ledger_bind(ledger, &key, &err), 0);
    return ledger;
}

static inline void intend_key(struct ledger *ledger, const unsigned char *of, long asking)
{
    struct err err;
    struct ledger_asking intent = {.key = of, .asking = asking, .profile = "reference"};
    assert_int_equal(ledger_intend(ledger, &intent, &err), 0);
}

static inline void intend(struct ledger *ledger, long asking)
{
    intend_key(ledger, person, asking);
}

static const unsigned char three[3][LEDGER_KEY_BYTES] = {{1}, {2}, {3}};

static inline void intend_three(struct ledger *ledger)
{
    for (int i = 0; i < 3; i++)
        intend_key(ledger, three[i], 1);
}

/* Asked and answered, with the ref r-1; what is billed costs 0.10. */
static inline void answer(struct ledger *ledger, long asking, enum outcome outcome, bool billed)
{
    struct err err;
    char at[24];
    struct ledger_verdict verdict = {outcome, "r-1", billed, 10, "CNY"};
    intend(ledger, asking);
    assert_int_equal(ledger_answer(ledger, person, asking, &verdict, at, &err), 0);
    assert_int_equal(strlen(at), 20);
}

static inline struct ledger_entry find(struct ledger *ledger)
{
    struct ledger_entry entry;
    struct err err;
    assert_int_equal(ledger_find(ledger, person, &entry, &err), 0);
    return entry;
}

/* As a disk, or somebody without the key, changes it. */
static inline void damage(const char *sql)
{
    char path[128];
    sqlite3 *db;
    snprintf(path, sizeof path, "%s/ledger.db", folder);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(ledger_seal_with(db, &key), 0);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static inline void seal(void)
{
    damage(schema_seal_askings);
    damage(schema_seal_intents);
    damage(schema_seal_purges);
    damage(schema_seal_meta);
}

/* As if muster had written it so, each intent in a row of its own. */
static inline void execute(const char *sql)
{
    damage(schema_settle_intents);
    damage(sql);
    seal();
}

/* The tables of each version, as its files have them. */
static const char *const versions[] = {
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;"
    "CREATE TABLE asking (key BLOB NOT NULL, asking INTEGER NOT NULL, run INTEGER NOT NULL, "
    "profile TEXT NOT NULL, asked_at INTEGER NOT NULL, outcome TEXT, answered_at INTEGER, "
    "ref TEXT, billed INTEGER NOT NULL DEFAULT 0, minor INTEGER, currency TEXT, "
    "PRIMARY KEY (key, asking)) STRICT, WITHOUT ROWID;"
    "INSERT INTO meta VALUES ('run', 4);"
    "PRAGMA application_id = 1836413812; PRAGMA user_version = 1;",
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;"
    "CREATE TABLE asking (key BLOB NOT NULL, asking INTEGER NOT NULL, run INTEGER NOT NULL, "
    "profile TEXT NOT NULL, asked_at INTEGER NOT NULL, outcome TEXT, answered_at INTEGER, "
    "ref TEXT, billed INTEGER NOT NULL DEFAULT 0, minor INTEGER, currency TEXT, "
    "name_key BLOB, number_key BLOB, job TEXT, "
    "PRIMARY KEY (key, asking)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX asking_name ON asking (name_key, asked_at) WHERE name_key IS NOT NULL;"
    "CREATE INDEX asking_number ON asking (number_key, asked_at) WHERE number_key IS NOT NULL;"
    "INSERT INTO meta VALUES ('run', 4);"
    "PRAGMA application_id = 1836413812; PRAGMA user_version = 2;",
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;"
    "CREATE TABLE asking (key BLOB NOT NULL, asking INTEGER NOT NULL, run INTEGER NOT NULL, "
    "profile TEXT NOT NULL, asked_at INTEGER NOT NULL, outcome TEXT, answered_at INTEGER, "
    "ref TEXT, billed INTEGER NOT NULL DEFAULT 0, minor INTEGER, currency TEXT, "
    "name_key BLOB, number_key BLOB, job TEXT, profile_version TEXT, batch INTEGER, "
    "PRIMARY KEY (key, asking)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX asking_name ON asking (name_key, asked_at) WHERE name_key IS NOT NULL;"
    "CREATE INDEX asking_number ON asking (number_key, asked_at) WHERE number_key IS NOT NULL;"
    "CREATE TABLE purges (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, limit_at INTEGER NOT NULL, "
    "older TEXT NOT NULL, everything INTEGER NOT NULL, deleted INTEGER NOT NULL, "
    "remaining INTEGER NOT NULL, highest INTEGER NOT NULL, version TEXT NOT NULL, "
    "finished INTEGER NOT NULL) STRICT;"
    "INSERT INTO meta VALUES ('run', 4);"
    "INSERT INTO purges VALUES (1, 2, 1, '1s', 0, 5, 3, 1, '0', 1);"
    "PRAGMA application_id = 1836413812; PRAGMA user_version = 3;",
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;"
    "CREATE TABLE asking (key BLOB NOT NULL, asking INTEGER NOT NULL, run INTEGER NOT NULL, "
    "profile TEXT NOT NULL, asked_at INTEGER NOT NULL, outcome TEXT, answered_at INTEGER, "
    "ref TEXT, billed INTEGER NOT NULL DEFAULT 0, minor INTEGER, currency TEXT, "
    "name_key BLOB, number_key BLOB, job TEXT, profile_version TEXT, batch INTEGER, "
    "seal INTEGER, PRIMARY KEY (key, asking)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX asking_name ON asking (name_key, asked_at) WHERE name_key IS NOT NULL;"
    "CREATE INDEX asking_number ON asking (number_key, asked_at) WHERE number_key IS NOT NULL;"
    "CREATE TABLE purges (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, limit_at INTEGER NOT NULL, "
    "older TEXT NOT NULL, everything INTEGER NOT NULL, deleted INTEGER NOT NULL, "
    "remaining INTEGER NOT NULL, highest INTEGER NOT NULL, version TEXT NOT NULL, "
    "finished INTEGER NOT NULL, seal INTEGER) STRICT;"
    "INSERT INTO meta VALUES ('run', 4), ('seal', NULL);"
    "INSERT INTO purges VALUES (1, 2, 1, '1s', 0, 5, 3, 1, '0', 1, NULL);"
    "PRAGMA application_id = 1836413812; PRAGMA user_version = 4;",
};
enum { OLD_VERSIONS = sizeof versions / sizeof *versions };

/* With one asking in it, the second of 张三. */
static inline void make_version(int version)
{
    char sql[512], hex[DIGEST_HEX + 1];
    digest_hex(person, sizeof person, hex);
    assert_int_equal(mkdir(folder, 0700), 0);
    damage(versions[version - 1]);
    snprintf(sql, sizeof sql,
        "INSERT INTO meta VALUES ('key', '%s'); INSERT INTO asking (key, asking, run, profile, "
        "asked_at, outcome, answered_at, ref, billed, minor, currency) VALUES (x'%s', 2, 4, "
        "'reference', unixepoch() - 60, 'match', unixepoch() - 50, 'r-9', 1, 10, 'CNY')",
        print, hex);
    damage(sql);
    if (version >= SCHEMA_SEALED) {
        damage(schema_seal_askings);
        damage(schema_seal_purges);
        damage(schema_seal_meta);
    }
}

/* What the file says, as another program reads it. */
static inline void expect_number(const char *sql, long number)
{
    char path[128];
    sqlite3 *db;
    sqlite3_stmt *query;
    snprintf(path, sizeof path, "%s/ledger.db", folder);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &query, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(query), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int64(query, 0), number);
    sqlite3_finalize(query);
    sqlite3_close(db);
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
#endif
