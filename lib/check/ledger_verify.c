#include "base/buf.h"
#include "base/i18n.h"
#include "check/key.h"
#include "check/ledger_book.h"
#include "check/ledger_db.h"
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>

enum { DAMAGES_MAX = 20 }; // of one file that are told

struct look {
    struct ledger *ledger;
    void (*found)(void *context, const struct err *finding);
    void *context;
    size_t *count;
};

static void find(const struct look *look, const struct err *finding)
{
    ++*look->count;
    look->found(look->context, finding);
}

static void find_text(const struct look *look, const char *code, const char *text, ...)
    __attribute__((format(printf, 3, 4)));

static void find_text(const struct look *look, const char *code, const char *text, ...)
{
    struct buf line = {0};
    struct err finding = {0};
    va_list args;
    va_start(args, text);
    buf_vprintf(&line, text, args);
    va_end(args);
    err_set(&finding, STATUS_INPUT, code, "%s", buf_text(&line));
    buf_release(&line);
    find(look, &finding);
}

/* What is wrong with the file is a finding; that it could not be read is an error. */
static int find_or_fail(const struct look *look, const struct err *err)
{
    static const char *const codes[] = {"ledger.damaged", "ledger.version", "ledger.lost"};
    size_t i = 0;
    while (i < sizeof codes / sizeof *codes && strcmp(err->code, codes[i]))
        i++;
    if (i == sizeof codes / sizeof *codes)
        return -1;
    find(look, err);
    return 0;
}

/* Counts of askings that no run can leave behind. */
static const struct impossible {
    const char *code, *count, *sentence;
} impossibles[] = {
    {"asking.key", "SELECT count(*) FROM book WHERE length(key) <> 32",
        N_("%ld askings have a key of another length; put the ledger back from a backup")},
    {"asking.number",
        "SELECT count(*) FROM (SELECT min(asking) AS first, max(asking) AS last, count(*) AS all_of "
        "FROM book GROUP BY head, key) WHERE first < 1 OR last - first + 1 <> all_of OR "
        "first > 1 + (SELECT coalesce(max(highest), 0) FROM book_purges)",
        N_("%ld people lack an asking between two others or before the first one; somebody deleted "
           "it otherwise than with `muster ledger purge`: put the ledger back from a backup")},
    {"asking.outcome",
        "SELECT count(*) FROM book WHERE outcome NOT IN ('match', 'mismatch', 'not_found', "
        "'cancelled', 'bad_input', 'pending', 'throttled', 'quota', 'unavailable', 'auth', "
        "'funds', 'unsupported', 'unknown')",
        N_("%ld askings have a verdict that muster does not know; put the ledger back from a "
           "backup")},
    {"asking.verdict", "SELECT count(*) FROM book WHERE (outcome IS NULL) <> (answered_at IS NULL)",
        N_("%ld askings have a verdict without its time, or a time without a verdict; put the "
           "ledger back from a backup")},
    {"asking.time", "SELECT count(*) FROM book WHERE answered_at < asked_at",
        N_("%ld askings were answered before they were asked; set this computer's clock: it was "
           "put back in the meantime, or the ledger was changed")},
    {"asking.future",
        "SELECT count(*) FROM book WHERE max(asked_at, coalesce(answered_at, 0)) > "
        "unixepoch() + 86400",
        N_("%ld askings are of a time that is still to come, and would never be too old to be used "
           "again; set this computer's clock, or put the ledger back from a backup")},
    {"asking.price",
        "SELECT count(*) FROM book WHERE minor < 0 OR billed NOT IN (0, 1) OR "
        "billed <> (minor IS NOT NULL) OR billed <> (currency IS NOT NULL) OR "
        "currency NOT GLOB '[A-Z][A-Z][A-Z]'",
        N_("%ld askings have a price that cannot be; put the ledger back from a backup")},
    {"asking.job",
        "SELECT count(*) FROM book WHERE job IS NOT NULL AND outcome IS NOT NULL AND "
        "outcome <> 'pending'",
        N_("%ld askings wait for an answer that came already; put the ledger back from a backup")},
    {"asking.run",
        "SELECT count(*) FROM book WHERE run < 1 OR run > (SELECT value FROM meta WHERE name = "
        "'run')",
        N_("%ld askings are of a run that never was; put the ledger back from a backup")},
    {"ledger.tables",
        "SELECT count(*) FROM main.sqlite_schema WHERE name NOT IN ('meta', 'asking', 'intents', "
        "'purges', 'asking_key', 'asking_name', 'asking_number') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
        N_("%ld tables, views or triggers in it are not muster's; put the ledger back from a "
           "backup")},
    {"purge.unfinished", "SELECT count(*) FROM book_purges WHERE NOT finished",
        N_("%ld purges were cut off before the deleted askings had left the file; run `muster "
           "ledger purge` once more")},
};

static int look_at_askings(const struct look *look, struct err *err)
{
    for (size_t i = 0; i < sizeof impossibles / sizeof *impossibles; i++) {
        long count;
        if (ledger_number(look->ledger, impossibles[i].count, &count, err))
            return -1;
        if (count) {
            struct err finding = {0};
            err_set(&finding, STATUS_INPUT, impossibles[i].code, _(impossibles[i].sentence), count);
            find(look, &finding);
        }
    }
    return 0;
}

/* SQLite takes what is missing at the end for zeros. */
static int look_at_size(const struct look *look, bool *whole, struct err *err)
{
    long pages, page_bytes, bytes = ledger_file_size(look->ledger, "");
    if (ledger_number(look->ledger, "PRAGMA page_count", &pages, err) ||
        ledger_number(look->ledger, "PRAGMA page_size", &page_bytes, err))
        return -1;
    *whole = bytes == pages * page_bytes || ledger_file_size(look->ledger, "-wal");
    if (!*whole)
        find_text(look, "ledger.damaged",
            _("the file has %ld bytes instead of %ld; put it back from a backup"), bytes,
            pages * page_bytes);
    return 0;
}

/* As SQLite sees it: pages, order, indexes. */
static int look_at_pages(const struct look *look, bool *whole, struct err *err)
{
    char damage[200];
    int got, count = 0;
    sqlite3_stmt *query = ledger_query(look->ledger, "PRAGMA integrity_check", err);
    if (!query)
        return -1;
    while ((got = ledger_step(look->ledger, query, err)) > 0 && count < DAMAGES_MAX) {
        ledger_text(query, 0, damage, sizeof damage);
        if (!strcmp(damage, "ok"))
            continue;
        count++;
        find_text(look, "ledger.damaged",
            _("the file is damaged inside (%s); put it back from a backup"), damage);
    }
    sqlite3_finalize(query);
    *whole = !count;
    return got < 0 ? -1 : 0;
}

/* What holds no seal was changed, by the disk or by somebody. */
static int look_at_seals(const struct look *look, const struct site_key *key, struct err *err)
{
    struct ledger *l = look->ledger;
    long askings, rest;
    if (l->version < SCHEMA_SEALED)
        return 0;
    if (ledger_seal_with(l->db, key))
        return ledger_fail(l, err);
    if (ledger_count_unsealed(l, &askings, &rest, err))
        return -1;
    if (askings)
        find_text(look, "asking.seal",
            ngettext("%ld asking is not what muster wrote; put the ledger back from a backup",
                "%ld askings are not what muster wrote; put the ledger back from a backup",
                (unsigned long)askings),
            askings);
    if (rest)
        find_text(look, "ledger.seal",
            _("what the ledger says about itself (its runs, its purges, its tables) is not what "
              "muster wrote; put the ledger back from a backup"));
    return 0;
}

static int look_at_key(const struct look *look, struct err *err)
{
    struct ledger *l = look->ledger;
    char kept[DIGEST_HEX + 2], print[DIGEST_HEX + 1];
    struct site_key key;
    sqlite3_stmt *query = ledger_query(l, "SELECT value FROM main.meta WHERE name = 'key'", err);
    int got = query ? ledger_step(l, query, err) : -1;
    if (got > 0)
        ledger_text(query, 0, kept, sizeof kept);
    sqlite3_finalize(query);
    long askings = 0;
    if (got < 0 || ledger_number(l, "SELECT count(*) FROM book", &askings, err))
        return -1;
    struct err finding;
    if (!got && askings)
        find_text(look, "ledger.unbound",
            _("it does not say which site key it was made with; put it back from a backup"));
    if (!got)
        return 0;
    if (key_load(&key, l->folder, false, &finding)) {
        find(look, &finding);
        return 0;
    }
    key_print(&key, print);
    int result = 0;
    if (!strcmp(kept, print))
        result = look_at_seals(look, &key, err);
    explicit_bzero(&key, sizeof key);
    if (strcmp(kept, print))
        find_text(look, "ledger.key",
            _("it was made with another site key than the one beside it; put that key back, or "
              "everybody is asked and paid for again"));
    return result;
}

static void look_at_modes(const struct look *look)
{
    static const char *const names[] = {"ledger.db", "ledger.db-wal", "ledger.lock", "ledger.mark"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct buf path = {0};
        struct stat st;
        buf_printf(&path, "%s/%s", look->ledger->folder, names[i]);
        if (stat(path.data, &st) == 0 && (st.st_mode & 077))
            find_text(look, "ledger.mode", _("others may use %s; run `chmod 600 %s`"), path.data,
                path.data);
        buf_release(&path);
    }
}

int ledger_verify(const char *folder, void (*found)(void *context, const struct err *finding),
    void *context, size_t *count, struct err *err)
{
    struct look look = {.found = found, .context = context, .count = count};
    bool whole;
    *count = 0;
    if (ledger_open_book(&look.ledger, folder, false, err))
        return find_or_fail(&look, err);
    int result = look_at_size(&look, &whole, err);
    if (!result && whole)
        result = look_at_pages(&look, &whole, err);
    if (!result && whole)
        result = look_at_key(&look, err) || look_at_askings(&look, err) ? -1 : 0;
    look_at_modes(&look);
    if (result)
        result = find_or_fail(&look, err);
    ledger_close(look.ledger);
    return result;
}
