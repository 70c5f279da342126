/* muster card: checked records -> the squads' cards as PDFs; who gets none, and why. */
#include "base/mem.h"
#include "card/deal.h"
#include "cli.h"
#include "shipped.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct deal_options options = {.template_path = "a4-90x54", .lanes = "green,amber"};

static struct cli_option option_table[] = {
    {"output", 'o', CLI_TEXT, "DIR|FILE.pdf", &options.output,
        N_("put a PDF a squad into this folder, or all squads into this file"), .once = true},
    {"contacts", 'c', CLI_FILE, "FILE", &options.contacts_path,
        N_("the phone numbers on the cards (.csv, .xlsx; muster-contacts(5))")},
    {"template", 't', CLI_SHIPPED, "NAME|FILE", &options.template_path,
        N_("paper and design (default: a4-90x54; muster-template(5))")},
    {"lane", 'l', CLI_TEXT, "LANES", &options.lanes,
        N_("who gets a card: green, amber, red with commas (default: green,amber)")},
    {"unchecked", 0, CLI_FLAG, NULL, &options.unchecked,
        N_("people whom nobody has checked get a card too")},
    {"held", 0, CLI_TEXT, "FILE", &options.held,
        N_("write who gets no card, and why, here (CSV for Excel)")},
    {"replace", 0, CLI_FLAG, NULL, &options.replace,
        N_("replace PDFs that are there with other cards in them"), .once = true},
    {0},
};

static const struct cli_tool tool = {
    .name = "card",
    .usage = "[OPTION]... -o DIR|FILE.pdf [FILE]...",
    .summary = N_("Prints each worker's wallet card: whom to call, with the numbers in a QR code.\n"
                  "It reads records from muster check (FILE or standard input); people in the red\n"
                  "lane and unchecked people get none and are listed."),
    .example = "muster check < workers.ndjson | muster card --held held.csv -o cards/",
    .options = option_table,
};

static void say(void *context, const char *sentence)
{
    (void)context;
    cli_say("%s", sentence);
}

static void say_held(void *context, const struct worker *worker, const struct err *why)
{
    (void)context;
    struct buf last4 = {0};
    held_last4(worker, &last4);
    cli_say(_("held: %s, seat %ld, %s (…%s): %s: %s"), worker->squad.id, worker->squad.seat,
        worker->name, buf_text(&last4), why->code, why->text);
    buf_release(&last4);
}

/* The date that reproducible builds set (SOURCE_DATE_EPOCH); 0: none. */
static time_t document_date(void)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    return text ? (time_t)strtoll(text, NULL, 10) : 0;
}

static int find_files(char **template_path, char **contacts_path, struct err *err)
{
    if (shipped_template("cards", options.template_path, template_path, err))
        return -1;
    if (options.contacts_path) {
        *contacts_path = mem_text(options.contacts_path);
        return 0;
    }
    *contacts_path = shipped_file("contacts.csv");
    if (!*contacts_path)
        return err_set(err, STATUS_USAGE, "usage.contacts",
            _("name the file with the phone numbers: --contacts FILE"));
    cli_say(_("no --contacts given: the numbers are the EXAMPLE ones; copy %s, fill in your own "
              "and name it"),
        *contacts_path);
    return 0;
}

static int deal_all(struct deal *deal, char **files, size_t count, struct err *err)
{
    struct lines lines;
    struct record record;
    int got;
    lines_open(&lines, files, count);
    while ((got = wire_read(&lines, &record, err)) > 0) {
        int result = deal_record(deal, &record, err);
        record_release(&record);
        if (result) {
            got = -1;
            break;
        }
        cli_progress(
            _("squad %ld of %ld, %ld people"), deal->track.no, deal->track.of, deal->records);
    }
    lines_close(&lines);
    return got ? -1 : deal_end(deal, err);
}

static void report(const struct deal *deal, double seconds)
{
    const struct held_list *held = &deal->held;
    struct buf reasons = {0};
    for (size_t i = 0; i < held->reason_count; i++)
        buf_printf(
            &reasons, "%s%s %ld", i ? ", " : ": ", held->reasons[i].code, held->reasons[i].count);
    if (!deal->records)
        cli_say("%s", _("no record came in, so nothing was printed"));
    cli_say(_("%ld records in = %ld cards + %ld held%s"), deal->records, deal->dealt, held->count,
        buf_text(&reasons));
    cli_say(_("squads: %ld of %ld, pages: %ld; PDFs written: %ld, unchanged: %ld, left as they "
              "are: %ld; %.2f s"),
        deal->squads, deal->track.of, deal->book.page_count, deal->book.written,
        deal->book.unchanged, deal->book.refused, seconds);
    if (options.held)
        cli_say(_("who gets no card, and what to do: %s"), options.held);
    else if (held->count)
        cli_say("%s", _("held as listed; --held FILE keeps this list"));
    buf_release(&reasons);
}

static enum status run(char **files, size_t count, char **paths)
{
    static struct deal deal;
    struct timespec start, end;
    struct err err = {0};
    clock_gettime(CLOCK_MONOTONIC, &start);
    enum status status = STATUS_DONE;
    if (find_files(&paths[0], &paths[1], &err))
        return cli_fail(&err);
    options.template_path = paths[0];
    options.contacts_path = paths[1];
    if (deal_open(&deal, &options, &err) || deal_all(&deal, files, count, &err)) {
        status = cli_fail(&err);
    } else {
        clock_gettime(CLOCK_MONOTONIC, &end);
        report(&deal,
            (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9);
        if (deal.refused.status)
            status = deal.refused.status;
        else if (deal.held.count && !options.held)
            status = STATUS_PARTIAL;
    }
    deal_release(&deal);
    return status;
}

int main(int argc, char **argv)
{
    int first = cli_start(&tool, argc, argv);
    char *paths[2] = {NULL, NULL};
    if (!options.output || !*options.output)
        return cli_usage("%s", _("say where the cards go: -o DIR or -o FILE.pdf"));
    options.date = document_date();
    options.say = say;
    options.on_held = say_held;
    enum status status = run(argv + first, (size_t)(argc - first), paths);
    free(paths[0]);
    free(paths[1]);
    return status;
}
