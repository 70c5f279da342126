#include "base/digest.h"
#include "check/ledger_book.h"
#include "check/ledger_db.h"
#include <stdint.h>

/* When the day, or the one `after` it, began here; `else_at` without a day. */
static sqlite3_int64 begin_of(struct day day, int after, sqlite3_int64 else_at)
{
    struct tm local = {.tm_year = day.year - 1900,
        .tm_mon = day.month - 1,
        .tm_mday = day.day + after,
        .tm_isdst = -1};
    return day.day ? (sqlite3_int64)mktime(&local) : else_at;
}

static void copy_key(sqlite3_stmt *query, char hex[LEDGER_HEX_MAX])
{
    const void *bytes = sqlite3_column_blob(query, 0);
    int len = sqlite3_column_bytes(query, 0);
    hex[0] = '\0';
    if (bytes)
        digest_hex(bytes, len < LEDGER_KEY_BYTES ? (size_t)len : LEDGER_KEY_BYTES, hex);
}

static void copy_time(sqlite3_stmt *query, int column, char at[24])
{
    at[0] = '\0';
    if (sqlite3_column_type(query, column) != SQLITE_NULL)
        ledger_print_time((time_t)sqlite3_column_int64(query, column), at);
}

static void copy_row(sqlite3_stmt *query, struct ledger_row *row)
{
    copy_key(query, row->key);
    row->asking = (long)sqlite3_column_int64(query, 1);
    ledger_text(query, 2, row->profile, sizeof row->profile);
    ledger_text(query, 3, row->profile_version, sizeof row->profile_version);
    row->run = (long)sqlite3_column_int64(query, 4);
    row->batch = (long)sqlite3_column_int64(query, 5);
    copy_time(query, 6, row->asked_at);
    copy_time(query, 7, row->answered_at);
    ledger_text(query, 8, row->outcome, sizeof row->outcome);
    row->billed = sqlite3_column_int64(query, 9);
    row->minor = (long)sqlite3_column_int64(query, 10);
    ledger_text(query, 11, row->currency, sizeof row->currency);
    ledger_text(query, 12, row->ref, sizeof row->ref);
}

int ledger_each(struct ledger *l, const struct ledger_choice *choice,
    int (*take)(void *context, const struct ledger_row *row, struct err *err), void *context,
    struct err *err)
{
    struct ledger_row row;
    int got;
    sqlite3_stmt *query = ledger_query(l,
        "SELECT key, asking, profile, profile_version, run, batch, asked_at, answered_at, "
        "outcome, billed, minor, currency, ref FROM book WHERE asked_at >= ?1 AND asked_at < ?2 "
        "AND (?3 IS NULL OR profile = ?3) ORDER BY head, key, asking",
        err);
    if (!query)
        return -1;
    sqlite3_bind_int64(query, 1, begin_of(choice->since, 0, INT64_MIN));
    sqlite3_bind_int64(query, 2, begin_of(choice->until, 1, INT64_MAX));
    sqlite3_bind_text(query, 3, choice->profile, -1, SQLITE_STATIC);
    while ((got = ledger_step(l, query, err)) > 0) {
        copy_row(query, &row);
        if (take(context, &row, err)) {
            got = -1;
            break;
        }
    }
    sqlite3_finalize(query);
    return got;
}

int ledger_each_purge(struct ledger *l,
    void (*take)(void *context, const struct ledger_purge_note *note), void *context,
    struct err *err)
{
    struct ledger_purge_note note;
    int got;
    sqlite3_stmt *query = ledger_query(l,
        "SELECT at, older, everything, deleted, remaining, version, finished FROM book_purges "
        "ORDER BY id",
        err);
    if (!query)
        return -1;
    while ((got = ledger_step(l, query, err)) > 0) {
        copy_time(query, 0, note.at);
        ledger_text(query, 1, note.older, sizeof note.older);
        note.everything = sqlite3_column_int64(query, 2);
        note.deleted = (long)sqlite3_column_int64(query, 3);
        note.remaining = (long)sqlite3_column_int64(query, 4);
        ledger_text(query, 5, note.version, sizeof note.version);
        note.finished = sqlite3_column_int64(query, 6);
        take(context, &note);
    }
    sqlite3_finalize(query);
    return got;
}
