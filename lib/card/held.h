/* People who get no card in this run, each with the reason and what to do. */
#ifndef CARD_HELD_H
#define CARD_HELD_H
#include "base/err.h"
#include "base/publish.h"
#include "record/worker.h"
#include <stdbool.h>

enum { HELD_REASONS_MAX = 24 };

struct held_list {
    struct publish file; // open while the list has a file
    bool has_file;
    long count;
    struct {
        char code[40];
        long count;
    } reasons[HELD_REASONS_MAX];
    size_t reason_count;
};

/* `path` NULL: the list only counts. The file (CSV for Excel, mode 0600) is whole or absent. */
int held_open(struct held_list *list, const char *path, struct err *err);

/* `why` has the code and the sentence. */
int held_add(
    struct held_list *list, const struct worker *worker, const struct err *why, struct err *err);
int held_close(struct held_list *list, struct err *err);
void held_abort(struct held_list *list); // safe after held_close

/* Appends the last four characters of the document number that may be shown; nothing when it is not
 * known or too short to hide the rest. */
void held_last4(const struct worker *worker, struct buf *out);
#endif
