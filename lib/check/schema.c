#include "check/schema.h"

const char *const schema_upgrades[SCHEMA_VERSION] = {
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;"
    "CREATE TABLE asking ("
    " key BLOB NOT NULL, asking INTEGER NOT NULL, run INTEGER NOT NULL, profile TEXT NOT NULL,"
    " asked_at INTEGER NOT NULL, outcome TEXT, answered_at INTEGER, ref TEXT,"
    " billed INTEGER NOT NULL DEFAULT 0, minor INTEGER, currency TEXT,"
    " PRIMARY KEY (key, asking)) STRICT, WITHOUT ROWID;"
    "INSERT INTO meta VALUES ('run', 0);"
    "PRAGMA application_id = 1836413812;"
    "PRAGMA user_version = 1;",
    "ALTER TABLE asking ADD COLUMN name_key BLOB;"
    "ALTER TABLE asking ADD COLUMN number_key BLOB;"
    "ALTER TABLE asking ADD COLUMN job TEXT;"
    "CREATE INDEX asking_name ON asking (name_key, asked_at) WHERE name_key IS NOT NULL;"
    "CREATE INDEX asking_number ON asking (number_key, asked_at) WHERE number_key IS NOT NULL;"
    "PRAGMA user_version = 2;",
    "ALTER TABLE asking ADD COLUMN profile_version TEXT;"
    "ALTER TABLE asking ADD COLUMN batch INTEGER;"
    "CREATE TABLE purges ("
    " id INTEGER PRIMARY KEY, at INTEGER NOT NULL, limit_at INTEGER NOT NULL, older TEXT NOT NULL,"
    " everything INTEGER NOT NULL, deleted INTEGER NOT NULL, remaining INTEGER NOT NULL,"
    " highest INTEGER NOT NULL, version TEXT NOT NULL, finished INTEGER NOT NULL) STRICT;"
    "PRAGMA user_version = 3;",
    "ALTER TABLE asking ADD COLUMN seal INTEGER;"
    "ALTER TABLE purges ADD COLUMN seal INTEGER;"
    "INSERT INTO meta VALUES ('seal', NULL);"
    "PRAGMA user_version = 4;",
    "CREATE TABLE intents ("
    " id INTEGER PRIMARY KEY, run INTEGER NOT NULL, profile TEXT NOT NULL, profile_version TEXT,"
    " asked_at INTEGER NOT NULL, asking INTEGER NOT NULL, keys BLOB NOT NULL, seal INTEGER) STRICT;"
    "ALTER TABLE asking RENAME TO asking_4;"
    "CREATE TABLE asking ("
    " key BLOB NOT NULL, asking INTEGER NOT NULL, run INTEGER NOT NULL, profile TEXT NOT NULL,"
    " asked_at INTEGER NOT NULL, outcome TEXT, answered_at INTEGER, ref TEXT,"
    " billed INTEGER NOT NULL DEFAULT 0, minor INTEGER, currency TEXT, name_key BLOB,"
    " number_key BLOB, job TEXT, profile_version TEXT, batch INTEGER, seal INTEGER) STRICT;"
    "INSERT INTO asking SELECT key, asking, run, profile, asked_at, outcome, answered_at, ref,"
    " billed, minor, currency, name_key, number_key, job, profile_version, batch, seal"
    " FROM asking_4 ORDER BY asked_at;"
    "DROP TABLE asking_4;"
    "CREATE INDEX asking_key ON asking (substr(key, 1, 8), asking);"
    "CREATE INDEX asking_name ON asking (name_key, asked_at) WHERE name_key IS NOT NULL;"
    "CREATE INDEX asking_number ON asking (number_key, asked_at) WHERE number_key IS NOT NULL;"
    "PRAGMA user_version = 5;",
};

/* Everything that a row says, in the order in which it is sealed. */
#define ASKING                                                                                     \
    "key, asking, run, profile, asked_at, outcome, answered_at, ref, billed, minor, currency, "    \
    "name_key, number_key, job, profile_version, batch"
#define INTENTS_OF "id, run, profile, profile_version, asked_at, asking, keys"
#define PURGE "id, at, limit_at, older, everything, deleted, remaining, highest, version"
#define META                                                                                       \
    "(SELECT value FROM main.meta WHERE name = 'key'), "                                           \
    "(SELECT value FROM main.meta WHERE name = 'run'), "                                           \
    "(SELECT group_concat(sql, ';') FROM (SELECT sql FROM main.sqlite_schema ORDER BY name))"

const char schema_seal_askings[] = "UPDATE main.asking SET seal = seal_of(" ASKING ")";
const char schema_seal_intents[] = "UPDATE main.intents SET seal = seal_of(" INTENTS_OF ")";
const char schema_seal_purges[] = "UPDATE main.purges SET seal = seal_of(" PURGE ")";
const char schema_seal_meta[] =
    "UPDATE main.meta SET value = seal_of(" META ") WHERE name = 'seal'";

const char schema_unsealed_askings[] =
    "SELECT count(*) FROM main.asking WHERE seal IS NOT seal_of(" ASKING ")";
const char schema_unsealed_intents[] =
    "SELECT count(*) FROM main.intents WHERE seal IS NOT seal_of(" INTENTS_OF ")";
const char schema_unsealed_rest[] =
    "SELECT (SELECT count(*) FROM main.purges WHERE seal IS NOT seal_of(" PURGE ")) + "
    "((SELECT value FROM main.meta WHERE name = 'seal') IS NOT seal_of(" META "))";
const char schema_newest[] = "SELECT max(max(asked_at, coalesce(answered_at, 0))) FROM main.asking";

/* Each person of `intents`. */
#define LEFT_OPEN                                                                                  \
    "WITH RECURSIVE places (id, at) AS (SELECT id, 1 FROM main.intents UNION ALL "                 \
    "SELECT id, at + 32 FROM places JOIN main.intents USING (id) WHERE at + 32 <= length(keys)) "  \
    "SELECT substr(keys, at, 32) AS key, asking, run, profile, asked_at, profile_version "         \
    "FROM places JOIN main.intents USING (id)"

const char schema_settle_intents[] =
    "INSERT INTO main.asking (key, asking, run, profile, asked_at, profile_version, seal) "
    "SELECT key, asking, run, profile, asked_at, profile_version, seal_of(key, asking, run, "
    "profile, asked_at, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, profile_version, NULL) "
    "FROM (" LEFT_OPEN "); DELETE FROM main.intents;";

#define HEAD "SELECT substr(key, 1, 8) AS head, "
#define BOOK(later)                                                                                \
    "CREATE TEMP VIEW book AS " HEAD "key, asking, run, profile, asked_at, outcome, answered_at, " \
    "ref, billed, minor, currency, " later " FROM main.asking"
#define BOOK_3 BOOK("job, profile_version, batch")
#define LEFT_BOOK                                                                                  \
    " UNION ALL " HEAD "key, asking, run, profile, asked_at, NULL, NULL, NULL, 0, NULL, NULL, "    \
    "NULL, profile_version, NULL FROM temp.left_open;"
#define PURGES ";CREATE TEMP VIEW book_purges AS SELECT * FROM main.purges;"
#define NO_PURGES                                                                                  \
    ";CREATE TEMP VIEW book_purges AS SELECT 0 AS id, 0 AS at, 0 AS limit_at, '' AS older, "       \
    "0 AS everything, 0 AS deleted, 0 AS remaining, 0 AS highest, '' AS version, "                 \
    "0 AS finished WHERE 0;"

const char *const schema_views[SCHEMA_VERSION] = {
    BOOK("NULL AS job, NULL AS profile_version, NULL AS batch") NO_PURGES,
    BOOK("job, NULL AS profile_version, NULL AS batch") NO_PURGES,
    BOOK_3 PURGES,
    BOOK_3 PURGES,
    "CREATE TEMP TABLE left_open AS " LEFT_OPEN ";"
    "CREATE INDEX temp.left_key ON left_open (substr(key, 1, 8), asking);" BOOK_3 LEFT_BOOK PURGES,
};

#define PERSON "substr(key, 1, 8) = substr(?1, 1, 8) AND key = ?1"

/* A job that goes on was asked for when it was. */
#define ASKED_AT "CASE WHEN job IS NULL THEN ?5 ELSE asked_at END"

const char *const schema_statements[STATEMENT_COUNT] = {
    [FIND] =
        "SELECT asking, run, outcome, answered_at, ref, billed, asked_at, job, "
        "seal IS seal_of(" ASKING ") FROM asking WHERE " PERSON " ORDER BY asking DESC LIMIT 1",
    [INTENTS] = "INSERT OR REPLACE INTO intents VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
                "seal_of(?1, ?2, ?3, ?4, ?5, ?6, ?7))",
    [INTENTS_GONE] = "DELETE FROM intents WHERE id = ?1",
    [INTEND] =
        "INSERT INTO asking (key, asking, run, profile, asked_at, billed, name_key, number_key, "
        "profile_version, seal) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?7, ?8, "
        "seal_of(?1, ?2, ?3, ?4, ?5, NULL, NULL, NULL, 0, NULL, NULL, ?6, ?7, NULL, ?8, NULL))",
    [INTEND_AGAIN] =
        "UPDATE asking SET run = ?3, profile = ?4, asked_at = " ASKED_AT
        ", name_key = ?6, number_key = ?7, profile_version = ?8, batch = NULL, outcome = NULL, "
        "answered_at = NULL, ref = NULL, seal = seal_of(key, asking, ?3, ?4, " ASKED_AT
        ", NULL, NULL, NULL, billed, minor, currency, ?6, ?7, job, ?8, NULL) "
        "WHERE " PERSON " AND asking = ?2",
    [JOB] = "UPDATE asking SET job = ?3, seal = seal_of(key, asking, run, profile, asked_at, "
            "outcome, answered_at, ref, billed, minor, currency, name_key, number_key, ?3, "
            "profile_version, batch) WHERE " PERSON " AND asking = ?2",
    [WITHDRAW] = "DELETE FROM asking WHERE " PERSON " AND asking = ?2 AND NOT billed",
    [ANSWER] =
        "UPDATE asking SET outcome = ?3, answered_at = ?4, ref = ?5, billed = billed OR ?6, "
        "minor = coalesce(minor, ?7), currency = coalesce(currency, ?8), batch = ?10, "
        "job = CASE WHEN ?9 THEN job END, seal = seal_of(key, asking, run, profile, asked_at, "
        "?3, ?4, ?5, billed OR ?6, coalesce(minor, ?7), coalesce(currency, ?8), name_key, "
        "number_key, CASE WHEN ?9 THEN job END, profile_version, ?10) "
        "WHERE " PERSON " AND asking = ?2",
    [ANSWER_NEW] =
        "INSERT INTO asking (key, asking, outcome, answered_at, ref, billed, minor, currency, "
        "batch, run, profile, asked_at, profile_version, seal) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
        "?7, ?8, ?10, ?11, ?12, ?13, ?14, seal_of(?1, ?2, ?11, ?12, ?13, ?3, ?4, ?5, ?6, ?7, ?8, "
        "NULL, NULL, NULL, ?14, ?10))",
    [COUNT_NAME] = "SELECT count(*) FROM asking WHERE name_key = ?1 AND asked_at >= ?2 AND "
                   "profile = ?3",
    [COUNT_NUMBER] = "SELECT count(*) FROM asking WHERE number_key = ?1 AND asked_at >= ?2 AND "
                     "profile = ?3",
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
};
