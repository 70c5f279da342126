/* Rows -> workers and rejects: every file of a morning, in the order given. */
#ifndef ROSTER_INTAKE_H
#define ROSTER_INTAKE_H
#include "base/day.h"
#include "base/index.h"
#include "roster/columns.h"
#include "roster/reject.h"

/* An accepted person: a number and a record that waits for its squad. */
struct person {
    size_t text;       // in intake.arena: the number with its NUL, then the record after its squad
    uint32_t text_len; // bytes of both
    uint32_t source;   // in intake.sources
    uint32_t row;
    uint16_t number_len;
    uint16_t column; // of the number, from 1; 0: none
};

/* A sheet that people came from. */
struct source {
    char *file, *sheet;            // owns; sheet NULL in text files
    size_t rows, records, rejects; // rows = records + rejects
    size_t passed_over; // titles, headers that come again, totals, signatures, empty numbered lines
    bool is_roster;     // it has a header, though perhaps nobody below it; else it was skipped
};

struct intake {
    struct day on;        // the arrival day
    const char *encoding; // of text files; NULL: found out
    void (*say)(const char *sentence);

    struct person *people; // owns; in order of arrival
    size_t people_count, people_capacity;
    struct buf arena;
    struct index numbers;
    struct rejects rejects;
    struct source *sources; // owns
    size_t source_count, source_capacity;
    size_t order; // rows seen

    struct headers headers;
    struct intake_sheet *now; // owns
};

/* `say` gets decisions and skipped sheets, as translated sentences. */
void intake_init(
    struct intake *intake, struct day on, const char *encoding, void (*say)(const char *sentence));

/* Reads one file whole. Fails with STATUS_NO_INPUT or STATUS_INPUT when it cannot be read at all,
 * or holds no roster (`roster.none`). */
int intake_file(struct intake *intake, const char *path, struct err *err);

/* After the last file: puts the rejects in the order of the input. */
void intake_finish(struct intake *intake);

/* The person's record after its squad, as wire_write_rest made it. Borrowed until the next file. */
const char *intake_record(const struct intake *intake, size_t person, size_t *len);

void intake_release(struct intake *intake);
#endif
