#include "overview.h"

#include "base/mem.h"
#include "check/ledger_book.h"
#include "grid.h"
#include "sink.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* day, profile, askings, the verdicts, open, paid, money */
enum { COLUMNS = 3 + (OUTCOME_COUNT - 1) + 3 };

struct overview {
    struct ledger_days days;
    json_t *purges; // owns
};

static void add_count(struct grid *grid, long count)
{
    if (count)
        grid_add(grid, "%ld", count);
    else
        grid_add(grid, "%s", "");
}

static void add_money(struct grid *grid, const struct ledger_day *day)
{
    struct buf text = {0};
    for (size_t i = 0; i < day->money_count; i++)
        buf_printf(&text, "%s%ld.%02ld %s", i ? " + " : "", day->money[i].minor / 100,
            labs(day->money[i].minor % 100), day->money[i].currency);
    grid_add(grid, "%s", buf_text(&text));
    buf_release(&text);
}

static void add_day(struct grid *grid, const struct ledger_day *day, const char *title)
{
    grid_add(grid, "%s", title);
    grid_add(grid, "%s", day->profile);
    grid_add(grid, "%ld", day->askings);
    for (int i = OUTCOME_NONE + 1; i < OUTCOME_COUNT; i++)
        add_count(grid, day->outcomes[i]);
    add_count(grid, day->outcomes[OUTCOME_NONE]);
    add_count(grid, day->paid);
    add_money(grid, day);
}

static void add_titles(struct grid *grid)
{
    grid_add(grid, "%s", _("day"));
    grid_add(grid, "%s", _("profile"));
    grid_add(grid, "%s", _("askings"));
    for (int i = OUTCOME_NONE + 1; i < OUTCOME_COUNT; i++)
        grid_add(grid, "%s", outcome_name((enum outcome)i));
    grid_add(grid, "%s", _("open"));
    grid_add(grid, "%s", _("paid"));
    grid_add(grid, "%s", _("money"));
}

static void print_table(const struct overview *o, struct buf *out)
{
    struct grid grid = {.columns = COLUMNS, .left = 2};
    add_titles(&grid);
    for (size_t i = 0; i < o->days.count; i++)
        add_day(&grid, &o->days.items[i], o->days.items[i].day);
    if (o->days.count > 1)
        add_day(&grid, &o->days.all, _("all"));
    if (o->days.count)
        grid_print(&grid, out);
    else
        cli_say(_("nobody's asking is in the ledger"));
    grid_release(&grid);
    size_t index;
    json_t *purge;
    json_array_foreach(o->purges, index, purge)
    {
        const char *at = "", *older = "";
        json_int_t deleted = 0, remaining = 0;
        json_unpack(purge, "{s:s, s:s, s:I, s:I}", "at", &at, "older", &older, "deleted", &deleted,
            "remaining", &remaining);
        buf_printf(out, _("purged %s: %ld askings older than %s; %ld remained\n"), at,
            (long)deleted, older, (long)remaining);
    }
}

static json_t *describe_day(const struct ledger_day *day)
{
    json_t *verdicts = json_object(), *money = json_object();
    for (int i = OUTCOME_NONE + 1; i < OUTCOME_COUNT; i++)
        if (day->outcomes[i])
            json_object_set_new(
                verdicts, outcome_name((enum outcome)i), json_integer(day->outcomes[i]));
    for (size_t i = 0; i < day->money_count; i++)
        json_object_set_new(money, day->money[i].currency, json_integer(day->money[i].minor));
    return json_pack("{s:s, s:s, s:I, s:o, s:I, s:I, s:I, s:o}", "day", day->day, "profile",
        day->profile, "askings", (json_int_t)day->askings, "verdicts", verdicts, "unknown",
        (json_int_t)day->outcomes[OUTCOME_UNKNOWN], "open", (json_int_t)day->outcomes[OUTCOME_NONE],
        "paid", (json_int_t)day->paid, "minor", money);
}

static void print_json(const struct overview *o, struct buf *out)
{
    json_t *days = json_array();
    for (size_t i = 0; i < o->days.count; i++)
        json_array_append_new(days, describe_day(&o->days.items[i]));
    json_t *all = json_pack("{s:i, s:o, s:O}", "muster", 1, "days", days, "purges", o->purges);
    char *text = json_dumps(all, JSON_COMPACT);
    json_decref(all);
    if (!text)
        mem_out();
    buf_printf(out, "%s\n", text);
    free(text);
}

static void take_purge(void *context, const struct ledger_purge_note *note)
{
    json_array_append_new(context,
        json_pack("{s:s, s:s, s:b, s:I, s:I, s:s, s:b}", "at", note->at, "older", note->older,
            "all", note->everything, "deleted", (json_int_t)note->deleted, "remaining",
            (json_int_t)note->remaining, "version", note->version, "finished", note->finished));
}

static int read_all(const char *folder, struct overview *o, struct err *err)
{
    struct ledger *ledger;
    if (ledger_open_book(&ledger, folder, false, err))
        return -1;
    int result = ledger_sum_days(ledger, &o->days, err) ||
                 ledger_each_purge(ledger, take_purge, o->purges, err);
    ledger_close(ledger);
    return result;
}

enum status overview_show(const char *folder, bool json)
{
    struct overview overview = {.purges = json_array()};
    struct sink sink = {.file = {.fd = -1}};
    struct err err;
    int failed = read_all(folder, &overview, &err) || sink_open(&sink, NULL, &err);
    if (!failed) {
        (json ? print_json : print_table)(&overview, &sink.pending);
        failed = sink_close(&sink, &err);
    }
    sink_abort(&sink);
    ledger_days_release(&overview.days);
    json_decref(overview.purges);
    return failed ? cli_fail(&err) : STATUS_DONE;
}
