/* The worker record: one accepted person, as it travels between the programs. */
#ifndef RECORD_WORKER_H
#define RECORD_WORKER_H
#include "record/squad.h"
#include "record/verdict.h"
#include <stdbool.h>
#include <stddef.h>

struct document {
    const char *type;   // "resident", "passport", ...: muster-record(5)
    const char *number; // canonical; NULL once it was replaced by key and last4
    const char *key;    // hex HMAC of the number; NULL before check
    const char *last4;  // NULL before check
};

struct origin {
    const char *file, *sheet; // sheet NULL in text files
    long row;                 // as the spreadsheet shows it, or the physical line; from 1
};

struct note_value {
    const char *name;
    const char *text; // NULL: `number` counts
    long number;
};

/* Something a person may want to know. Never a sentence: a code and its parameters. Codes and names
 * are static. */
struct note {
    const char *code;           // "age.minor"
    struct note_value value[2]; // name NULL: not used
};

struct extra {
    const char *name, *text;
};

/* Every pointer is borrowed; NULL means absent, except that name and document.type are always
 * there. */
struct worker {
    struct squad squad;
    const char *name;
    struct document document;
    char sex;          // 'M', 'F', or 0
    const char *birth; // YYYY-MM-DD
    const char *phone, *agency, *shuttle, *grid, *enterprise;
    bool leader; // marked as a leader of a squad
    struct origin from;
    const struct note *notes;
    size_t note_count;
    const struct extra *extras;
    size_t extra_count;
    enum lane lane; // what counts at the gate; LANE_NONE before check
};
#endif
