/* The ledger's tables and everything that is said to them, in SQL. Only the ledger_*.c
 * files use it. */
#ifndef CHECK_SCHEMA_H
#define CHECK_SCHEMA_H

enum { SCHEMA_APPLICATION = 0x6D757374, SCHEMA_VERSION = 3 }; // "must"; PRAGMA user_version

/* What makes each version out of the one before; a new ledger takes all the steps, in one
 * transaction. Steps that were released never change. */
extern const char *const schema_upgrades[SCHEMA_VERSION];

/* For each version, two temporary views that are the same for all of them: `book`, the askings, and
 * `book_purges`. */
extern const char *const schema_views[SCHEMA_VERSION];

enum statement {
    FIND,
    INTEND,
    JOB,
    WITHDRAW,
    ANSWER,
    COUNT_NAME,
    COUNT_NUMBER,
    BEGIN,
    COMMIT,
    STATEMENT_COUNT
};

/* ?1 is the key; the others stand in the order of the functions that bind them. */
extern const char *const schema_statements[STATEMENT_COUNT];
#endif
