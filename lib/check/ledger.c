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
    intents_release(&l->intents);
    buf_release(&l->keys);
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

int ledger_step_of(struct ledger *l, enum statement which, struct err *err)
{
    int got = ledger_step(l, l->prepared[which], err);
    if (got < 0)
        sqlite3_reset(l->prepared[which]);
    return got;
}

int ledger_run(struct ledger *l, enum statement which, struct err *err)
{
    int got = ledger_step_of(l, which, err);
    sqlite3_reset(l->prepared[which]);
    return got < 0 ? -1 : 0;
}

int ledger_begin(struct ledger *l, struct err *err)
{
    l->found_asking = -1;
    if (!l->writing && ledger_run(l, BEGIN, err))
        return -1;
    l->writing = true;
    return 0;
}

sqlite3_stmt *ledger_bind_asking(
    struct ledger *l, enum statement which, const unsigned char *key, long asking)
{
    sqlite3_stmt *statement = l->prepared[which];
    sqlite3_bind_blob(statement, 1, key, LEDGER_KEY_BYTES, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 2, asking);
    return statement;
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

static int find_row(
    struct ledger *l, const unsigned char *key, struct ledger_entry *entry, struct err *err)
{
    sqlite3_stmt *statement = l->prepared[FIND];
    sqlite3_bind_blob(statement, 1, key, LEDGER_KEY_BYTES, SQLITE_STATIC);
    int got = ledger_step_of(l, FIND, err);
    if (got < 0)
        return -1;
    if (got && !sqlite3_column_int(statement, 8))
        got = ledger_damaged(l, err);
    else if (got)
        take_entry(l, statement, entry);
    sqlite3_reset(statement);
    return got < 0 ? -1 : 0;
}

int ledger_find(struct ledger *l, const unsigned char key[LEDGER_KEY_BYTES],
    struct ledger_entry *entry, struct err *err)
{
    *entry = (struct ledger_entry){.purged = l->purged};
    const struct intents_row *row = intents_find(&l->intents, key);
    if (row) {
        entry->asking = row->asking;
        entry->this_run = true;
        entry->asked_age_s = age_of(l, row->asked_at);
    } else if (find_row(l, key, entry, err)) {
        return -1;
    }
    memcpy(l->found, key, LEDGER_KEY_BYTES);
    l->found_asking = entry->asking;
    return 0;
}

int ledger_job(struct ledger *l, const unsigned char key[LEDGER_KEY_BYTES], long asking,
    const char *job, struct err *err)
{
    if (ledger_begin(l, err) || ledger_part(l, key, err))
        return -1;
    sqlite3_stmt *statement = ledger_bind_asking(l, JOB, key, asking);
    sqlite3_bind_text(statement, 3, job, -1, SQLITE_STATIC); // NULL is bound as such
    return ledger_run(l, JOB, err);
}

int ledger_withdraw(
    struct ledger *l, const unsigned char key[LEDGER_KEY_BYTES], long asking, struct err *err)
{
    if (ledger_begin(l, err))
        return -1;
    const struct intents_row *row = intents_find(&l->intents, key);
    if (row && row->asking == asking) {
        intents_remove(&l->intents, key);
        return 0;
    }
    ledger_bind_asking(l, WITHDRAW, key, asking);
    return ledger_run(l, WITHDRAW, err);
}

static void bind_verdict(sqlite3_stmt *statement, const struct ledger_verdict *verdict, time_t now)
{
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
    sqlite3_bind_null(statement, 10);
    if (verdict->batch)
        sqlite3_bind_int64(statement, 10, verdict->batch);
}

/* Out of the row that its intent shares, into one that says all of it. */
static int answer_new(struct ledger *l, const unsigned char *key, const struct intents_row *row,
    sqlite3_stmt *statement, struct err *err)
{
    sqlite3_bind_int64(statement, 11, l->run);
    sqlite3_bind_text(statement, 12, row->profile, -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 13, row->asked_at);
    sqlite3_bind_text(statement, 14, row->version, -1, SQLITE_STATIC);
    intents_remove(&l->intents, key);
    return ledger_run(l, ANSWER_NEW, err);
}

int ledger_answer(struct ledger *l, const unsigned char key[LEDGER_KEY_BYTES], long asking,
    const struct ledger_verdict *verdict, char at[24], struct err *err)
{
    if (ledger_begin(l, err))
        return -1;
    time_t now = ledger_now(l);
    ledger_print_time(now, at);
    const struct intents_row *row = intents_find(&l->intents, key);
    bool shares = row && row->asking == asking;
    sqlite3_stmt *statement = ledger_bind_asking(l, shares ? ANSWER_NEW : ANSWER, key, asking);
    bind_verdict(statement, verdict, now);
    if (shares)
        return answer_new(l, key, row, statement, err);
    sqlite3_bind_int(statement, 9, verdict->outcome == OUTCOME_PENDING);
    if (ledger_run(l, ANSWER, err))
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
    sqlite3_stmt *statement = ledger_bind_asking(l, which, key, local_midnight(l));
    sqlite3_bind_text(statement, 3, profile, -1, SQLITE_STATIC);
    int got = ledger_step_of(l, which, err);
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
    if (ledger_write_intents(l, err))
        return -1;
    l->writing = false;
    return ledger_run(l, COMMIT, err);
}
