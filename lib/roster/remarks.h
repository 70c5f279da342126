/* What the user should know about how a sheet was read: sentences with their place. */
#ifndef ROSTER_REMARKS_H
#define ROSTER_REMARKS_H
#include "roster/header.h"

struct remarks {
    void (*say)(const char *sentence);
    struct buf *into;         // takes the sentences as lines in place of `say`, unless NULL
    const char *file, *sheet; // sheet NULL: none, or the whole file
};

/* Rows that hold a single text: the first few of them by their numbers. */
struct alone {
    struct buf rows;
    size_t count;
};

void remarks_say(const struct remarks *remarks, const char *code, const char *text, ...)
    __attribute__((format(printf, 3, 4)));

/* How a sheet with a header was understood: tables side by side, columns that the user named and
 * that are not there, no column for the number, though `rows` people stand in it. */
void remarks_on_tables(const struct remarks *remarks, const struct header *header,
    const struct tables *tables, const struct mapping *mapping, size_t rows);

/* Why a sheet was skipped: no header. */
void remarks_on_no_header(const struct remarks *remarks, const struct header *header);

void remarks_add_row(struct alone *alone, long row);

/* Such rows among people name what is for all below them, mostly a coach: nobody has it then. */
void remarks_on_alone(const struct remarks *remarks, const struct alone *alone);

/* Appends the words of a row with their letters: "A 人名, B 证件". */
void remarks_list(struct buf *list, const struct titles *row);

/* Adds the titles of the columns that are left out, each once, to a list with commas. */
void remarks_add_private(struct buf *titles, const struct tables *tables);
#endif
