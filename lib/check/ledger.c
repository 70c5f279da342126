#include "check/ledger_db.h"

#include "base/publish.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int ledger_open(struct ledger **made, const char *folder, struct err *err)
{
    struct ledger *l = ledger_new(folder);
    if ((folder &&
            (folder_make(folder, 0700, err) || ledger_lock(l, err) ||
                ledger_hold_mark(l, !ledger_file_size(l, ""), err) || ledger_hold_wal(l, err))) ||
        ledger_connect(l, err) || ledger_recognise(l, true, err) ||
        ledger_hold_mark(l, l->empty, err)) {
        ledger_close(l);
        return -1;
    }
    *made = l;
    return 0;
}

void ledger_close(struct ledger *l)
{
    if (!l)
        return;
    for (int i = 0; i < STATEMENT_COUNT; i++)
        sqlite3_finalize(l->prepared[i]);
    sqlite3_close(l->db);
    if (l->lock >= 0)
        close(l->lock);
    free(l->folder);
    free(l->path);
    free(l);
}

bool ledger_empty(const struct ledger *l)
{
    return l->empty;
}

/* Runs a prepared statement that gives at most one row: 1 a row, 0 none, -1. The caller resets. */
static int step(struct ledger *l, enum statement which, struct err *err)
{
    int got = ledger_step(l, l->prepared[which], err);
    if (got < 0)
        sqlite3_reset(l->prepared[which]);
    return got;
}

static int run(struct ledger *l, enum statement which, struct err *err)
{
    int got = step(l, which, err);
    sqlite3_reset(l->prepared[which]);
    return got < 0 ? -1 : 0;
}

static int begin(struct ledger *l, struct err *err)
{
    if (!l->writing && run(l, BEGIN, err))
        return -1;
    l->writing = true;
    return 0;
}

static int prepare_statements(struct ledger *l, struct err *err)
{
    for (int i = 0; i < STATEMENT_COUNT; i++)
        if (sqlite3_prepare_v3(l->db, schema_statements[i], -1, SQLITE_PREPARE_PERSISTENT,
                &l->prepared[i], NULL) != SQLITE_OK)
            return ledger_fail(l, err);
    return 0;
}

int ledger_bind(struct ledger *l, const struct site_key *key, struct err *err)
{
    if (ledger_take_over(l, key, err) ||
        ledger_execute(l, "UPDATE meta SET value = value + 1 WHERE name = 'run'", err) ||
        ledger_execute(l, schema_seal_meta, err) || ledger_execute(l, "COMMIT", err) ||
        ledger_number(l, "SELECT value FROM meta WHERE name = 'run'", &l->run, err) ||
        ledger_number(l, "SELECT max(highest) FROM purges", &l->purged, err) ||
        prepare_statements(l, err))
        return -1;
    return l->folder ? ledger_mark(l, err) : 0;
}

long ledger_lag_s(const struct ledger *l)
{
    return l->newest ? (long)(l->newest - ledger_now(l)) : 0;
}

static void bind_key(sqlite3_stmt *statement, const unsigned char *key)
{
    sqlite3_bind_blob(statement, 1, key, LEDGER_KEY_BYTES, SQLITE_STATIC);
}

/* What is of a time to come was written with a clock that was ahead: it is new. */
static long age_of(const struct ledger *l, time_t at)
{
    time_t now = ledger_now(l);
    return at < now ? (long)(now - at) : 0;
}

static void take_entry(const struct ledger *l, sqlite3_stmt *statement, struct ledger_entry *entry)
{
    char outcome[32];
    entry->asking = (long)sqlite3_column_int64(statement, 0);
    entry->this_run = sqlite3_column_int64(statement, 1) == l->run;
    ledger_text(statement, 2, outcome, sizeof outcome);
    entry->outcome = outcome_parse(outcome);
    ledger_text(statement, 4, entry->ref, sizeof entry->ref);
    entry->billed = sqlite3_column_int64(statement, 5);
    entry->asked_age_s = age_of(l, (time_t)sqlite3_column_int64(statement, 6));
    ledger_text(statement, 7, entry->job, sizeof entry->job);
    if (entry->outcome != OUTCOME_NONE) {
        time_t at = (time_t)sqlite3_column_int64(statement, 3);
        ledger_print_time(at, entry->at);
        entry->age_s = age_of(l, at);
    }
}

int ledger_find(struct ledger *l, const unsigned char key[LEDGER_KEY_BYTES],
    struct ledger_entry *entry, struct err *err)
{
    *entry = (struct ledger_entry){.purged = l->purged};
    sqlite3_stmt *statement = l->prepared[FIND];
    bind_key(statement, key);
    int got = step(l, FIND, err);
    if (got < 0)
        return -1;
    if (got && !sqlite3_column_int(statement, 8))
        got = ledger_damaged(l, err);
    else if (got)
        take_entry(l, statement, entry);
    sqlite3_reset(statement);
    return got < 0 ? -1 : 0;
}

static void bind_other(sqlite3_stmt *statement, int at, const unsigned char *key)
{
    if (key)
        sqlite3_bind_blob(statement, at, key, LEDGER_KEY_BYTES, SQLITE_STATIC);
    else
        sqlite3_bind_null(statement, at);
}

int ledger_intend(struct ledger *l, const struct ledger_asking *asking, struct err *err)
{
    sqlite3_stmt *statement = l->prepared[INTEND];
    if (begin(l, err))
        return -1;
    bind_key(statement, asking->key);
    sqlite3_bind_int64(statement, 2, asking->asking);
    sqlite3_bind_int64(statement, 3, l->run);
    sqlite3_bind_text(statement, 4, asking->profile, -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 5, ledger_now(l));
    bind_other(statement, 6, asking->name_key);
    bind_other(statement, 7, asking->number_key);
    sqlite3_bind_text(statement, 8, asking->profile_version, -1, SQLITE_STATIC);
    return run(l, INTEND, err);
}

int ledger_job(struct ledger *l, const unsigned char key[LEDGER_KEY_BYTES], long asking,
    const char *job, struct err *err)
{
    sqlite3_stmt *statement = l->prepared[JOB];
    if (begin(l, err))
        return -1;
    bind_key(statement, key);
    sqlite3_bind_int64(statement, 2, asking);
    sqlite3_bind_text(statement, 3, job, -1, SQLITE_STATIC); // NULL is bound as such
    return run(l, JOB, err);
}

int ledger_withdraw(
    struct ledger *l, const unsigned char key[LEDGER_KEY_BYTES], long asking, struct err *err)
{
    sqlite3_stmt *statement = l->prepared[WITHDRAW];
    if (begin(l, err))
        return -1;
    bind_key(statement, key);
    sqlite3_bind_int64(statement, 2, asking);
    return run(l, WITHDRAW, err);
}

int ledger_answer(struct ledger *l, const unsigned char key[LEDGER_KEY_BYTES], long asking,
    const struct ledger_verdict *verdict, char at[24], struct err *err)
{
    if (begin(l, err))
        return -1;
    time_t now = ledger_now(l);
    ledger_print_time(now, at);
    sqlite3_stmt *statement = l->prepared[ANSWER];
    bind_key(statement, key);
    sqlite3_bind_int64(statement, 2, asking);
    sqlite3_bind_text(statement, 3, outcome_name(verdict->outcome), -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 4, now);
    sqlite3_bind_text(statement, 5, verdict->ref, -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 6, verdict->billed);
    sqlite3_bind_null(statement, 7);
    sqlite3_bind_null(statement, 8);
    if (verdict->billed) {
        sqlite3_bind_int64(statement, 7, verdict->minor);
        sqlite3_bind_text(statement, 8, verdict->currency, -1, SQLITE_STATIC);
    }
    sqlite3_bind_int(statement, 9, verdict->outcome == OUTCOME_PENDING);
    sqlite3_bind_null(statement, 10);
    if (verdict->batch)
        sqlite3_bind_int64(statement, 10, verdict->batch);
    if (run(l, ANSWER, err))
        return -1;
    return sqlite3_changes(l->db) == 1 ? 0 : ledger_damaged(l, err); // its intent is not there
}

static time_t local_midnight(const struct ledger *l)
{
    time_t now = ledger_now(l), midnight;
    struct tm local;
    if (!localtime_r(&now, &local))
        return now - now % 86400;
    local.tm_hour = local.tm_min = local.tm_sec = 0;
    local.tm_isdst = -1;
    midnight = mktime(&local);
    return midnight == (time_t)-1 ? now - now % 86400 : midnight;
}

int ledger_count_today(struct ledger *l, enum ledger_by by,
    const unsigned char key[LEDGER_KEY_BYTES], const char *profile, long *count, struct err *err)
{
    enum statement which = by == LEDGER_BY_NAME ? COUNT_NAME : COUNT_NUMBER;
    sqlite3_stmt *statement = l->prepared[which];
    bind_key(statement, key);
    sqlite3_bind_int64(statement, 2, local_midnight(l));
    sqlite3_bind_text(statement, 3, profile, -1, SQLITE_STATIC);
    int got = step(l, which, err);
    if (got < 0)
        return -1;
    *count = (long)sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return 0;
}

int ledger_commit(struct ledger *l, struct err *err)
{
    if (!l->writing)
        return 0;
    l->writing = false;
    return run(l, COMMIT, err);
}
