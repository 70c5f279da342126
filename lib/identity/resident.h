/* The numbers of residents: 18 characters (GB 11643-1999) and the 15 digits before them (GB
 * 11643-1989). */
#ifndef IDENTITY_RESIDENT_H
#define IDENTITY_RESIDENT_H
#include "base/err.h"
#include "identity/identity.h"

enum { RESIDENT_LEN = 18, RESIDENT_OLD_LEN = 15 };

/* The check character of 17 digits (ISO 7064 MOD 11-2). */
char resident_check(const char *digits);

/* Whether 18 characters are 17 digits and a digit or X; else the first other one's place, from 1.
 */
bool resident_has_shape(const char *number, int *place);

/* Whether the number ends as one whose last digits a spreadsheet has dropped. */
bool resident_maybe_rounded(const char *number);

/* Reads the 18 characters of `identity->number` up to what stands for a place in front: checks
 * shape, check character and date of birth; sets birth and sex. Fails with STATUS_INPUT and
 * id.character, id.rounded, id.checksum (with the corrections that would make it valid), id.date.
 */
int resident_read_common(
    struct identity *identity, const struct stated *stated, struct day on, struct err *err);

/* The same, and the division: id.region as a failure when there is no such province, else as a note
 * with `from`, `until` (years) or `listed` 0. */
int resident_read(
    struct identity *identity, const struct stated *stated, struct day on, struct err *err);

/* Reads 15 digits; notes id.fifteen. */
int resident_read_old(struct identity *identity, struct day on, struct err *err);

/* The number of 18 characters of somebody who had one of 15 digits. */
void resident_lengthen(const char *old, char number[RESIDENT_LEN + 1]);

/* What a person is found by under either number: `number`, or `longer` with the 18 characters when
 * it is one of 15 digits. */
const char *resident_key(const char *number, char longer[RESIDENT_LEN + 1]);

/* What the numbers of several documents fail with: STATUS_INPUT, -1. */
int resident_fail_rounded(struct err *err);
int resident_fail_region(struct err *err);
int resident_fail_date(struct err *err);
#endif
