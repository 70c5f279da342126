/* The register that the rehearsal endpoint answers from: people by document number.
 *
 * A table in any form that table/ reads. One sheet; its first row names the columns: 姓名 or name,
 * 证件号码 or number, and, when wanted, 结果 or outcome; other columns are passed over. */
#ifndef ENDPOINT_PEOPLE_H
#define ENDPOINT_PEOPLE_H
#include "base/err.h"
#include "base/index.h"
#include "record/verdict.h"
#include <stddef.h>

struct person {
    char *number;         // owns; folded, without spaces, letters in capitals
    char *name;           // owns; folded
    enum outcome outcome; // what is answered about this person; OUTCOME_NONE: what is true
};

struct people {
    struct person *items; // owns
    size_t count, capacity;
    struct index index; // by number
};

/* Reads the whole register. Errors carry the place: those of table_read, and STATUS_INPUT with
 * `register.header`, `register.sheets`, `register.name`, `register.number`, `register.outcome`, or
 * `register.twice` when one number has two names or outcomes. On failure nothing is to be released.
 * `say`, as in table.h, may be NULL; its context is. */
int people_load(struct people *people, const char *path,
    void (*say)(void *context, const char *sentence), struct err *err);
void people_release(struct people *people);

/* The person with this document number, written in any width and case, or NULL. Borrowed. */
const struct person *people_find(const struct people *people, const char *number);

/* What is true: match, mismatch, or not_found for a NULL person. */
enum outcome person_compare(const struct person *person, const char *name);
#endif
