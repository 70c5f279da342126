/* The texts of records, one after the other, from FILE arguments or standard input.
 *
 * A record is a line, or what `jq` prints without -c: the lines from "{" to "}". */
#ifndef RECORD_LINES_H
#define RECORD_LINES_H
#include "base/buf.h"
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>

enum {
    LINES_RECORD_MAX = 1 << 20, // bytes of one record
    LINES_LATER = 2,
};

struct lines {
    char *const *files; // borrows; the programs' FILE arguments; "-" is standard input
    size_t file_count;  // 0: standard input
    bool at_once;       // lines_next never waits, it says LINES_LATER; the caller may set it
    size_t next;
    int fd;           // owns unless it is standard input; -1: none is open
    const char *name; // of the file being read
    long line;
    struct buf text;         // the record
    bool within, in_line;    // a record, a line of it was begun
    long first;              // line where the record starts; 0: not known yet
    size_t start;            // of the current line in `text`; 0: the record's first
    struct buf input;        // read and not yet taken
    size_t taken;            // bytes of `input`
    struct lines_held *held; // owns; NULL unless lines_hold was called
};

void lines_open(struct lines *lines, char *const *files, size_t file_count);
void lines_close(struct lines *lines);

/* Reads the next record into `lines->text`: 1, or 0 at the end of the last file, or LINES_LATER
 * when its rest is not there yet (the next call goes on with it), or -1 with STATUS_NO_INPUT,
 * STATUS_IO, or STATUS_INPUT (`wire.long`, `wire.json`) and the place. `*line` is where it starts.
 */
int lines_next(struct lines *lines, long *line, struct err *err);

/* From now on keeps a copy of each record that lines_next gives, so that lines_replay can give them
 * all again, and an error after them. */
void lines_hold(struct lines *lines);
size_t lines_holds(const struct lines *lines); // bytes of them
void lines_replay(struct lines *lines);

/* The descriptor that the next lines_next would wait for, or -1 when it has something to read
 * already. */
int lines_wait_for(const struct lines *lines);

/* Fills `err` with STATUS_INPUT at `line` of the file being read; returns -1. `text` is translated.
 */
int lines_fail(
    const struct lines *lines, long line, struct err *err, const char *code, const char *text);
#endif
