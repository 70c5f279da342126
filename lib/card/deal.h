/* Dealing the cards: records go in one by one, each squad's file comes out when the squad ends.
 *
 * Memory holds one squad's cards at a time (all of them when they go into one file). A squad's file
 * depends on nothing but its own records, the template, the contacts and the fonts. */
#ifndef CARD_DEAL_H
#define CARD_DEAL_H
#include "card/book.h"
#include "card/held.h"
#include "record/wire.h"

struct deal_options {
    const char *template_path, *contacts_path; // borrows
    const char *output;                        // a folder, or a file that ends with .pdf
    const char *held;                          // NULL: `on_held` tells
    const char *lanes;                         // "green,amber": who gets a card
    bool unchecked;                            // people without a lane too
    bool replace;                              // files that are there and different
    time_t date;                               // written into the PDFs; 0: none

    void *context;
    void (*say)(void *context, const char *sentence); // translated
    void (*on_held)(void *context, const struct worker *worker, const struct err *why);
};

struct deal {
    const struct deal_options *options; // borrows
    bool lanes[LANE_COUNT];
    struct layout layout;
    struct contacts contacts;
    struct fonts fonts;
    struct composer composer;
    struct squad_track track;
    struct card *cards; // owns; of the squad that is passing
    size_t card_count, card_capacity;
    struct held_list held;
    struct book book;
    long records, dealt, squads;
    struct err refused; // the first file that was left as it is; status 0: none
};

/* Reads template and contacts, finds fonts, tries all of it out. Errors: STATUS_USAGE `usage.lane`,
 * and those of layout_load, contacts_read, fonts_open, compose_check, book_open, held_open. */
int deal_open(struct deal *deal, const struct deal_options *options, struct err *err);

/* Takes one record. Errors: STATUS_INPUT as squad_track_add, with the record's place; STATUS_IO,
 * STATUS_CREATE. A file that exists with other cards is no error here: it is said, counted, and
 * kept in deal->refused. */
int deal_record(struct deal *deal, const struct record *record, struct err *err);

/* Ends the last squad and writes what is still open. */
int deal_end(struct deal *deal, struct err *err);
void deal_release(struct deal *deal);
#endif
