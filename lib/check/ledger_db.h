/* What the ledger_*.c files share, and nobody else sees: the only files that know SQLite. */
#ifndef CHECK_LEDGER_DB_H
#define CHECK_LEDGER_DB_H
#include "check/ledger.h"
#include "check/schema.h"
#include <sqlite3.h>
#include <time.h>

struct ledger {
    sqlite3 *db;
    sqlite3_stmt *prepared[STATEMENT_COUNT]; // NULL when opened for its own tool
    int lock;                                // descriptor; -1: in memory, or nobody can lock it
    char *folder, *path;                     // owns
    long version;                            // of its tables
    long run;
    long purged;  // the highest asking of anybody that was ever deleted; 0: none
    bool writing; // a transaction is open
    bool empty;
    bool reading; // opened to be read only
};

/* Errors: STATUS_AGAIN `ledger.busy`, STATUS_CREATE `ledger.open`, STATUS_IO `ledger.damaged`,
 * `ledger.read`, `ledger.write`. Returns -1. */
int ledger_fail(const struct ledger *ledger, struct err *err);

int ledger_execute(struct ledger *ledger, const char *sql, struct err *err);

/* The first column of the first row; 0 without a row. */
int ledger_number(struct ledger *ledger, const char *sql, long *number, struct err *err);

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

/* Looks at whose file it is and of which version, and with `upgrade` makes it the current one,
 * wholly or not at all. STATUS_CONFIG `ledger.version`. */
int ledger_recognise(struct ledger *ledger, bool upgrade, struct err *err);

/* Bytes of the database, or with "-wal" of the changes beside it that are not in it yet. */
long ledger_file_size(const struct ledger *ledger, const char *suffix);

/* "2026-11-11T04:05:06Z"; "" for what is no time. */
void ledger_print_time(time_t when, char at[24]);
#endif
