#include "card/deal.h"

#include "base/i18n.h"
#include "base/mem.h"
#include <stdlib.h>
#include <string.h>

enum { CODES_KEPT = 500 }; // between squads

static void say(const struct deal *deal, const char *sentence)
{
    if (deal->options->say)
        deal->options->say(deal->options->context, sentence);
}

static int parse_lanes(struct deal *deal, struct err *err)
{
    char *list = mem_text(deal->options->lanes), *rest = NULL;
    int result = 0;
    for (char *name = strtok_r(list, ", ", &rest); name && !result;
         name = strtok_r(NULL, ", ", &rest)) {
        enum lane lane = lane_parse(name);
        if (lane == LANE_NONE)
            result = err_set(err, STATUS_USAGE, "usage.lane",
                _("--lane takes green, amber and red, with commas between; `%s` is none of them"),
                name);
        deal->lanes[lane] = true;
    }
    deal->lanes[LANE_NONE] = deal->options->unchecked;
    free(list);
    return result;
}

static void warn_module(const struct deal *deal)
{
    double module_mm = deal->composer.module_mm;
    if (!module_mm || module_mm >= QR_MODULE_GOOD_MM)
        return;
    struct buf text = {0};
    buf_printf(&text,
        _("the squares of the QR code are only %.2f mm wide; print at 600 dpi, or put fewer "
          "contacts into it"),
        module_mm);
    say(deal, text.data);
    buf_release(&text);
}

int deal_open(struct deal *deal, const struct deal_options *options, struct err *err)
{
    *deal = (struct deal){.options = options, .held.file.fd = -1, .book.file.fd = -1};
    deal->composer = (struct composer){&deal->layout, &deal->contacts, &deal->fonts, .codes = NULL};
    deal->book = (struct book){.output = options->output,
        .replace = options->replace,
        .date = options->date,
        .file = {.fd = -1}};
    if (parse_lanes(deal, err) || layout_load(&deal->layout, options->template_path, err) ||
        contacts_read(
            &deal->contacts, options->contacts_path, options->say, options->context, err) ||
        fonts_open(&deal->fonts, deal->layout.font, err) || compose_check(&deal->composer, err) ||
        book_open(&deal->book, err) || held_open(&deal->held, options->held, err))
        return -1;
    warn_module(deal);
    return 0;
}

static int compare_cards(const void *a, const void *b)
{
    long x = ((const struct card *)a)->seat, y = ((const struct card *)b)->seat;
    return (x > y) - (x < y);
}

static void drop_cards(struct deal *deal)
{
    for (size_t i = 0; i < deal->card_count; i++)
        card_release(&deal->cards[i]);
    deal->card_count = 0;
    if (deal->composer.code_count > CODES_KEPT)
        composer_forget_codes(&deal->composer);
}

/* A file that may not be replaced is no reason to leave the other squads without theirs. */
static int note_refused(struct deal *deal, const struct err *why)
{
    struct buf text = {0};
    if (strcmp(why->code, "card.exists"))
        return -1;
    err_print(why, &text);
    say(deal, text.data);
    buf_release(&text);
    if (!deal->refused.status)
        deal->refused = *why;
    return 0;
}

static int end_squad(struct deal *deal, struct err *err)
{
    if (!deal->track.id[0])
        return 0;
    struct buf missing = {0};
    struct err why = {0};
    squad_track_missing(&deal->track, &missing);
    if (missing.len)
        say(deal, missing.data);
    buf_release(&missing);
    deal->squads++;
    int result = 0;
    if (deal->card_count) {
        qsort(deal->cards, deal->card_count, sizeof *deal->cards, compare_cards);
        result = book_add(
            &deal->book, &deal->composer, deal->track.id, deal->cards, deal->card_count, &why);
        if (result)
            result = note_refused(deal, &why);
        if (result)
            *err = why;
        deal->dealt += (long)deal->card_count;
    }
    drop_cards(deal);
    return result;
}

static int judge_lane(const struct deal *deal, enum lane lane, struct err *why)
{
    if (deal->lanes[lane])
        return 0;
    if (lane == LANE_NONE)
        return err_set(why, STATUS_PARTIAL, "card.unchecked",
            _("nobody has checked this person; run muster check first, or give --unchecked"));
    if (lane == LANE_RED)
        return err_set(why, STATUS_PARTIAL, "card.red",
            _("the check said red; ask this person to the desk, where the papers are looked at"));
    return err_set(why, STATUS_PARTIAL, lane == LANE_AMBER ? "card.amber" : "card.green",
        _("this lane gets no card in this run; --lane %s would print it"), lane_name(lane));
}

static int deal_worker(struct deal *deal, const struct worker *worker, struct err *err)
{
    struct err why = {0};
    struct card card;
    if (!judge_lane(deal, worker->lane, &why) &&
        !compose_card(&deal->composer, worker, &card, &why)) {
        deal->cards =
            mem_grow(deal->cards, deal->card_count, &deal->card_capacity, sizeof *deal->cards);
        deal->cards[deal->card_count++] = card;
        return 0;
    }
    if (!deal->options->held && deal->options->on_held)
        deal->options->on_held(deal->options->context, worker, &why);
    return held_add(&deal->held, worker, &why, err);
}

int deal_record(struct deal *deal, const struct record *record, struct err *err)
{
    const struct worker *worker = &record->worker;
    if (squad_track_starts(&deal->track, &worker->squad) && end_squad(deal, err))
        return -1;
    if (squad_track_add(&deal->track, &worker->squad, err) < 0)
        return err_at(err, record->place.file, NULL, record->place.line, 0);
    deal->records++;
    return deal_worker(deal, worker, err);
}

int deal_end(struct deal *deal, struct err *err)
{
    struct err why = {0};
    if (end_squad(deal, err))
        return -1;
    if (book_close(&deal->book, &why) && note_refused(deal, &why)) {
        *err = why;
        return -1;
    }
    return held_close(&deal->held, err);
}

void deal_release(struct deal *deal)
{
    drop_cards(deal);
    free(deal->cards);
    held_abort(&deal->held);
    book_release(&deal->book);
    composer_release(&deal->composer);
    squad_track_release(&deal->track);
    fonts_release(&deal->fonts);
    contacts_release(&deal->contacts);
    layout_release(&deal->layout);
}
