/* Rows that cannot become records: each with its place, its reason and its original cells, held
 * compactly and in the order of the input. */
#ifndef ROSTER_REJECT_H
#define ROSTER_REJECT_H
#include "base/buf.h"
#include "base/err.h"
#include "base/index.h"
#include "roster/columns.h"
#include "table/table.h"
#include <stdbool.h>
#include <stdint.h>

enum {
    REJECT_CELLS_MAX = 16000,   // kept of one row; muster's own columns have room beside them
    REJECTS_MAX = 200000,       // of a run: nobody mends more, the columns must be others
    REJECT_BYTES_MAX = 1 << 26, // of their cells
};

struct reject {
    size_t cells_at;       // in rejects.texts
    uint32_t table;        // whose header holds for the row
    uint32_t code, advice; // phrases
    uint32_t line;         // of the place, from 1
    uint16_t column;       // of the place, from 1; 0: the whole row
    uint16_t fault;        // the cell to correct, from 1; 0: none
    uint16_t cells;        // without empty ones at the end
    bool dropped;          // was taken back
};

/* A header and the sheet it stands in. */
struct reject_table {
    uint32_t source;      // a number of the caller's for the sheet
    long header_row;      // from 1
    size_t first;         // columns of the sheet left of this table
    char *file, *sheet;   // own; sheet NULL in text files
    char **titles;        // owns; a column each, "" where the agency gave none
    size_t count;         // of the titles
    size_t widest;        // columns of the widest row, at least `count`
    size_t agency;        // column of the agency, from 1; 0: none
    char *agency_by_file; // owns; the agency of rows that name none; "" for standard input
};

struct rejects {
    struct reject *items; // owns
    size_t count, capacity;
    struct reject_table *tables; // owns
    size_t table_count, table_capacity;
    struct buf texts;
    size_t *phrases; // owns; in texts: codes and sentences, each once
    size_t phrase_count, phrase_capacity;
    struct index phrase_index;
};

/* The rows added from now on stand below this header of this sheet. Does nothing when it is the
 * present one. Everything is copied. */
void rejects_table(
    struct rejects *rejects, const struct reject_table *table, const struct columns *columns);

/* Sets a row aside; `why` has its place; `fault` is the cell to correct, from 1, or 0. Returns its
 * number, which holds until rejects_settle. Everything is copied; a number cell beyond the 15
 * digits that a spreadsheet keeps is written as it shows it, "3.30482199003079E+17". */
size_t rejects_add(
    struct rejects *rejects, const struct err *why, const struct row *row, size_t fault);

/* Whether there are more than anybody can mend. */
bool rejects_full(const struct rejects *rejects);

/* Takes a reject back. */
void rejects_drop(struct rejects *rejects, size_t number);

/* After the last row: those that were taken back are gone. */
void rejects_settle(struct rejects *rejects);

/* Borrowed until the next rejects_add. */
const char *reject_code(const struct rejects *rejects, const struct reject *reject);
const char *reject_advice(const struct rejects *rejects, const struct reject *reject);
const char *reject_cells(const struct rejects *rejects, const struct reject *reject); // NUL each

/* Appends "hengxin.xlsx:名单!C18". */
void reject_place(const struct rejects *rejects, const struct reject *reject, struct buf *out);

/* Appends "PLACE: CODE: SENTENCE". */
void reject_print(const struct rejects *rejects, const struct reject *reject, struct buf *out);

/* Appends how many have which code, from the reject of this number on, the most frequent first:
 * "id.checksum 12, dup.document 3"; nothing when there are none. */
void rejects_tally(const struct rejects *rejects, size_t from, struct buf *out);

void rejects_release(struct rejects *rejects);
#endif
