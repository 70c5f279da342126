/* The worker record as a line of JSON (NDJSON): the only file that knows the record's keys. */
#ifndef RECORD_WIRE_H
#define RECORD_WIRE_H
#include "base/buf.h"
#include "base/err.h"
#include "record/lines.h"
#include "record/worker.h"
#include <jansson.h>
#include <stdbool.h>

/* The record up to its squad, `{"muster":1,"squad":{...}`: what everyone of a squad has in common,
 * but for the seat, is printed once. */
struct wire_squad {
    struct buf text; // buf_release it
    size_t seat_at;
};

void wire_squad_set(struct wire_squad *common, const struct squad *squad);
void wire_squad_write(const struct wire_squad *common, long seat, struct buf *out);

/* Appends the rest of the record with the line end. Keys come in a fixed order; absent ones are
 * left out. */
void wire_write_rest(struct buf *out, const struct worker *worker);

/* Parts of the rest that many records share, to be printed once: agency, shuttle, grid and
 * enterprise; the origin up to its row. */
void wire_ties(struct buf *out, const struct worker *worker);
void wire_origin(struct buf *out, const struct origin *from);

struct wire_part {
    const char *text; // borrows
    size_t len;
};

/* As wire_write_rest, with the parts in place of what the worker says there. */
void wire_write_person(
    struct buf *out, const struct worker *worker, struct wire_part ties, struct wire_part origin);

/* A record that was read. Unknown members stay in `json` and are printed again. */
struct record {
    json_t *json;         // owns
    struct worker worker; // borrows from json; notes and extras stay in json only
    struct place place;   // where it was read
    long *vacant;         // owns; worker.squad.vacant
};

/* Reads the next record: 1, or 0 at the end of the last file, or LINES_LATER as lines_next, or -1
 * with STATUS_INPUT (`wire.json`, `wire.utf8`, `wire.long`, `wire.version`, `wire.field`) or
 * STATUS_NO_INPUT and the place. "-" is standard input. */
int wire_read(struct lines *lines, struct record *record, struct err *err);
void record_release(struct record *record);

/* Hands every record of a file to `take`, which may fill `err` and return non-zero to stop; without
 * a place its error gets the record's. Errors: those, and those of wire_read. */
typedef int wire_take(void *context, const struct record *record, struct err *err);
int wire_read_file(const char *path, wire_take *take, void *context, struct err *err);

/* Sets what may change about the squad of somebody who keeps the seat: of, size, vacant seats. The
 * record's worker still has the old ones. */
void record_set_squad(struct record *record, const struct squad *squad);

/* Adds a verdict, replacing one by the same profile, and sets the lane: a person's review if there
 * is one, else the strictest verdict. */
void record_set_verdict(struct record *record, const struct verdict *verdict);

/* Whether it carries a verdict by this profile. */
bool record_has_verdict(const struct record *record, const char *by);

/* Whether one of its verdicts says match and another that it is none: mismatch, cancelled,
 * not_found. */
bool record_disagrees(const struct record *record);

/* Sets the document's key and last four characters; drops the number unless `keep_number`. */
void record_set_key(struct record *record, const char *key, const char *last4, bool keep_number);

/* Appends the record as one line with its line end. */
void record_write(const struct record *record, struct buf *out);
#endif
