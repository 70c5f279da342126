#include "base/i18n.h"
#include "check/ledger_db.h"
#include <string.h>

/* Before anything is changed. */
static int hold_key(struct ledger *l, const char *print, struct err *err)
{
    char kept[DIGEST_HEX + 2] = "";
    if (l->empty)
        return 0;
    sqlite3_stmt *query = ledger_query(l, "SELECT value FROM meta WHERE name = 'key'", err);
    int got = query ? ledger_step(l, query, err) : -1;
    if (got > 0)
        ledger_text(query, 0, kept, sizeof kept);
    sqlite3_finalize(query);
    if (got < 0 || !strcmp(kept, print))
        return got < 0 ? -1 : 0;
    return err_set(err, STATUS_CONFIG, "ledger.key",
        _("%s was made with another site key than the one beside it; put that key back from a "
          "backup: with this one everybody would be asked, and paid for, again"),
        l->path);
}

/* One without seals gets them. */
static int upgrade_tables(struct ledger *l, struct err *err)
{
    if (l->version >= SCHEMA_SEALED && ledger_hold_seals(l, err))
        return -1;
    for (; l->version < SCHEMA_VERSION; l->version++)
        if (ledger_execute(l, schema_upgrades[l->version], err))
            return -1; // closing takes all of it back
    return ledger_execute(l, schema_seal_askings, err) ||
                   ledger_execute(l, schema_seal_purges, err) ||
                   ledger_execute(l, schema_seal_meta, err)
               ? -1
               : 0;
}

static int tie(struct ledger *l, const char *print, struct err *err)
{
    long askings;
    if (ledger_number(l, "SELECT (SELECT count(*) FROM asking) + (SELECT count(*) FROM intents)",
            &askings, err))
        return -1;
    if (askings)
        return ledger_damaged(l, err); // nobody asks without a key
    sqlite3_stmt *query = ledger_query(l, "INSERT INTO meta VALUES ('key', ?1)", err);
    if (!query)
        return -1;
    sqlite3_bind_text(query, 1, print, -1, SQLITE_STATIC);
    int got = ledger_step(l, query, err);
    sqlite3_finalize(query);
    return got < 0 || ledger_execute(l, schema_seal_meta, err) ? -1 : 0;
}

int ledger_take_over(struct ledger *l, const struct site_key *key, struct err *err)
{
    char print[DIGEST_HEX + 1];
    long newest;
    key_print(key, print);
    if (ledger_seal_with(l->db, key))
        return ledger_fail(l, err);
    if (hold_key(l, print, err) ||
        ledger_execute(l, "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 16000;", err) ||
        ledger_execute(l, "BEGIN IMMEDIATE", err) ||
        (l->version < SCHEMA_VERSION && upgrade_tables(l, err)) ||
        (l->empty && tie(l, print, err)) || ledger_hold_seals(l, err) ||
        ledger_execute(l, schema_settle_intents, err) ||
        ledger_number(l, schema_newest, &newest, err))
        return -1;
    l->newest = newest;
    return 0;
}
