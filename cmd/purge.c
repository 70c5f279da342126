#include "purge.h"

#include "grid.h"
#include "sink.h"
#include <stdio.h>

static void add_profile(struct grid *grid, const struct ledger_purged_profile *profile)
{
    grid_add(grid, "%s", profile->profile);
    grid_add(grid, "%ld", profile->before);
    grid_add(grid, "%ld", profile->deleted);
    grid_add(grid, "%ld", profile->kept);
    grid_add(grid, "%ld", profile->after);
}

static void print_table(const struct ledger_purged *purged, bool dry_run, struct buf *out)
{
    struct grid grid = {.columns = 5, .left = 1};
    grid_add(&grid, "%s", _("profile"));
    grid_add(&grid, "%s", _("before"));
    grid_add(&grid, "%s", dry_run ? _("would go") : _("deleted"));
    grid_add(&grid, "%s", _("old, kept"));
    grid_add(&grid, "%s", dry_run ? _("would remain") : _("remaining"));
    for (size_t i = 0; i < purged->count; i++)
        add_profile(&grid, &purged->items[i]);
    struct ledger_purged_profile all = purged->all;
    snprintf(all.profile, sizeof all.profile, "%s", _("all"));
    add_profile(&grid, &all);
    grid_print(&grid, out);
    grid_release(&grid);
}

static void say(const struct ledger_purge *purge, const struct ledger_purged *purged)
{
    const struct ledger_purged_profile *all = &purged->all;
    if (purge->dry_run)
        cli_say(_("%ld of %ld askings are older than %s and would be deleted; %ld would remain; "
                  "nothing was changed"),
            all->deleted, all->before, purge->older, all->after);
    else
        cli_say(_("%ld of %ld askings were older than %s and are deleted; %ld remain; the file "
                  "was made anew: %ld bytes before, %ld now, no freed page in it"),
            all->deleted, all->before, purge->older, all->after, purged->bytes_before,
            purged->bytes_after);
    if (all->kept)
        cli_say(_("%ld old ones are kept: open or unknown, they may have been paid for, and what "
                  "the same people were asked after them; --all takes them too"),
            all->kept);
    if (purged->fresh)
        cli_say(_("%ld of them are verdicts younger than 30 days: these people would be asked, and "
                  "paid for, again"),
            purged->fresh);
}

enum status purge_run(const char *folder, const struct ledger_purge *purge)
{
    struct ledger_purged purged = {0};
    struct sink sink = {.file = {.fd = -1}};
    struct ledger *ledger = NULL;
    struct err err;
    int failed = ledger_open_book(&ledger, folder, !purge->dry_run, &err) ||
                 ledger_purge(ledger, purge, &purged, &err);
    ledger_close(ledger);
    if (failed)
        return cli_fail(&err);
    say(purge, &purged);
    failed = sink_open(&sink, NULL, &err);
    if (!failed) {
        print_table(&purged, purge->dry_run, &sink.pending);
        failed = sink_close(&sink, &err);
    }
    sink_abort(&sink);
    ledger_purged_release(&purged);
    return failed ? cli_fail(&err) : STATUS_DONE;
}
