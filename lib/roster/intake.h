/* Rows -> workers and rejects: every file of a morning, in the order given. */
#ifndef ROSTER_INTAKE_H
#define ROSTER_INTAKE_H
#include "base/day.h"
#include "roster/columns.h"
#include "roster/crew.h"
#include "roster/duplicates.h"
#include "roster/likeness.h"
#include "roster/past.h"
#include "roster/preview.h"
#include "roster/reject.h"
#include "roster/sheets.h"

/* What is known of somebody before the rows are read. */
enum standing {
    STANDING_NEW,
    STANDING_SEATED, // keeps the seat that a list gives: no record, no reject
    STANDING_LEFT,   // is taken off the list
    STANDING_REFUSED,
};

/* `why` is filled for STANDING_REFUSED: the row is set aside. */
typedef enum standing intake_standing(void *context, const struct worker *worker, struct err *why);

/* A sheet that people came from. */
struct source {
    char *file, *sheet;            // owns; sheet NULL in text files
    size_t rows, records, rejects; // rows = records + rejects + seated + left
    size_t seated, left;
    size_t passed_over; // titles, headers that come again, totals, signatures, empty numbered lines
    bool is_roster;     // it has a header, though perhaps nobody below it; else it was skipped
};

/* How text files are read. */
enum intake_format {
    INTAKE_AUTO, // as each looks
    INTAKE_CHAT, // pasted from a chat, a person a line
    INTAKE_TABLE,
};

struct intake {
    struct day on;             // the arrival day
    const char *encoding;      // of text files; NULL: found out
    enum intake_format format; // of text files
    void (*say)(const char *sentence);
    struct sheets sheets;          // which are read; set by the caller before the first file
    intake_standing *standing;     // NULL: all are new
    void *context;                 // for `standing`
    struct mapping mapping;        // what the user says about columns; filled before the first file
    const char *grid, *enterprise; // where no column says so; borrows; NULL: unknown

    struct preview *preview; // borrows; takes everything in place of crew and `say`; NULL: none

    struct past *past; // borrows; people in earlier lists; NULL: none

    struct crew crew;
    struct duplicates duplicates;
    struct likeness likeness;
    struct rejects rejects;
    struct source *sources; // owns
    size_t source_count, source_capacity;

    struct headers headers;
    struct buf titles; // of the first header
    size_t unread;     // rows with a document number above their header, or on a sheet without one
    struct intake_sheet *now; // owns
};

/* `say` gets decisions and skipped sheets, as translated sentences. */
void intake_init(
    struct intake *intake, struct day on, const char *encoding, void (*say)(const char *sentence));

/* Reads one file whole. Fails with STATUS_NO_INPUT or STATUS_INPUT when it cannot be read at all,
 * or holds no roster (`roster.none`), or too many rows have to be set aside
 * (`roster.rejects`). */
int intake_file(struct intake *intake, const char *path, struct err *err);

/* After the last file: fails with STATUS_INPUT `roster.map` when the user named a column for all
 * files that none of them has. */
int intake_check_mapping(const struct intake *intake, struct err *err);

/* After the last file: settles the crew and the rejects. */
void intake_finish(struct intake *intake);

/* Reads a member of the crew with the origin. Borrows from the view and the intake. */
const struct worker *intake_worker(
    const struct intake *intake, size_t member, struct crew_view *view);

void intake_release(struct intake *intake);
#endif
