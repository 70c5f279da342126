/* muster roster: rosters -> squads of worker records, and the rows that need an agency's hand. */
#include "base/day.h"
#include "cli.h"
#include "record/wire.h"
#include "roster/advice.h"
#include "roster/forming.h"
#include "roster/intake.h"
#include "roster/sendback.h"
#include "sink.h"
#include <string.h>

enum { SQUAD_SIZE = 200, FIRST_MAX = 9999, DRAIN_BYTES = 1 << 16 };

static struct {
    const char *output, *date, *rejects, *encoding;
    long squad_size, first;
} options = {.squad_size = SQUAD_SIZE, .first = 1};

static struct cli_option option_table[] = {
    {"output", 'o', CLI_TEXT, "FILE", &options.output,
        N_("write the records here, whole or not at all"), .once = true},
    {"date", 'd', CLI_TEXT, "DAY", &options.date,
        N_("the arrival day: YYYY-MM-DD, today or tomorrow (default: today)")},
    {"squad-size", 's', CLI_NUMBER, "N", &options.squad_size,
        N_("people in a full squad (default: 200)"), 1, SQUAD_SIZE_MAX},
    {"first", 'f', CLI_NUMBER, "N", &options.first,
        N_("number of the first squad, to go on with a day's count (default: 1)"), 1, FIRST_MAX},
    {"rejects", 'r', CLI_TEXT, "FILE", &options.rejects,
        N_("write the rows that were set aside here, with what to do (.xlsx or .csv)")},
    {"encoding", 'e', CLI_TEXT, "NAME", &options.encoding,
        N_("encoding of the text files, when it is not found out rightly (GB18030, UTF-8, ...)")},
    {0},
};

static const struct cli_tool tool = {
    .name = "roster",
    .usage = "[OPTION]... FILE...",
    .summary = N_(
        "Reads labour agencies' rosters (.xlsx, .xls, .csv, .tsv, web pages), forms squads in order\n"
        "of arrival and prints a worker record a line. Rows that cannot be used are set aside with\n"
        "the reason."),
    .example = "muster roster --date tomorrow --rejects rejects.xlsx hengxin.xlsx shunda.csv > "
               "workers.ndjson",
    .options = option_table,
};

static void say(const char *sentence)
{
    cli_say("%s", sentence);
}

static int arrival_day(struct day *day, struct err *err)
{
    const char *text = options.date;
    if (text && strcmp(text, "today") && strcmp(text, "tomorrow")) {
        if (day_parse(text, day))
            return 0;
        return err_set(err, STATUS_USAGE, "usage.date",
            _("--date needs YYYY-MM-DD, today or tomorrow, not `%s`"), text);
    }
    *day = day_local(text && !strcmp(text, "tomorrow"));
    if (!text)
        cli_say(_("no --date given: the arrival day is today, %04d-%02d-%02d"), day->year,
            day->month, day->day);
    return 0;
}

static int write_rejects(const struct rejects *rejects, struct err *err)
{
    struct publish file;
    if (publish_open(&file, options.rejects, 0600, err))
        return -1;
    int result = sendback_write(rejects, sendback_is_workbook(options.rejects), &file, err);
    if (!result)
        result = publish_commit(&file, err);
    publish_abort(&file);
    return result;
}

static int write_squad(const struct intake *intake, struct squad squad, size_t first,
    struct sink *sink, struct err *err)
{
    struct crew_view view;
    for (; squad.seat <= squad.size; squad.seat++) {
        const struct worker *worker = intake_worker(intake, first++, &view);
        wire_write_squad(&sink->pending, &squad);
        wire_write_rest(&sink->pending, worker);
        if (sink_drain(sink, DRAIN_BYTES, err))
            return -1;
    }
    return 0;
}

static int write_records(
    const struct intake *intake, const struct forming *forming, struct err *err)
{
    struct sink sink;
    if (sink_open(&sink, options.output, err))
        return -1;
    int result = 0;
    for (long i = 0; i < forming_squads(forming) && !result; i++) {
        char id[SQUAD_ID_MAX];
        struct squad squad = forming_squad(forming, i, id);
        result = write_squad(intake, squad, (size_t)(i * forming->size), &sink, err);
    }
    if (!result)
        return sink_close(&sink, err);
    sink_abort(&sink);
    return -1;
}

static void report_sources(const struct intake *intake, size_t *rows)
{
    for (size_t i = 0; i < intake->source_count; i++) {
        const struct source *s = &intake->sources[i];
        if (!s->is_roster)
            continue;
        cli_say(
            _("%s%s%s: %zu rows = %zu records + %zu rejects (%zu title, total and signature rows "
              "passed over)"),
            s->file, s->sheet ? ":" : "", s->sheet ? s->sheet : "", s->rows, s->records, s->rejects,
            s->passed_over);
        *rows += s->rows;
    }
}

static void report(const struct intake *intake, const struct forming *forming)
{
    size_t rows = 0;
    report_sources(intake, &rows);
    cli_say(_("%zu rows in = %zu records + %zu rejects"), rows, intake->crew.count,
        intake->rejects.count);
    if (!intake->crew.count)
        return;
    char first[SQUAD_ID_MAX], last[SQUAD_ID_MAX];
    long squads = forming_squads(forming);
    forming_squad(forming, 0, first);
    struct squad end = forming_squad(forming, squads - 1, last);
    cli_say(ngettext("%ld squad, %s to %s; the last one has %ld people",
                "%ld squads, %s to %s; the last one has %ld people", (unsigned long)squads),
        squads, first, last, end.size);
}

static void say_reject(const struct rejects *rejects, const struct reject *reject)
{
    struct buf place = {0};
    reject_place(rejects, reject, &place);
    cli_say("%s: %s: %s", buf_text(&place), reject_code(rejects, reject),
        reject_advice(rejects, reject));
    buf_release(&place);
}

/* More lines than anybody reads would bury what is said before and after them. */
static void list_rejects(const struct rejects *rejects)
{
    enum { LISTED = 1000 };
    size_t listed = rejects->count < LISTED ? rejects->count : LISTED;
    for (size_t i = 0; i < listed; i++)
        say_reject(rejects, &rejects->items[i]);
    struct buf left = {0};
    rejects_tally(rejects, listed, &left);
    if (left.len)
        cli_say(_("and %zu more: %s"), rejects->count - listed, left.data);
    buf_release(&left);
}

static void report_advice(const struct intake *intake)
{
    struct advice advice = {0};
    struct buf line = {0};
    advice_collect(&advice, intake);
    for (size_t kind = 0; kind < ADVICE_KINDS; kind++) {
        buf_clear(&line);
        advice_print(&advice, kind, &line);
        if (line.len)
            cli_say("%s", line.data);
    }
    buf_release(&line);
    advice_release(&advice);
}

/* What was set aside has a place, or is named here. */
static enum status report_rejects(const struct intake *intake)
{
    if (options.rejects) {
        if (intake->rejects.count)
            cli_say(_("the rejects and what to do about each: %s"), options.rejects);
        else
            cli_say(_("nobody was set aside: %s holds only a header"), options.rejects);
        return STATUS_DONE;
    }
    if (!intake->rejects.count)
        return STATUS_DONE;
    list_rejects(&intake->rejects);
    cli_say("%s", _("set aside as listed; --rejects FILE keeps these rows for the agencies"));
    return STATUS_PARTIAL;
}

static enum status run(struct intake *intake, char **files, int count)
{
    struct err err = {0};
    for (int i = 0; i < count; i++)
        if (intake_file(intake, files[i], &err))
            return cli_fail(&err);
    intake_finish(intake);
    struct forming forming = {intake->on, intake->crew.count, options.squad_size, options.first};
    if (options.rejects && write_rejects(&intake->rejects, &err))
        return cli_fail(&err);
    if (write_records(intake, &forming, &err))
        return cli_fail(&err);
    report_advice(intake);
    report(intake, &forming);
    return report_rejects(intake);
}

int main(int argc, char **argv)
{
    int first = cli_start(&tool, argc, argv);
    struct day on;
    if (first == argc)
        return cli_usage("%s", _("name at least one roster file (- is standard input)"));
    struct err err = {0};
    if (arrival_day(&on, &err))
        return cli_fail(&err);
    struct intake intake;
    intake_init(&intake, on, options.encoding, say);
    enum status status = run(&intake, argv + first, argc - first);
    intake_release(&intake);
    return status;
}
