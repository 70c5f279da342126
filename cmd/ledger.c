/* muster ledger: what was asked and paid, whether the ledger is sound, and clearing it. */
#include "base/buf.h"
#include "base/nearest.h"
#include "cli.h"
#include "extract.h"
#include "overview.h"
#include "purge.h"
#include "sink.h"
#include "state.h"
#include <stdio.h>
#include <string.h>

static struct {
    const char *state, *since, *until, *profile, *older;
    bool json, csv, all, dry_run;
} opt;

static struct cli_option options[] = {
    {.name = "state",
        .kind = CLI_FILE,
        .operand = "DIR",
        .value = &opt.state,
        .help = N_("folder of the ledger and the site key (else ~/.local/state/muster)")},
    {.name = "json",
        .kind = CLI_FLAG,
        .value = &opt.json,
        .help = N_("show: one JSON object instead of a table"),
        .once = true},
    {.name = "csv",
        .kind = CLI_FLAG,
        .value = &opt.csv,
        .help = N_("export: CSV for Excel instead of JSON lines"),
        .once = true},
    {.name = "since",
        .kind = CLI_TEXT,
        .operand = "DAY",
        .value = &opt.since,
        .help = N_("export: what was asked on this day (2026-11-11) or later"),
        .once = true},
    {.name = "until",
        .kind = CLI_TEXT,
        .operand = "DAY",
        .value = &opt.until,
        .help = N_("export: what was asked on this day or before"),
        .once = true},
    {.name = "profile",
        .kind = CLI_TEXT,
        .operand = "ID",
        .value = &opt.profile,
        .help = N_("export: what was asked with this profile"),
        .once = true},
    {.name = "older",
        .kind = CLI_TEXT,
        .operand = "TIME",
        .value = &opt.older,
        .help = N_("purge: delete what is older than this: 30d, 12h, 45m"),
        .once = true},
    {.name = "all",
        .kind = CLI_FLAG,
        .value = &opt.all,
        .help = N_("purge: also what is open or unknown and may have been paid for"),
        .once = true},
    {.name = "dry-run",
        .kind = CLI_FLAG,
        .value = &opt.dry_run,
        .help = N_("purge: say what would be deleted; change nothing"),
        .once = true},
    {0},
};

static const struct cli_tool tool = {
    .name = "ledger",
    .usage = "show|verify|export|purge [OPTION]...",
    .summary = N_("Shows what `muster check` asked and what it cost, looks whether the ledger is "
                  "sound,\nexports it, and deletes what is old. No name and no number is in it."),
    .example = "muster ledger purge --older 30d --dry-run",
    .options = options,
};

static enum status show(const char *folder)
{
    return overview_show(folder, opt.json);
}

static void print_finding(void *context, const struct err *finding)
{
    struct sink *sink = context;
    err_print(finding, &sink->pending);
    buf_add_char(&sink->pending, '\n');
}

static enum status verify(const char *folder)
{
    struct sink sink = {.file = {.fd = -1}};
    struct err err;
    size_t count;
    int failed =
        ledger_verify(folder, print_finding, &sink, &count, &err) || sink_close(&sink, &err);
    sink_abort(&sink);
    if (failed)
        return cli_fail(&err);
    if (!count)
        cli_say(_("the ledger is sound"));
    else
        cli_say(ngettext("%zu finding", "%zu findings", count), count);
    return count ? STATUS_INPUT : STATUS_DONE;
}

static int parse_day(const char *name, const char *text, struct day *day, struct err *err)
{
    char code[40];
    if (!text || day_parse(text, day))
        return 0;
    snprintf(code, sizeof code, "usage.%s", name);
    return err_set(
        err, STATUS_USAGE, code, _("--%s needs a day such as 2026-11-11, not `%s`"), name, text);
}

static enum status export(const char *folder) {
    struct ledger_choice choice = {.profile = opt.profile}; struct err err;
    if (parse_day("since", opt.since, &choice.since, &err) ||
        parse_day("until", opt.until, &choice.until, &err)) return cli_fail(&err);
    return extract_run(folder, &choice, opt.csv);
}

static enum status purge(const char *folder)
{
    struct ledger_purge purge = {.older = opt.older,
        .everything = opt.all,
        .dry_run = opt.dry_run,
        .version = MUSTER_VERSION};
    struct err err;
    if (!opt.older)
        return cli_usage(_("say how old is old enough to delete: --older 30d"));
    if (state_parse_age("older", opt.older, &purge.older_s, &err))
        return cli_fail(&err);
    return purge_run(folder, &purge);
}

static const struct command {
    const char *name;
    enum status (*run)(const char *folder);
    const char *options; // its own, each between spaces
} commands[] = {
    {"show", show, " json "},
    {"verify", verify, " "},
    {"export", export, " csv since until profile "},
    {"purge", purge, " older all dry-run "},
};
static const char *const names[] = {"show", "verify", "export", "purge", NULL};

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (!strcmp(commands[i].name, name))
            return &commands[i];
    return NULL;
}

/* The first option that was given and is another command's; NULL: none. */
static const char *find_stray(const struct command *command)
{
    for (const struct cli_option *o = options; o->name; o++) {
        char word[32];
        bool given = o->kind == CLI_FLAG ? *(bool *)o->value : *(const char **)o->value != NULL;
        snprintf(word, sizeof word, " %s ", o->name);
        if (o->once && given && !strstr(command->options, word))
            return o->name;
    }
    return NULL;
}

static enum status run(int count, char **words)
{
    const struct command *command = count ? find_command(words[0]) : NULL;
    const char *nearest = count && !command ? nearest_word(words[0], names) : NULL;
    if (nearest)
        return cli_usage(_("there is no command `%s` (perhaps `%s`)"), words[0], nearest);
    if (!command)
        return cli_usage(_("say what to do: show, verify, export or purge"));
    if (count > 1)
        return cli_usage(_("`%s` is too much"), words[1]);
    const char *stray = find_stray(command);
    if (stray)
        return cli_usage(_("`muster ledger %s` has no --%s"), command->name, stray);
    struct buf folder = {0};
    struct err err;
    enum status status =
        state_find(opt.state, &folder, &err) ? cli_fail(&err) : command->run(folder.data);
    buf_release(&folder);
    return status;
}

int main(int argc, char **argv)
{
    int first = cli_start(&tool, argc, argv);
    return (int)run(argc - first, argv + first);
}
