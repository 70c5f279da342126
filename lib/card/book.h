/* The PDF files of a run: one a squad in a folder, or one for all squads. */
#ifndef CARD_BOOK_H
#define CARD_BOOK_H
#include "base/publish.h"
#include "card/sheet.h"

struct book {
    const char *output;  // borrows; a folder, or a file that ends with .pdf
    bool single;         // a file
    bool replace;        // files that are there and different
    time_t date;         // of the documents; 0: none
    struct pages *pages; // owns; of the single file
    struct publish file; // of the single file
    long documents, series;
    long written, unchanged, refused, page_count;
};

/* Makes the folder, or sees that the file can be made. `book->output`, `replace` and `date` are
 * set. */
int book_open(struct book *book, struct err *err);

/* Puts a squad's cards (in the order of their seats) on paper. A file that is there with the same
 * bytes is left; with others it is `card.exists` (STATUS_CREATE) and stays as it is. */
int book_add(struct book *book, struct composer *composer, const char *squad,
    const struct card *cards, size_t count, struct err *err);

/* Writes the single file, when there is anything in it. */
int book_close(struct book *book, struct err *err);
void book_release(struct book *book);
#endif
