/* Passports by their number alone: up to 9 letters and digits, without a check digit (ICAO Doc
 * 9303). */
#ifndef IDENTITY_PASSPORT_H
#define IDENTITY_PASSPORT_H
#include "base/err.h"
#include "identity/identity.h"

/* Whether the number is a passport's where nobody said what it is: a letter or two in front of
 * digits, 7 to 9 characters. */
bool passport_looks(const char *number);

/* Type passport, noted doc.passport. Fails with id.length, id.character. */
int passport_read(struct identity *identity, struct err *err);
#endif
