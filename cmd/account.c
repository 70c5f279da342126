#include "account.h"

#include "base/mem.h"
#include "base/publish.h"
#include "cli.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MONEY_MAX = 48 * RUN_ENDPOINTS_MAX, TIME_MAX = 64 };

double account_now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* "4.00 CNY", with several currencies "4.00 CNY + 1.50 EUR". */
static const char *print_money(
    char text[MONEY_MAX], const struct run_plan *plan, const long minor[RUN_ENDPOINTS_MAX])
{
    size_t len = 0;
    for (size_t i = 0; i < plan->endpoint_count; i++) {
        const char *currency = plan->endpoints[i].profile->price.currency;
        size_t first = 0;
        while (strcmp(plan->endpoints[first].profile->price.currency, currency))
            first++;
        long sum = 0;
        for (size_t j = i; first == i && j < plan->endpoint_count; j++)
            if (!strcmp(plan->endpoints[j].profile->price.currency, currency))
                sum += minor[j];
        if (first == i)
            len += (size_t)snprintf(text + len, MONEY_MAX - len, "%s%ld.%02ld %s", i ? " + " : "",
                sum / 100, sum % 100, currency);
    }
    return text;
}

static const char *print_spent(
    char text[MONEY_MAX], const struct run_plan *plan, const struct run_counts *counts)
{
    long minor[RUN_ENDPOINTS_MAX];
    for (size_t i = 0; i < plan->endpoint_count; i++)
        minor[i] = counts->by[i].minor;
    return print_money(text, plan, minor);
}

static const char *print_time(char text[TIME_MAX], double seconds)
{
    if (seconds < 1)
        snprintf(text, TIME_MAX, "%s", _("less than a second"));
    else if (seconds < 90)
        snprintf(text, TIME_MAX, _("%.0f seconds"), seconds);
    else if (seconds < 90 * 60)
        snprintf(text, TIME_MAX, _("%.0f minutes"), seconds / 60);
    else
        snprintf(text, TIME_MAX, _("%.1f hours"), seconds / 3600);
    return text;
}

static void say_hindered(const struct forecast *forecast)
{
    static const char *const sentences[HINDRANCE_COUNT] = {
        [HINDRANCE_NUMBER] =
            N_("%ld have no document number any more and cannot be asked (%s); use "
               "--keep-number with the check before this one"),
        [HINDRANCE_DOCUMENT] = N_("%ld have a document that this endpoint cannot check (%s); they "
                                  "come out amber, unasked: look at the paper"),
        [HINDRANCE_INPUT] =
            N_("%ld lack something that this endpoint needs, such as the phone (%s); "
               "they come out amber, unasked: complete the roster"),
        [HINDRANCE_CONSENT] = N_("%ld have not agreed to be checked, as far as the roster says "
                                 "(%s); they come out amber, unasked: ask them, or name the basis "
                                 "with --basis"),
        [HINDRANCE_LOST] =
            N_("%ld were asked by a run that was cut off, and may have been paid for "
               "(%s); --retry-unknown asks them again"),
    };
    for (int i = 0; i < HINDRANCE_COUNT; i++) {
        const struct hindered *hindered = &forecast->hindered[i];
        if (hindered->people)
            cli_say(_(sentences[i]), hindered->people, buf_text(&hindered->places));
    }
}

static void name_endpoints(const struct run_plan *plan, struct buf *names)
{
    for (size_t i = 0; i < plan->endpoint_count; i++)
        buf_printf(names, "%s%s", i ? ", " : "", plan->endpoints[i].profile->id);
}

void account_forecast(const struct run_plan *plan, const struct forecast *forecast)
{
    char money[MONEY_MAX], time[TIME_MAX];
    struct buf names = {0};
    name_endpoints(plan, &names);
    print_money(money, plan, forecast->minor);
    print_time(time, forecast->seconds);
    if (forecast->more)
        cli_say(_("more than %ld people; of these: %ld calls to %s, %ld known already; at most %s; "
                  "time: %s"),
            forecast->people, forecast->calls, names.data, forecast->reused, money, time);
    else
        cli_say(_("%ld people: %ld calls to %s, %ld known already; at most %s; time: %s"),
            forecast->people, forecast->calls, names.data, forecast->reused, money, time);
    buf_release(&names);
    for (size_t i = 0; forecast->calls && i < plan->endpoint_count; i++)
        if (!plan->endpoints[i].profile->price.highest)
            cli_say(_("the profile `%s` has no price, so what it costs is not counted; write yours "
                      "under `price:`"),
                plan->endpoints[i].profile->id);
    say_hindered(forecast);
}

static long printed(const struct run_counts *counts)
{
    return counts->lane[LANE_GREEN] + counts->lane[LANE_AMBER] + counts->lane[LANE_RED];
}

void account_progress(const struct account_progress *progress, const struct run_plan *plan,
    const struct run_counts *counts)
{
    char money[MONEY_MAX], left[TIME_MAX] = "-";
    long done = printed(counts), total = progress->total;
    double since_s = account_now_s() - progress->started_s;
    double per_second = since_s > 0.5 ? (double)done / since_s : 0;
    if (per_second > 0 && total >= done)
        print_time(left, (double)(total - done) / per_second);
    print_spent(money, plan, counts);
    if (total)
        cli_progress(_("%ld of %ld: green %ld, amber %ld, red %ld; %s; %.0f a second; %s left"),
            done, total, counts->lane[LANE_GREEN], counts->lane[LANE_AMBER], counts->lane[LANE_RED],
            money, per_second, left);
    else
        cli_progress(_("%ld: green %ld, amber %ld, red %ld; %s; %.0f a second"), done,
            counts->lane[LANE_GREEN], counts->lane[LANE_AMBER], counts->lane[LANE_RED], money,
            per_second);
}

/* A line for each endpoint; with one of them all is said already. */
static void say_endpoints(const struct run_plan *plan, const struct run_counts *counts)
{
    for (size_t i = 0; plan->endpoint_count > 1 && i < plan->endpoint_count; i++) {
        const struct profile *profile = plan->endpoints[i].profile;
        const struct run_tally *tally = &counts->by[i];
        cli_say(_("`%s`: %ld calls, %ld known already; %ld paid answers, %ld.%02ld %s; %ld people "
                  "without an answer"),
            profile->id, tally->calls, tally->reused, tally->charged, tally->minor / 100,
            tally->minor % 100, profile->price.currency, tally->open);
    }
    if (counts->disagreed)
        cli_say(_("%ld people: one endpoint says that name and number belong together, another "
                  "that they do not; look at their papers"),
            counts->disagreed);
}

void account_summary(const struct run_plan *plan, const struct run_counts *c, double seconds)
{
    char money[MONEY_MAX], time[TIME_MAX];
    print_spent(money, plan, c);
    if (seconds < 90)
        snprintf(time, sizeof time, _("%.1f seconds"), seconds);
    else
        print_time(time, seconds);
    cli_say(_("%ld people: green %ld, amber %ld, red %ld; %ld calls, %ld known already; %ld paid "
              "answers, %s; %s"),
        c->people, c->lane[LANE_GREEN], c->lane[LANE_AMBER], c->lane[LANE_RED], c->calls, c->reused,
        c->charged, money, time);
    say_endpoints(plan, c);
    if (c->open)
        cli_say(_("%ld people are left unasked or unknown; the same command again asks those who "
                  "are unasked"),
            c->open);
    if (c->unknown)
        cli_say(_("%ld of them may have been paid for without an answer; --retry-unknown asks them "
                  "again, and may pay twice"),
            c->unknown);
    if (c->limited)
        cli_say(_("%ld of them may not be asked about again today, by the limits of the endpoint; "
                  "run the same command again tomorrow"),
            c->limited);
    if (c->numberless)
        cli_say(_("%ld people came without a document number and cannot be asked; use "
                  "--keep-number with the check before this one"),
            c->numberless);
}

static json_t *count_lanes(const struct run_counts *counts)
{
    json_t *lanes = json_object();
    for (int lane = LANE_GREEN; lane < LANE_COUNT; lane++)
        json_object_set_new(lanes, lane_name((enum lane)lane), json_integer(counts->lane[lane]));
    return lanes;
}

static json_t *describe_endpoints(const struct run_plan *plan, const struct run_counts *counts)
{
    json_t *endpoints = json_array();
    for (size_t i = 0; i < plan->endpoint_count; i++) {
        const struct profile *profile = plan->endpoints[i].profile;
        const struct run_tally *tally = &counts->by[i];
        json_t *outcomes = json_object();
        for (int outcome = 1; outcome < OUTCOME_COUNT; outcome++)
            if (tally->outcome[outcome])
                json_object_set_new(outcomes, outcome_name((enum outcome)outcome),
                    json_integer(tally->outcome[outcome]));
        json_array_append_new(endpoints,
            json_pack("{s:s, s:I, s:I, s:I, s:{s:I, s:s}, s:I, s:o}", "id", profile->id, "calls",
                (json_int_t)tally->calls, "reused", (json_int_t)tally->reused, "paid",
                (json_int_t)tally->charged, "spent", "minor", (json_int_t)tally->minor, "currency",
                profile->price.currency, "open", (json_int_t)tally->open, "outcomes", outcomes));
    }
    return endpoints;
}

static json_t *describe(const struct run_plan *plan, const struct run_counts *counts,
    double seconds, enum status status, const struct err *cause)
{
    json_t *summary = json_pack("{s:i, s:s, s:i, s:I, s:I, s:o, s:I, s:I, s:I, s:I, s:I, s:I, s:I, "
                                "s:I, s:o}",
        "muster", 1, "tool", "check", "status", (int)status, "milliseconds",
        (json_int_t)(seconds * 1000), "people", (json_int_t)counts->people, "lanes",
        count_lanes(counts), "calls", (json_int_t)counts->calls, "reused",
        (json_int_t)counts->reused, "paid", (json_int_t)counts->charged, "unknown",
        (json_int_t)counts->unknown, "open", (json_int_t)counts->open, "limited",
        (json_int_t)counts->limited, "numberless", (json_int_t)counts->numberless, "disagreed",
        (json_int_t)counts->disagreed, "endpoints", describe_endpoints(plan, counts));
    if (cause)
        json_object_set_new(
            summary, "cause", json_pack("{s:s, s:s}", "code", cause->code, "text", cause->text));
    return summary;
}

int account_write(const char *path, const struct run_plan *plan, const struct run_counts *counts,
    double seconds, enum status status, const struct err *cause, struct err *err)
{
    json_t *summary = describe(plan, counts, seconds, status, cause);
    char *text = json_dumps(summary, JSON_INDENT(2));
    json_decref(summary);
    if (!text)
        mem_out();
    struct publish file;
    int result = publish_open(&file, path, 0600, err);
    if (!result &&
        (publish_write(&file, text, strlen(text), err) || publish_write(&file, "\n", 1, err))) {
        publish_abort(&file);
        result = -1;
    } else if (!result) {
        result = publish_commit(&file, err);
    }
    free(text);
    return result;
}
