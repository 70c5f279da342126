/* muster check: asks the endpoint about each worker, once. */
#include "account.h"
#include "base/descriptors.h"
#include "check/run.h"
#include "cli.h"
#include "endpoints.h"
#include "lint.h"
#include "sink.h"
#include "state.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct cli_list endpoint;
static const char *url, *state, *max_age = "30d", *budget, *summary, *basis, *lint;
static long rate, concurrency;
static bool keep_number, retry_unknown, dry_run;

static struct cli_option options[] = {
    {"endpoint", 'e', CLI_SHIPPED_LIST, "PROFILE", &endpoint,
        N_("the endpoint's profile: a file or a shipped name; several are asked in turn"), 0, 0,
        false},
    {"url", 0, CLI_TEXT, "URL", &url, N_("send to this address instead of the profile's base"), 0,
        0, false},
    {"state", 0, CLI_FILE, "DIR", &state,
        N_("folder of the ledger and the site key (else ~/.local/state/muster)"), 0, 0, false},
    {"rate", 0, CLI_NUMBER, "N", &rate, N_("send at most N requests a second"), 1, 100000, false},
    {"concurrency", 0, CLI_NUMBER, "N", &concurrency, N_("have at most N requests under way"), 1,
        1000, false},
    {"budget", 0, CLI_TEXT, "MONEY", &budget,
        N_("stop before more than this is spent, in the profile's currency: 500 or 500.00"), 0, 0,
        false},
    {"max-age", 0, CLI_TEXT, "TIME", &max_age,
        N_("ask again about verdicts older than this: 30d, 12h, 45m (30d)"), 0, 0, false},
    {"keep-number", 0, CLI_FLAG, NULL, &keep_number,
        N_("leave the document number in the records, for a second check"), 0, 0, false},
    {"retry-unknown", 0, CLI_FLAG, NULL, &retry_unknown,
        N_("ask again about people whose answer was lost; it may be paid for twice"), 0, 0, true},
    {"basis", 0, CLI_TEXT, "TEXT", &basis,
        N_("on what basis everybody may be checked, for endpoints that need consent"), 0, 0, false},
    {"summary", 0, CLI_FILE, "FILE", &summary, N_("write what happened into this file, as JSON"), 0,
        0, false},
    {"dry-run", 0, CLI_FLAG, NULL, &dry_run,
        N_("say how many calls, how much money and time; send nothing"), 0, 0, true},
    {"lint", 0, CLI_TEXT, "PROFILE", &lint,
        N_("try a profile on its own examples and print what is doubtful in it; send nothing"), 0,
        0, true},
    {0},
};

static const struct cli_tool tool = {"check", "[OPTION]... [FILE]...",
    N_("Asks an endpoint whether each worker's name and document number belong together, once,\n"
       "and prints each record with the verdict and its lane: green, amber or red. The same command\n"
       "again resumes: nobody is paid for twice."),
    "muster roster hengxin.xlsx | muster check --endpoint reference > checked.ndjson", options};

/* Everything that main holds. */
struct check {
    struct endpoints endpoints;
    struct site_key key;
    struct ledger *ledger;
    struct lines reader;
    struct sink sink;
    struct buf state;
    struct run_plan plan;
    struct account_progress progress;
};

/* A rehearsal makes no state; without any it uses none. */
static int open_state(struct check *check, struct err *err)
{
    if (state_find(state, &check->state, err))
        return -1;
    bool none = dry_run && !ledger_exists(check->state.data);
    if (ledger_open(&check->ledger, none ? NULL : check->state.data, err))
        return -1;
    if (none ? key_random(&check->key, err)
             : key_load(&check->key, check->state.data, ledger_empty(check->ledger), err))
        return -1;
    return ledger_bind(check->ledger, &check->key, err);
}

static int print_lines(void *context, struct buf *lines, struct err *err)
{
    (void)context;
    return sink_offer(lines, err);
}

static bool stopped(void *context)
{
    (void)context;
    return cli_signal() != 0;
}

static void show_progress(void *context, const struct run_counts *counts)
{
    const struct check *check = context;
    account_progress(&check->progress, &check->plan, counts);
}

/* Input, ledger and its files, and what one connection takes until it is there. */
enum { DESCRIPTORS = 12 };

static int prepare(struct check *check, struct err *err)
{
    const struct endpoints_options own = {url, rate, concurrency};
    struct endpoints *endpoints = &check->endpoints;
    long max_age_s = 0, budget_minor;
    if (state_parse_age("max-age", max_age, &max_age_s, err) ||
        descriptors_left(DESCRIPTORS, err) || endpoints_load(endpoints, &endpoint, &own, err) ||
        endpoints_budget(endpoints, budget, &budget_minor, err) ||
        (!dry_run && endpoints_unlock(endpoints, err)) || open_state(check, err) ||
        sink_open(&check->sink, NULL, err))
        return -1;
    state_tell_clock(check->ledger, max_age_s);
    check->plan = (struct run_plan){.key = &check->key,
        .ledger = check->ledger,
        .budget_minor = budget_minor,
        .max_age_s = max_age_s,
        .retry_unknown = retry_unknown,
        .basis = basis,
        .keep_number = keep_number,
        .context = check,
        .print = print_lines,
        .output = STDOUT_FILENO,
        .stopped = stopped,
        .tick = show_progress};
    endpoints_plan(endpoints, &own, &check->plan);
    return 0;
}

/* Told before anything is sent, of a day's people, some 15,000; a dry run stops there, and looks at
 * everybody. */
static int foresee(struct check *check, struct err *err)
{
    enum { FORESEEN_BYTES = 4 << 20 };
    struct forecast forecast;
    const struct forecast_reach reach = {dry_run ? 0 : FORESEEN_BYTES, stopped, check};
    int result = forecast_make(&forecast, &check->plan, &check->reader, &reach, err);
    if (!result && forecast.people)
        account_forecast(&check->plan, &forecast);
    check->progress.total = forecast.more ? 0 : forecast.people;
    forecast_release(&forecast);
    return result;
}

static enum status rehearse(struct check *check)
{
    struct err err;
    return foresee(check, &err) ? cli_fail(&err) : STATUS_DONE;
}

static enum status run(struct check *check)
{
    struct run_counts counts = {0};
    struct err err, at_close;
    cli_catch_signals();
    int failed = foresee(check, &err);
    double from = check->progress.started_s = account_now_s();
    if (!failed)
        failed = run_check(&check->plan, &check->reader, &counts, &err);
    cli_progress("%s", "");
    int unclosed = sink_close(&check->sink, &at_close);
    enum status status = counts.open ? STATUS_PARTIAL : STATUS_DONE;
    const struct err *cause = failed ? &err : unclosed ? &at_close : NULL;
    if (cause)
        status = cli_fail(cause);
    double seconds = account_now_s() - from;
    if (!failed || counts.people)
        account_summary(&check->plan, &counts, seconds);
    if (cli_signal())
        status = (enum status)(128 + cli_signal());
    struct err unwritten;
    if (summary &&
        account_write(summary, &check->plan, &counts, seconds, status, cause, &unwritten))
        return cli_fail(&unwritten);
    return status;
}

int main(int argc, char **argv)
{
    int first = cli_start(&tool, argc, argv);
    if (lint)
        return (int)lint_run(lint);
    struct check check = {.sink = {.file = {.fd = -1}}};
    struct err err;
    lines_open(&check.reader, argv + first, (size_t)(argc - first));
    enum status status;
    if (prepare(&check, &err))
        status = cli_fail(&err);
    else
        status = dry_run ? rehearse(&check) : run(&check);
    lines_close(&check.reader);
    sink_abort(&check.sink);
    ledger_close(check.ledger);
    endpoints_release(&check.endpoints);
    buf_release(&check.state);
    return (int)status;
}
