/* The ledger's tables and everything that is said to them, in SQL. Only the ledger_*.c
 * files use it. */
#ifndef CHECK_SCHEMA_H
#define CHECK_SCHEMA_H

enum {
    SCHEMA_APPLICATION = 0x6D757374, // "must"
    SCHEMA_VERSION = 5,              // PRAGMA user_version
    SCHEMA_SEALED = 4,               // the first one with seals
    SCHEMA_INTENTS = 5,              // the first one in which an intent stands for several people
};

/* What makes each version out of the one before; a new ledger takes all the steps, in one
 * transaction. Steps that were released never change. */
extern const char *const schema_upgrades[SCHEMA_VERSION];

/* From SCHEMA_SEALED on each row carries a seal over everything it says, and a row of `meta` one
 * over the site key's print, the run and the tables' own text. They call seal_of(VALUE...), which
 * ledger_seal_with gives a connection. The counts are of what does not hold; that of the intents is
 * for SCHEMA_INTENTS and later. */
extern const char schema_seal_askings[], schema_seal_intents[], schema_seal_purges[];
extern const char schema_seal_meta[];
extern const char schema_unsealed_askings[], schema_unsealed_intents[], schema_unsealed_rest[];

/* Makes askings of the intents that a run left behind, one for each person. */
extern const char schema_settle_intents[];

/* The latest time in it. */
extern const char schema_newest[];

/* For each version, two temporary views that are the same for all of them: `book`, the askings, and
 * `book_purges`. `head` is what the askings of one person are found by: quick beside `key`. */
extern const char *const schema_views[SCHEMA_VERSION];

enum statement {
    FIND,
    INTENTS,
    INTENTS_GONE,
    INTEND,
    INTEND_AGAIN,
    JOB,
    WITHDRAW,
    ANSWER,
    ANSWER_NEW,
    COUNT_NAME,
    COUNT_NUMBER,
    BEGIN,
    COMMIT,
    STATEMENT_COUNT
};

/* ?1 is the key; the others stand in the order of the functions that bind them. */
extern const char *const schema_statements[STATEMENT_COUNT];
#endif
