/* Questions that were accepted and are answered later. */
#ifndef ENDPOINT_JOBS_H
#define ENDPOINT_JOBS_H
#include "endpoint/journal.h"
#include "record/verdict.h"
#include <stddef.h>

enum { JOBS_MAX = 1000000, JOBS_NAME = 24 }; // kept at once; bytes of a job's name with its NUL

struct job {
    char *name, *number; // owns; what was asked about, NULL: not known
    char person[JOURNAL_PERSON];
    enum outcome outcome; // the answer
    long polls;           // how often it is still `pending`
    bool charged;         // it was answered and charged
};

/* `= {0}` has none. */
struct jobs {
    struct job *items; // owns
    size_t count, capacity;
};

void jobs_release(struct jobs *jobs);

/* Takes the job; returns its number, from 1, or 0 when there is no room. */
long jobs_add(struct jobs *jobs, const struct job *job);

void jobs_print(long number, char text[JOBS_NAME]);

/* The job of this name, as jobs_print makes it or only its number; NULL: there is none. Borrowed.
 */
struct job *jobs_find(struct jobs *jobs, const char *text);
#endif
