#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "check/ledger_book.h"
#include "check/ledger_db.h"
#include <stdlib.h>
#include <string.h>

/* Of the row that SQL knows as `row`: ?1 is the moment up to which it is old, ?2 whether open and
 * unknown ones go too. */
#define OLD(row) "coalesce(" row ".answered_at, " row ".asked_at) <= ?1"
#define SETTLED(row)                                                                               \
    "(?2 OR (" row ".outcome IS NOT NULL AND " row ".outcome <> 'unknown' AND " row ".job IS NULL))"
/* It and all of the same person before it, none of which shares its row with others. */
#define GOES                                                                                            \
    "(" OLD("a") " AND " SETTLED(                                                                       \
        "a") " AND NOT EXISTS (SELECT 1 FROM main.asking b WHERE "                                      \
             "substr(b.key, 1, 8) = substr(a.key, 1, 8) AND b.key = a.key AND b.asking < a.asking AND " \
             "NOT (" OLD("b") " AND " SETTLED("b") ")))"

static const char plan_sql[] =
    "SELECT profile, count(*), sum(goes), sum(old AND NOT goes), "
    "coalesce(max(CASE WHEN goes THEN asking END), 0), "
    "sum(goes AND answered_at > ?3 AND outcome IN ('match', 'mismatch', 'not_found', 'cancelled')) "
    "FROM (SELECT a.profile, a.asking, a.outcome, a.answered_at, " OLD(
        "a") " AS old, " GOES " AS goes FROM book a) GROUP BY profile ORDER BY profile";

static const char delete_sql[] = "DELETE FROM main.asking AS a WHERE " GOES;

static const char note_sql[] =
    "INSERT INTO main.purges (at, limit_at, older, everything, deleted, remaining, highest, "
    "version, finished) VALUES (?3, ?1, ?4, ?2, ?5, ?6, ?7, ?8, 0)";

struct moment_of_purge {
    sqlite3_int64 now, before;
    long highest; // asking that goes
};

static sqlite3_stmt *ask(struct ledger *l, const char *sql, const struct ledger_purge *purge,
    const struct moment_of_purge *moment, struct err *err)
{
    sqlite3_stmt *query = ledger_query(l, sql, err);
    if (!query)
        return NULL;
    sqlite3_bind_int64(query, 1, moment->before);
    sqlite3_bind_int(query, 2, purge->everything);
    return query;
}

static struct ledger_purged_profile *add_profile(struct ledger_purged *purged)
{
    purged->items =
        mem_grow(purged->items, purged->count, &purged->capacity, sizeof *purged->items);
    struct ledger_purged_profile *item = &purged->items[purged->count++];
    *item = (struct ledger_purged_profile){{0}};
    return item;
}

static int plan(struct ledger *l, const struct ledger_purge *purge, struct moment_of_purge *moment,
    struct ledger_purged *purged, struct err *err)
{
    int got;
    sqlite3_stmt *query = ask(l, plan_sql, purge, moment, err);
    if (!query)
        return -1;
    sqlite3_bind_int64(query, 3, moment->now - LEDGER_FRESH_S);
    while ((got = ledger_step(l, query, err)) > 0) {
        struct ledger_purged_profile *item = add_profile(purged);
        ledger_text(query, 0, item->profile, sizeof item->profile);
        item->before = (long)sqlite3_column_int64(query, 1);
        item->deleted = (long)sqlite3_column_int64(query, 2);
        item->kept = (long)sqlite3_column_int64(query, 3);
        item->after = item->before - item->deleted;
        long highest = (long)sqlite3_column_int64(query, 4);
        moment->highest = highest > moment->highest ? highest : moment->highest;
        purged->fresh += (long)sqlite3_column_int64(query, 5);
        purged->all.before += item->before;
        purged->all.deleted += item->deleted;
        purged->all.kept += item->kept;
        purged->all.after += item->after;
    }
    sqlite3_finalize(query);
    return got;
}

/* What is left, as the file has it now. */
static int count_again(struct ledger *l, struct ledger_purged *purged, struct err *err)
{
    long deleted = sqlite3_changes(l->db);
    purged->all.after = 0;
    for (size_t i = 0; i < purged->count; i++) {
        struct ledger_purged_profile *item = &purged->items[i];
        sqlite3_stmt *query =
            ledger_query(l, "SELECT count(*) FROM main.asking WHERE profile = ?1", err);
        if (!query)
            return -1;
        sqlite3_bind_text(query, 1, item->profile, -1, SQLITE_STATIC);
        int got = ledger_step(l, query, err);
        item->after = got > 0 ? (long)sqlite3_column_int64(query, 0) : 0;
        sqlite3_finalize(query);
        if (got < 0)
            return -1;
        purged->all.after += item->after;
    }
    if (deleted == purged->all.deleted && purged->all.before - deleted == purged->all.after)
        return 0;
    return err_set(err, STATUS_IO, "ledger.damaged",
        _("the ledger %s does not count right, and nothing was deleted; look at it with `muster "
          "ledger verify`"),
        l->path);
}

static int run(struct ledger *l, sqlite3_stmt *query, struct err *err)
{
    int got = query ? ledger_step(l, query, err) : -1;
    sqlite3_finalize(query);
    return got < 0 ? -1 : 0;
}

static int write_note(struct ledger *l, const struct ledger_purge *purge,
    const struct moment_of_purge *moment, const struct ledger_purged *purged, struct err *err)
{
    sqlite3_stmt *query = ask(l, note_sql, purge, moment, err);
    if (!query)
        return -1;
    sqlite3_bind_int64(query, 3, moment->now);
    sqlite3_bind_text(query, 4, purge->older, -1, SQLITE_STATIC);
    sqlite3_bind_int64(query, 5, purged->all.deleted);
    sqlite3_bind_int64(query, 6, purged->all.after);
    sqlite3_bind_int64(query, 7, moment->highest);
    sqlite3_bind_text(query, 8, purge->version, -1, SQLITE_STATIC);
    return run(l, query, err) ? -1 : ledger_execute(l, schema_seal_purges, err);
}

static int delete_askings(struct ledger *l, const struct ledger_purge *purge,
    struct moment_of_purge *moment, struct ledger_purged *purged, struct err *err)
{
    if (ledger_execute(l, "PRAGMA secure_delete = ON; BEGIN IMMEDIATE", err))
        return -1;
    if (!plan(l, purge, moment, purged, err) &&
        !run(l, ask(l, delete_sql, purge, moment, err), err) && !count_again(l, purged, err) &&
        !write_note(l, purge, moment, purged, err))
        return ledger_execute(l, "COMMIT", err);
    sqlite3_exec(l->db, "ROLLBACK", NULL, NULL, NULL);
    return -1;
}

/* Overwrites what was deleted where it stood, then makes the file anew without it. What the
 * rebuilding needs is kept beside it, not in a folder for everybody. */
static int clear_pages(struct ledger *l, struct err *err)
{
    long free_pages;
    sqlite3_temp_directory = sqlite3_mprintf("%s", l->folder);
    int result = ledger_execute(l,
        "PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE);"
        "UPDATE main.purges SET finished = 1; PRAGMA wal_checkpoint(TRUNCATE)",
        err);
    sqlite3_free(sqlite3_temp_directory);
    sqlite3_temp_directory = NULL;
    if (result || ledger_number(l, "PRAGMA freelist_count", &free_pages, err))
        return -1;
    if (!free_pages && !ledger_file_size(l, "-wal"))
        return 0;
    return err_set(err, STATUS_IO, "ledger.purge",
        _("the askings are deleted, but %s may still hold traces of them; run the same command "
          "again"),
        l->path);
}

int ledger_purge(struct ledger *l, const struct ledger_purge *purge, struct ledger_purged *purged,
    struct err *err)
{
    struct moment_of_purge moment = {.now = ledger_now(l)};
    moment.before = moment.now - purge->older_s;
    *purged = (struct ledger_purged){
        .bytes_before = ledger_file_size(l, "") + ledger_file_size(l, "-wal")};
    int result = purge->dry_run
                     ? plan(l, purge, &moment, purged, err)
                     : delete_askings(l, purge, &moment, purged, err) || clear_pages(l, err);
    purged->bytes_after = ledger_file_size(l, "") + ledger_file_size(l, "-wal");
    if (result)
        ledger_purged_release(purged);
    return result ? -1 : 0;
}

void ledger_purged_release(struct ledger_purged *purged)
{
    free(purged->items);
    *purged = (struct ledger_purged){0};
}
