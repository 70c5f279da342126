#include "check/ledger_book.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "check/key.h"
#include "check/ledger_db.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int find_file(const struct ledger *l, struct err *err)
{
    if (ledger_hold_mark(l, !ledger_file_size(l, ""), err))
        return -1;
    if (access(l->path, F_OK) == 0)
        return 0;
    return err_set(err, STATUS_NO_INPUT, "ledger.missing",
        _("there is no ledger %s (%s); name its folder with --state, as for `muster check`"),
        l->path, strerror(errno));
}

static int take_over(struct ledger *l, struct err *err)
{
    struct site_key key;
    if (key_load(&key, l->folder, false, err))
        return -1;
    int result = ledger_take_over(l, &key, err);
    explicit_bzero(&key, sizeof key);
    return result ? -1 : ledger_execute(l, "COMMIT", err);
}

int ledger_open_book(struct ledger **made, const char *folder, bool write, struct err *err)
{
    struct ledger *l = ledger_new(folder);
    l->reading = !write;
    if (find_file(l, err) || ledger_lock(l, err) || ledger_hold_wal(l, err) ||
        ledger_connect(l, err) || ledger_recognise(l, false, err) || (write && take_over(l, err)) ||
        ledger_execute(l, schema_views[l->version - 1], err)) {
        ledger_close(l);
        return -1;
    }
    *made = l;
    return 0;
}

static struct ledger_day *find_day(
    struct ledger_days *days, const char day[11], const char profile[LEDGER_PROFILE_MAX])
{
    struct ledger_day *last = days->count ? &days->items[days->count - 1] : NULL;
    if (last && !strcmp(last->day, day) && !strcmp(last->profile, profile))
        return last;
    days->items = mem_grow(days->items, days->count, &days->capacity, sizeof *days->items);
    last = &days->items[days->count++];
    *last = (struct ledger_day){0};
    strcpy(last->day, day);
    strcpy(last->profile, profile);
    return last;
}

static void add_money(struct ledger_day *day, const char *currency, long minor)
{
    size_t i = 0;
    while (i < day->money_count && strcmp(day->money[i].currency, currency))
        i++;
    if (i == day->money_count) {
        day->money = mem_grow(day->money, i, &day->money_capacity, sizeof *day->money);
        day->money[day->money_count++] = (struct ledger_money){{0}};
        strcpy(day->money[i].currency, currency);
    }
    day->money[i].minor += minor;
}

/* What no version of muster writes is no verdict either. */
static enum outcome outcome_in(sqlite3_stmt *query, int column)
{
    char word[16];
    ledger_text(query, column, word, sizeof word);
    if (sqlite3_column_type(query, column) == SQLITE_NULL)
        return OUTCOME_NONE;
    enum outcome outcome = outcome_parse(word);
    return outcome == OUTCOME_NONE ? OUTCOME_UNKNOWN : outcome;
}

static void add_sum(struct ledger_day *day, sqlite3_stmt *query)
{
    char currency[LEDGER_CURRENCY_MAX];
    ledger_text(query, 3, currency, sizeof currency);
    long askings = (long)sqlite3_column_int64(query, 4),
         paid = (long)sqlite3_column_int64(query, 5);
    day->askings += askings;
    day->outcomes[outcome_in(query, 2)] += askings;
    day->paid += paid;
    if (paid)
        add_money(day, currency, (long)sqlite3_column_int64(query, 6));
}

static void take_sum(struct ledger_days *days, sqlite3_stmt *query)
{
    char date[11], profile[LEDGER_PROFILE_MAX];
    ledger_text(query, 0, date, sizeof date);
    ledger_text(query, 1, profile, sizeof profile);
    add_sum(find_day(days, date, profile), query);
    add_sum(&days->all, query);
}

int ledger_sum_days(struct ledger *l, struct ledger_days *days, struct err *err)
{
    int got;
    *days = (struct ledger_days){0};
    sqlite3_stmt *query = ledger_query(l,
        "SELECT date(asked_at, 'unixepoch', 'localtime') AS day, profile, outcome, currency, "
        "count(*), sum(billed <> 0), sum(CASE WHEN billed THEN coalesce(minor, 0) ELSE 0 END) "
        "FROM book GROUP BY day, profile, outcome, currency ORDER BY day, profile",
        err);
    if (!query)
        return -1;
    while ((got = ledger_step(l, query, err)) > 0)
        take_sum(days, query);
    sqlite3_finalize(query);
    if (got < 0)
        ledger_days_release(days);
    return got;
}

void ledger_days_release(struct ledger_days *days)
{
    for (size_t i = 0; i < days->count; i++)
        free(days->items[i].money);
    free(days->items);
    free(days->all.money);
    *days = (struct ledger_days){0};
}
