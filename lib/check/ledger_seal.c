#include "check/ledger_db.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include <stdlib.h>
#include <string.h>

struct sealer {
    struct digest_seal *seal;
    struct buf said; // of one row
};

static void free_sealer(void *context)
{
    struct sealer *sealer = context;
    digest_seal_free(sealer->seal);
    buf_release(&sealer->said);
    free(sealer);
}

static void add_number(struct buf *said, char kind, uint64_t number)
{
    char bytes[9] = {kind};
    for (int i = 0; i < 8; i++)
        bytes[1 + i] = (char)(number >> (56 - 8 * i));
    buf_add(said, bytes, sizeof bytes);
}

/* Each value says of what kind and how long it is, so that no two rows say the same. */
static void add_value(struct buf *said, sqlite3_value *value)
{
    int kind = sqlite3_value_type(value);
    if (kind == SQLITE_INTEGER) {
        add_number(said, 'i', (uint64_t)sqlite3_value_int64(value));
    } else if (kind == SQLITE_NULL) {
        buf_add_char(said, 'n');
    } else {
        const void *bytes =
            kind == SQLITE_BLOB ? sqlite3_value_blob(value) : sqlite3_value_text(value);
        size_t len = (size_t)sqlite3_value_bytes(value);
        add_number(said, kind == SQLITE_BLOB ? 'b' : 't', len);
        buf_add(said, bytes ? bytes : "", bytes ? len : 0);
    }
}

static void seal_of(sqlite3_context *call, int count, sqlite3_value **values)
{
    struct sealer *sealer = sqlite3_user_data(call);
    unsigned char digest[DIGEST_BYTES];
    uint64_t seal = 0;
    buf_cut(&sealer->said, 0);
    for (int i = 0; i < count; i++)
        add_value(&sealer->said, values[i]);
    digest_seal(sealer->seal, buf_text(&sealer->said), sealer->said.len, digest);
    for (int i = 0; i < 8; i++)
        seal = seal << 8 | digest[i];
    sqlite3_result_int64(call, (sqlite3_int64)seal);
}

int ledger_seal_with(sqlite3 *db, const struct site_key *key)
{
    unsigned char seal[DIGEST_BYTES];
    struct sealer *sealer = mem_alloc(sizeof *sealer);
    key_seal(key, seal);
    sealer->seal = digest_seal_new(seal, sizeof seal);
    explicit_bzero(seal, sizeof seal);
    return sqlite3_create_function_v2(db, "seal_of", -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, sealer,
               seal_of, NULL, NULL, free_sealer) == SQLITE_OK
               ? 0
               : -1;
}

int ledger_damaged(const struct ledger *l, struct err *err)
{
    if (l->reading)
        return err_set(err, STATUS_IO, "ledger.damaged",
            _("the ledger %s is damaged; put it back from a backup, or move its folder away to "
              "start anew (everybody is asked, and paid for, again)"),
            l->path);
    return err_set(err, STATUS_IO, "ledger.damaged",
        _("the ledger %s is damaged (`muster ledger verify` says where); put it back from a "
          "backup, or move its folder away to start anew (everybody is asked, and paid for, "
          "again)"),
        l->path);
}

/* Pages, their order, the indexes. */
static int count_damages(struct ledger *l, long *count, struct err *err)
{
    char word[8] = "";
    sqlite3_stmt *query = ledger_query(l, "PRAGMA main.integrity_check(1)", err);
    int got = query ? ledger_step(l, query, err) : -1;
    if (got > 0)
        ledger_text(query, 0, word, sizeof word);
    sqlite3_finalize(query);
    *count = strcmp(word, "ok") != 0;
    return got < 0 ? -1 : 0;
}

int ledger_count_unsealed(struct ledger *l, long *askings, long *rest, struct err *err)
{
    long intents = 0;
    if (ledger_number(l, schema_unsealed_askings, askings, err) ||
        ledger_number(l, schema_unsealed_rest, rest, err) ||
        (l->version >= SCHEMA_INTENTS && ledger_number(l, schema_unsealed_intents, &intents, err)))
        return -1;
    *askings += intents;
    return 0;
}

int ledger_hold_seals(struct ledger *l, struct err *err)
{
    long damages, askings, rest;
    if (count_damages(l, &damages, err) || ledger_count_unsealed(l, &askings, &rest, err))
        return -1;
    return damages || askings || rest ? ledger_damaged(l, err) : 0;
}
