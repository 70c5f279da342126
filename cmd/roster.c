/* muster roster: rosters -> squads of worker records, and the rows that need an agency's hand. */
#include "aside.h"
#include "base/day.h"
#include "base/sandbox.h"
#include "cli.h"
#include "glance.h"
#include "list.h"
#include "pairs.h"
#include "table/table.h"
#include "targets.h"
#include "tidings.h"
#include <stdlib.h>
#include <string.h>

enum { SQUAD_SIZE = 200, FIRST_MAX = 9999 };

static struct {
    const char *output, *date, *rejects, *encoding, *format;
    const char *split, *keep, *remainder, *leader_column, *into, *cancel;
    struct cli_list against, sheets;
    const char *keep_extra, *grid, *enterprise;
    long squad_size, first;
    bool preview;
    struct pairs map;
} options = {.squad_size = SQUAD_SIZE, .first = 1, .map = {.keys = field_words}};

static struct cli_option option_table[] = {
    {"output", 'o', CLI_TEXT, "FILE", &options.output,
        N_("write the records here, whole or not at all"), .once = true},
    {"date", 'd', CLI_TEXT, "DAY", &options.date,
        N_("the arrival day: YYYY-MM-DD, today or tomorrow (default: today)")},
    {"squad-size", 's', CLI_NUMBER, "N", &options.squad_size,
        N_("people in a full squad (default: 200)"), 1, SQUAD_SIZE_MAX},
    {"first", 'f', CLI_NUMBER, "N", &options.first,
        N_("number of the first squad, to go on with a day's count (default: 1)"), 1, FIRST_MAX},
    {"keep", 'k', CLI_TEXT, "shuttle|agency|grid|enterprise", &options.keep,
        N_("seat the people of one shuttle, agency ... in one squad where that can be")},
    {"remainder", 0, CLI_TEXT, "short|spread|merge", &options.remainder,
        N_("the last, incomplete squad: as it is; all evened out; joins the others (short)")},
    {"leader-column", 0, CLI_TEXT, "TITLE", &options.leader_column,
        N_("the column that marks the squads' leaders, who get the first seats")},
    {"into", 'i', CLI_TEXT, "FILE", &options.into,
        N_("add the people to the squads of this list (records), where nobody moves"),
        .once = true},
    {"cancel", 'c', CLI_TEXT, "FILE", &options.cancel,
        N_("with --into: free the seats of the people in this roster or these records"),
        .once = true},
    {"split", 0, CLI_TEXT, "DIR", &options.split,
        N_("write a file a squad into this folder instead of standard output"), .once = true},
    {"rejects", 'r', CLI_TEXT, "FILE", &options.rejects,
        N_("write the rows that were set aside here, with what to do (.xlsx or .csv)")},
    {"against", 'a', CLI_LIST, "FILE", &options.against,
        N_("set aside who is in these earlier records for the same day (may be given again)"),
        .once = true},
    {"encoding", 'e', CLI_TEXT, "NAME", &options.encoding,
        N_("encoding of the text files, when it is not found out rightly (GB18030, UTF-8, ...)")},
    {"sheet", 0, CLI_LIST, "NAME", &options.sheets,
        N_("read only this sheet of the workbooks, by name or number; may be given again"),
        .once = true},
    {"format", 'F', CLI_TEXT, "KIND", &options.format,
        N_("how text files are read: csv, text (pasted from a chat), auto (the default)")},
    {"map", 'm', CLI_PAIRS, "FIELD=TITLE", &options.map,
        N_("take a field from the column of this title or letter: id=证件, phone=F")},
    {"agencies", 0, CLI_GROUPS, "map", &options.map, NULL},
    {"preview", 'p', CLI_FLAG, NULL, &options.preview,
        N_("show what was understood of the files, masked, and end without records"), .once = true},
    {"keep-extra", 0, CLI_TEXT, "TITLES", &options.keep_extra,
        N_("columns that travel, with commas: TITLE, -TITLE (leave out), all, none")},
    {"grid", 0, CLI_TEXT, "NAME", &options.grid,
        N_("the grid of people for whom no column names one")},
    {"enterprise", 0, CLI_TEXT, "NAME", &options.enterprise,
        N_("the enterprise of people for whom no column names one")},
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
    .confined = true,
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

static int text_format(enum intake_format *format, struct err *err)
{
    static const char *const names[] = {"auto", "text", "csv"};
    if (!options.format)
        return 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(options.format, names[i])) {
            *format = (enum intake_format)i;
            return 0;
        }
    return err_set(err, STATUS_USAGE, "usage.format",
        _("--format needs auto, text or csv, not `%s`; workbooks are known by their content"),
        options.format);
}

/* What was typed comes first, then what the site file says of an agency, then what it says of all.
 */
static void fill_mapping(struct mapping *mapping)
{
    for (int turn = 0; turn < 3; turn++)
        for (size_t i = 0; i < options.map.count; i++) {
            const struct pair *pair = &options.map.items[i];
            if (turn == (pair->typed ? 0 : pair->group ? 1 : 2))
                mapping_add(mapping, field_parse(pair->key), pair->text, pair->group, turn < 2);
        }
    if (options.leader_column)
        mapping_add(mapping, FIELD_LEADER, options.leader_column, NULL, false);
    if (options.keep_extra)
        mapping_wish(mapping, options.keep_extra);
}

/* What one run works with. */
struct run {
    struct groups groups;
    struct roll roll;
    struct leavers leavers;
    struct arrival arrival;
    struct past past;
    struct intake intake;
    struct seating seating;
    struct formed formed;
    struct forming forming;
};

static int parse_wishes(struct run *run, struct err *err)
{
    if (options.keep) {
        run->groups.keep = keep_parse(options.keep);
        if (run->groups.keep == KEEP_COUNT)
            return err_set(err, STATUS_USAGE, "usage.keep",
                _("--keep takes shuttle, agency, grid or enterprise, not `%s`"), options.keep);
    }
    if (options.remainder) {
        run->forming.remainder = remainder_parse(options.remainder);
        if (run->forming.remainder == REMAINDER_COUNT)
            return err_set(err, STATUS_USAGE, "usage.remainder",
                _("--remainder takes short, spread or merge, not `%s`"), options.remainder);
    }
    return 0;
}

/* The list's day is the arrival day. */
static int read_roll(struct run *run, struct err *err)
{
    struct day on;
    if (roll_read(&run->roll, options.into, &run->groups, err))
        return -1;
    if (options.date && arrival_day(&on, err))
        return -1;
    if (options.date && day_compare(on, run->roll.day))
        return err_set(err, STATUS_USAGE, "usage.date",
            _("the squads of %s are of %04d-%02d-%02d, and --date says another day; leave --date "
              "away, or name that day's list"),
            options.into, run->roll.day.year, run->roll.day.month, run->roll.day.day);
    run->forming.on = run->roll.day;
    run->forming.roll = &run->roll;
    run->leavers.roll = &run->roll;
    if (!options.cancel)
        return 0;
    return leavers_read(&run->leavers, options.cancel, run->roll.day, options.encoding, say, err);
}

static int read_past(struct past *past, struct err *err)
{
    for (size_t i = 0; i < options.against.count; i++) {
        const char *path = options.against.items[i];
        if (past_read(past, path, err))
            return -1;
        if (past->numberless)
            cli_say(
                ngettext("%s: %zu record holds no document number and is compared by name, date "
                         "of birth and last four characters",
                    "%s: %zu records hold no document number and are compared by name, date of "
                    "birth and last four characters",
                    past->numberless),
                path, past->numberless);
    }
    return 0;
}

static void start_intake(struct run *run, enum intake_format format)
{
    struct intake *intake = &run->intake;
    intake_init(intake, run->forming.on, options.encoding, say);
    intake->format = format;
    intake->grid = options.grid;
    intake->enterprise = options.enterprise;
    fill_mapping(&intake->mapping);
    sheets_init(&intake->sheets, options.sheets.items, options.sheets.count);
}

static int read_files(struct run *run, char **files, int count, struct err *err)
{
    enum intake_format format = INTAKE_AUTO;
    if (text_format(&format, err) ||
        (options.into ? read_roll(run, err) : arrival_day(&run->forming.on, err)))
        return -1;
    start_intake(run, format);
    past_init(&run->past, run->forming.on);
    if (read_past(&run->past, err))
        return -1;
    if (options.against.count)
        run->intake.past = &run->past;
    if (options.into) {
        run->arrival = (struct arrival){.roll = &run->roll, .leavers = &run->leavers};
        run->intake.standing = arrival_standing;
        run->intake.context = &run->arrival;
    }
    for (int i = 0; i < count; i++)
        if (intake_file(&run->intake, files[i], err))
            return -1;
    if (sheets_end(&run->intake.sheets, err))
        return -1;
    if (intake_check_mapping(&run->intake, err))
        return -1;
    intake_finish(&run->intake);
    return 0;
}

static int write_list(const struct run *run, struct err *err)
{
    struct list list = {&run->intake, run->forming.roll, &run->seating};
    if (options.split && list_split(&list, options.split, err))
        return -1;
    if ((options.output || !options.split) && list_write(&list, options.output, err))
        return -1;
    if (options.split)
        list_say_stale(&list, options.split);
    return 0;
}

static void report(const struct run *run)
{
    const struct forming *forming = &run->forming;
    bool plain = !forming->groups->keep && !forming->remainder && !forming->roll;
    if (forming->roll)
        tidings_of_roll(forming);
    tidings_of_rows(&run->intake);
    if (forming->roll)
        tidings_of_changes(forming->roll, &run->seating, &run->arrival);
    tidings_of_squads(&run->seating, plain);
    tidings_of_wishes(forming, &run->seating, &run->formed, options.leader_column);
}

static enum status show_preview(struct run *run, char **files, int count)
{
    enum intake_format format = INTAKE_AUTO;
    struct err err = {0};
    if (text_format(&format, &err))
        return cli_fail(&err);
    start_intake(run, format);
    return glance_show(&run->intake, files, count, options.output);
}

static enum status run_all(struct run *run, char **files, int count)
{
    struct err err = {0};
    if (options.preview)
        return show_preview(run, files, count);
    if (parse_wishes(run, &err) || read_files(run, files, count, &err))
        return cli_fail(&err);
    run->forming.size = options.squad_size;
    run->forming.first = options.first;
    run->forming.groups = &run->groups;
    run->forming.crew = &run->intake.crew;
    forming_seat(&run->forming, &run->seating, &run->formed);
    if ((options.rejects && aside_write(&run->intake.rejects, options.rejects, &err)) ||
        write_list(run, &err))
        return cli_fail(&err);
    aside_advise(&run->intake);
    report(run);
    enum status status = aside_report(&run->intake.rejects, options.rejects);
    if (leavers_say_unfound(&run->leavers, say) || run->leavers.unusable || run->intake.unread)
        status = STATUS_PARTIAL;
    return status;
}

/* Only the list of --into may become what is written, and no roster is read twice. */
static bool mixes_up_files(char **files, int count)
{
    const char *const *rosters = (const char *const *)files;
    const char *const others[] = {options.output, options.into, options.cancel};
    const struct cli_list *against = &options.against;
    return targets_check_rosters(rosters, (size_t)count) ||
           targets_check(options.rejects, rosters, (size_t)count) ||
           targets_check(options.rejects, others, sizeof others / sizeof *others) ||
           targets_check(options.rejects, against->items, against->count) ||
           targets_check(options.output, rosters, (size_t)count) ||
           targets_check(options.output, &options.cancel, 1) ||
           targets_check(options.output, against->items, against->count);
}

static enum status check_usage(char **files, int count)
{
    int stdins = (options.into && !strcmp(options.into, "-")) +
                 (options.cancel && !strcmp(options.cancel, "-"));
    for (int i = 0; i < count; i++)
        stdins += !strcmp(files[i], "-");
    for (size_t i = 0; i < options.against.count; i++)
        stdins += !strcmp(options.against.items[i], "-");
    if (!count && !options.into)
        return cli_usage("%s", _("name at least one roster file (- is standard input)"));
    if (stdins > 1)
        return cli_usage("%s", _("standard input (-) can be read once only"));
    if (options.cancel && !options.into)
        return cli_usage("%s", _("--cancel frees seats of a list; name that list with --into"));
    if (options.into && options.first != 1)
        return cli_usage("%s", _("--first is for new lists; with --into new squads go on behind "
                                 "the list's last one"));
    return mixes_up_files(files, count) ? STATUS_USAGE : STATUS_DONE;
}

/* What is read comes from strangers: from here on nothing but the input can be opened, and nothing
 * but the results written. Every file that an option names has to be allowed here. */
static enum status confine(char **files, int count)
{
    struct sandbox sandbox;
    struct err err = {0};
    sandbox_init(&sandbox);
    for (int i = 0; i < count; i++)
        sandbox_allow_input(&sandbox, files[i]);
    for (size_t i = 0; i < options.against.count; i++)
        sandbox_allow_input(&sandbox, options.against.items[i]);
    const char *const inputs[] = {options.into, options.cancel};
    const char *const targets[] = {options.output, options.rejects};
    for (size_t i = 0; i < 2; i++) {
        if (inputs[i])
            sandbox_allow_input(&sandbox, inputs[i]);
        if (targets[i])
            sandbox_allow_target(&sandbox, targets[i]);
    }
    if (options.split)
        sandbox_allow_folder(&sandbox, options.split);
    if (options.rejects && aside_prepare(options.rejects, &sandbox, &err))
        return cli_fail(&err);
    table_prepare(options.encoding);
    cli_confine(&sandbox);
    return STATUS_DONE;
}

int main(int argc, char **argv)
{
    int first = cli_start(&tool, argc, argv);
    static struct run run;
    enum status status = check_usage(argv + first, argc - first);
    if (!status)
        status = confine(argv + first, argc - first);
    if (!status)
        status = run_all(&run, argv + first, argc - first);
    free(options.sheets.items);
    seating_release(&run.seating);
    formed_release(&run.formed);
    intake_release(&run.intake);
    past_release(&run.past);
    arrival_release(&run.arrival);
    leavers_release(&run.leavers);
    roll_release(&run.roll);
    groups_release(&run.groups);
    pairs_release(&options.map);
    free(options.against.items);
    return status;
}
