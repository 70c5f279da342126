#include "check/ledger_db.h"
#include <string.h>

static void bind_other(sqlite3_stmt *statement, int at, const unsigned char *key)
{
    if (key)
        sqlite3_bind_blob(statement, at, key, LEDGER_KEY_BYTES, SQLITE_STATIC);
    else
        sqlite3_bind_null(statement, at);
}

/* Alone in its row. */
static int write_intent(struct ledger *l, enum statement which, const struct ledger_asking *asking,
    time_t now, struct err *err)
{
    sqlite3_stmt *statement = ledger_bind_asking(l, which, asking->key, asking->asking);
    sqlite3_bind_int64(statement, 3, l->run);
    sqlite3_bind_text(statement, 4, asking->profile, -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 5, now);
    bind_other(statement, 6, asking->name_key);
    bind_other(statement, 7, asking->number_key);
    sqlite3_bind_text(statement, 8, asking->profile_version, -1, SQLITE_STATIC);
    return ledger_run(l, which, err);
}

int ledger_part(struct ledger *l, const unsigned char *key, struct err *err)
{
    const struct intents_row *row = intents_find(&l->intents, key);
    if (!row)
        return 0;
    const struct ledger_asking asking = {.key = key,
        .asking = row->asking,
        .profile = row->profile,
        .profile_version = row->version};
    int result = write_intent(l, INTEND, &asking, row->asked_at, err);
    intents_remove(&l->intents, key);
    return result;
}

/* Whether ledger_find said a moment ago that this asking is not there yet. */
static bool is_new(const struct ledger *l, const struct ledger_asking *asking)
{
    return l->found_asking >= 0 && l->found_asking < asking->asking &&
           !memcmp(l->found, asking->key, LEDGER_KEY_BYTES);
}

int ledger_intend(struct ledger *l, const struct ledger_asking *asking, struct err *err)
{
    bool new = is_new(l, asking), counted = asking->name_key || asking->number_key;
    time_t now = ledger_now(l);
    if (ledger_begin(l, err) || ledger_part(l, asking->key, err))
        return -1;
    if (!new) {
        if (write_intent(l, INTEND_AGAIN, asking, now, err))
            return -1;
        if (sqlite3_changes(l->db))
            return 0;
    }
    if (!counted && intents_add(&l->intents, asking, now))
        return 0;
    return write_intent(l, INTEND, asking, now, err);
}

static int write_row(struct ledger *l, const struct intents_row *row, struct err *err)
{
    sqlite3_stmt *statement = l->prepared[INTENTS];
    intents_keys(row, &l->keys);
    sqlite3_bind_int64(statement, 1, row->id);
    sqlite3_bind_int64(statement, 2, l->run);
    sqlite3_bind_text(statement, 3, row->profile, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 4, row->version, -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 5, row->asked_at);
    sqlite3_bind_int64(statement, 6, row->asking);
    sqlite3_bind_blob(statement, 7, l->keys.data, (int)l->keys.len, SQLITE_STATIC);
    return ledger_run(l, INTENTS, err);
}

static int delete_row(struct ledger *l, const struct intents_row *row, struct err *err)
{
    sqlite3_bind_int64(l->prepared[INTENTS_GONE], 1, row->id);
    return ledger_run(l, INTENTS_GONE, err);
}

int ledger_write_intents(struct ledger *l, struct err *err)
{
    for (size_t i = 0; i < l->intents.count; i++) {
        struct intents_row *row = &l->intents.rows[i];
        if (!row->changed)
            continue;
        if (row->open_count ? write_row(l, row, err) : row->written && delete_row(l, row, err))
            return -1;
        row->changed = false;
        row->written = true;
        if (!row->open_count)
            intents_clear(row);
    }
    return 0;
}
