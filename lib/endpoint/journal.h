/* What was asked and what it would have cost: counts, and the log, a line of JSON for each request.
 * No name and no document number gets there. */
#ifndef ENDPOINT_JOURNAL_H
#define ENDPOINT_JOURNAL_H
#include "base/digest.h"
#include "base/err.h"
#include <stdbool.h>
#include <time.h>

enum { JOURNAL_PERSON = 17 }; // bytes of the text that stands for a person, with its NUL

struct journal {
    int log_fd;                             // borrows; -1: no log
    unsigned char person_key[DIGEST_BYTES]; // random, of this run: hides people in the log
    long requests, charges;
    struct err fail; // status STATUS_DONE while the log could be written
    time_t logged_s; // the second that `logged_at` shows
    char logged_at[24];
};

/* One answer to one person; texts are plain words and "" when there is none. */
struct entry {
    const char *key, *person;
    int status; // HTTP; 0: no reply went out
    const char *result;
    const char *wrong; // why the request was refused; NULL: not said
    bool charged;
};

/* Without a log. Fails with STATUS_RESOURCE when the system has no random bytes. */
int journal_init(struct journal *journal, struct err *err);

/* Digests what was asked about somebody and makes the text that stands for it, which cannot be
 * turned back. */
void journal_person(const struct journal *journal, const char *const *parts, size_t count,
    unsigned char digest[DIGEST_BYTES], char person[JOURNAL_PERSON]);

/* Counts the charge and appends the line; one write, so that a kill leaves whole lines. */
void journal_write(struct journal *journal, const struct entry *entry);
#endif
