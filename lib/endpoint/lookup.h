/* Whom a request is about: also where it holds their data only enciphered, or only as digests. */
#ifndef ENDPOINT_LOOKUP_H
#define ENDPOINT_LOOKUP_H
#include "endpoint/glean.h"
#include "endpoint/people.h"
#include "profile/profile.h"

struct lookup_text {
    char *text; // owns; the field's, of this person
    size_t person;
};

/* Everybody's texts of a field that has no way back. */
struct lookup_field {
    struct lookup_text *texts; // owns
    size_t count, capacity;
    struct index index;
};

struct lookup {
    const struct profile *profile; // borrows; unlocked
    const struct people *people;   // borrows
    struct inputs known;           // the secrets
    struct lookup_field fields[INPUT_FIELDS_MAX];
};

/* Errors: those of fields_fill. */
int lookup_init(struct lookup *lookup, const struct profile *profile, const struct people *people,
    struct err *err);
void lookup_release(struct lookup *lookup);

/* Undoes the fields among the gleanings that have a way back, and gleans what they were made of. */
void lookup_undo(const struct lookup *lookup, struct gleanings *gleanings);

/* What is true about the one that was asked about; match where no name was sent. `*person` is
 * borrowed; NULL: not in the register. The gleanings get the name and number of whoever was found
 * by a digest. */
enum outcome lookup_find(
    const struct lookup *lookup, struct gleanings *gleanings, const struct person **person);
#endif
