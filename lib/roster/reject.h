/* Rows that cannot become records: each with its place, its reason and its original cells. */
#ifndef ROSTER_REJECT_H
#define ROSTER_REJECT_H
#include "base/buf.h"
#include "base/err.h"
#include "table/table.h"

struct reject {
    char code[40];
    char *said;   // owns; "PLACE: CODE: SENTENCE"
    char *line;   // owns; the CSV line without its end
    size_t order; // of the row in the whole input
};

struct rejects {
    struct reject *items; // owns
    size_t count, capacity;
    size_t most_cells; // in one row
};

/* Sets a row aside; `why` has its place. */
void rejects_add(
    struct rejects *rejects, const struct err *why, const struct row *row, size_t order);

/* Takes over a reject that was prepared with reject_make. */
void rejects_take(struct rejects *rejects, struct reject *reject, size_t cell_count);
void reject_make(struct reject *reject, const struct err *why, const struct row *row, size_t order);
void reject_release(struct reject *reject);

/* In the order of the input. */
void rejects_sort(struct rejects *rejects);

/* Appends them all as CSV for Excel: byte-order mark, CRLF, a header with the column letters of the
 * agency's sheet. Long numbers are written ="..." so that Excel keeps their digits; cells that
 * would be formulas get a leading '. */
void rejects_write(const struct rejects *rejects, struct buf *csv);

void rejects_release(struct rejects *rejects);
#endif
