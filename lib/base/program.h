/* Another program, run to its end: bytes in, bytes out, no shell. */
#ifndef BASE_PROGRAM_H
#define BASE_PROGRAM_H
#include "base/buf.h"
#include <stdbool.h>

enum { PROGRAM_COMPLAINT_BYTES = 4096 };

enum program_end {
    PROGRAM_DONE,      // it ended by itself with status 0
    PROGRAM_FAILED,    // with `status`, or by the signal -`status`
    PROGRAM_UNSTARTED, // `status` is the errno that says why
    PROGRAM_LATE,      // neither it nor what it started had ended in time; all of it was killed
    PROGRAM_ENDLESS,   // it wrote more than `output_max`, and was killed
};

struct program {
    char *const *argv; // NULL-terminated; without a slash the first is looked for in PATH
    long timeout_ms;
    size_t output_max; // bytes of its standard output
};

struct program_result {
    enum program_end end;
    int status;
    struct buf output;    // owns; its standard output
    struct buf complaint; // owns; the start of its standard error
};

/* Runs it in our environment and folder, with `input` as its standard input and no other file of
 * ours, and waits for it. The result is filled from empty; program_release it. Nothing is put on a
 * disk. */
void program_run(
    const struct program *program, const struct buf *input, struct program_result *result);
void program_release(struct program_result *result); // wipes
#endif
