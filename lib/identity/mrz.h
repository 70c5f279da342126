/* Machine-readable zones as scanners type them: two lines of 44 characters (passports, TD3) or
 * three of 30 (cards, TD1); ICAO Doc 9303, parts 3 to 5. */
#ifndef IDENTITY_MRZ_H
#define IDENTITY_MRZ_H
#include "base/err.h"
#include "identity/identity.h"

/* The check digit of `len` digits, capital letters and `<`: weights 7, 3, 1. */
char mrz_check(const char *text, size_t len);

/* The last day with these six digits (YYMMDD) that is not after `on`; zero when there is none. */
struct day mrz_past_day(const char *text, struct day on);

/* Whether it has the filler `<`, which no document number has. */
bool mrz_looks(const char *text);

/* Reads the lines, joined with or without `|`: number, birth, sex, name, last day. The type is
 * passport for a code that starts with P, else other; notes doc.passport (with the `country`'s
 * letters) or doc.other, and doc.expired (`until`). Fails with id.mrz (not these lines, or a check
 * digit that does not fit) and id.date. */
int mrz_read(const char *text, struct identity *identity, struct day on, struct err *err);

/* Whether a name as a roster has it is this zone's name, but for case, order and signs; also true
 * where they cannot be compared: other letters, or a zone too short for the whole name. */
bool mrz_same_name(const struct identity *identity, const char *name);
#endif
