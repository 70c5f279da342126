/* What the ledger_*.c files share, and nobody else sees: the only files that know SQLite. */
#ifndef CHECK_LEDGER_DB_H
#define CHECK_LEDGER_DB_H
#include "check/intents.h"
#include "check/ledger.h"
#include "check/schema.h"
#include <sqlite3.h>
#include <stdint.h>
#include <time.h>

struct ledger {
    sqlite3 *db;
    sqlite3_stmt *prepared[STATEMENT_COUNT]; // NULL when opened for its own tool
    int lock;                                // descriptor; -1: in memory, or nobody can lock it
    char *folder, *path;                     // owns
    long version;                            // of its tables
    long run;
    long purged;      // the highest asking of anybody that was ever deleted; 0: none
    time_t newest;    // the latest time in it; 0: none
    int64_t ahead_ns; // of the wall clock before the one that nobody sets, when it was opened
    struct intents intents;
    struct buf keys; // of a row of them
    unsigned char found[LEDGER_KEY_BYTES];
    long found_asking; // the latest of `found`, who was looked up last; -1: nobody
    bool writing;      // a transaction is open
    bool empty;        // tied to no site key yet
    bool reading;      // opened to be read only
};

/* Of this folder, or NULL in memory; nothing is opened. ledger_close frees it. */
struct ledger *ledger_new(const char *folder);

/* Errors: STATUS_AGAIN `ledger.busy`, STATUS_CREATE `ledger.open`, STATUS_IO `ledger.damaged`,
 * `ledger.read`, `ledger.write`. Returns -1. */
int ledger_fail(const struct ledger *ledger, struct err *err);

int ledger_execute(struct ledger *ledger, const char *sql, struct err *err);

/* The first column of the first row; 0 without a row. */
int ledger_number(struct ledger *ledger, const char *sql, long *number, struct err *err);

/* Runs a prepared statement that gives at most one row: 1 a row, 0 none, -1. After ledger_step_of
 * the caller resets it. */
int ledger_step_of(struct ledger *ledger, enum statement which, struct err *err);
int ledger_run(struct ledger *ledger, enum statement which, struct err *err); // 0 or -1

/* Opens a transaction unless one is open; what was looked up last may change in it. */
int ledger_begin(struct ledger *ledger, struct err *err);

/* Binds the person's key, and with `asking` its number, to ?1 and ?2. */
sqlite3_stmt *ledger_bind_asking(
    struct ledger *ledger, enum statement which, const unsigned char *key, long asking);

/* Gives this person's intent a row of its own, as it was; without one, nothing. */
int ledger_part(struct ledger *ledger, const unsigned char *key, struct err *err);

/* Writes the rows of intents that changed. */
int ledger_write_intents(struct ledger *ledger, struct err *err);

/* Prepares a query of the tool; finalize it. NULL with the error. */
sqlite3_stmt *ledger_query(struct ledger *ledger, const char *sql, struct err *err);

/* The next row of it: 1 a row, 0 none, -1. */
int ledger_step(struct ledger *ledger, sqlite3_stmt *query, struct err *err);

/* Copies a text as far as there is room for it and it is UTF-8. */
void ledger_text(sqlite3_stmt *query, int column, char *to, size_t size);

/* Locks the folder and opens the database in it, for one program alone or, with `reading`, for
 * several that only read. Errors: those of ledger_fail. */
int ledger_lock(struct ledger *ledger, struct err *err);
int ledger_connect(struct ledger *ledger, struct err *err);

/* Looks at whose file it is, of which version, and whether it is tied to a key. A file with nothing
 * in it is version 0, and with `blank` fine. Changes nothing. STATUS_CONFIG `ledger.version`. */
int ledger_recognise(struct ledger *ledger, bool blank, struct err *err);

/* Begins to write to it: makes it of the current version, ties it to the key if it is empty, and
 * holds its seals. All that is one transaction, and stays open. Errors: STATUS_CONFIG `ledger.key`,
 * STATUS_IO. */
int ledger_take_over(struct ledger *ledger, const struct site_key *key, struct err *err);

/* Gives SQL the function seal_of, whose number over its values nobody makes without the key. */
int ledger_seal_with(sqlite3 *db, const struct site_key *key);

/* How many askings (and intents of several), and how many of its other rows, are not what muster
 * wrote. Of SCHEMA_SEALED or later. */
int ledger_count_unsealed(struct ledger *ledger, long *askings, long *rest, struct err *err);

/* Looks at everything in it. STATUS_IO `ledger.damaged`. */
int ledger_hold_seals(struct ledger *ledger, struct err *err);

/* Looks at the changes that a killed run left beside the file, before SQLite does: it overlooks
 * what is damaged there, and whatever was committed after that. STATUS_IO `ledger.damaged`. */
int ledger_hold_wal(const struct ledger *ledger, struct err *err);

/* STATUS_IO `ledger.damaged`; -1. */
int ledger_damaged(const struct ledger *ledger, struct err *err);

/* FOLDER/ledger.mark says that a ledger is, or was, in use there: made when one is durable, before
 * the first intent. A file that is missing or empty beside it is STATUS_CONFIG `ledger.lost`. */
int ledger_mark(const struct ledger *ledger, struct err *err);
int ledger_hold_mark(const struct ledger *ledger, bool empty, struct err *err);

/* Seconds since 1970: the wall clock when it was opened, and what passed since then, however often
 * somebody sets the clock in the meantime. */
time_t ledger_now(const struct ledger *ledger);

/* Bytes of the database, or with "-wal" of the changes beside it that are not in it yet. */
long ledger_file_size(const struct ledger *ledger, const char *suffix);

/* "2026-11-11T04:05:06Z"; "" for what is no time. */
void ledger_print_time(time_t when, char at[24]);
#endif
