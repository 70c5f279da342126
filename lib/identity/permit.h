/* The permits of people who are no mainland residents.
 *
 * Of 18 characters, with the check character of a resident's number: residence permits of Hong Kong
 * (81), Macao (82) and Taiwan (83) people, and permanent residence permits of foreigners (9, the
 * province, the country's number; National Immigration Administration, 2023). Of 15: those permits
 * before 2023. Others have no check character: travel permits of Hong Kong and Macao people (H or M
 * and 8 digits) and of Taiwan people (8 digits). */
#ifndef IDENTITY_PERMIT_H
#define IDENTITY_PERMIT_H
#include "base/err.h"
#include "identity/identity.h"

enum { PERMIT_OLD_LEN = 15 };

/* By the first two characters of 18. */
bool permit_is_of_18(const char *number);

/* Whether the place in a permit of 17 digits and a character can be: 810000, 820000, 830000, or a
 * province and a country. */
bool permit_place_is_known(const char *number);

/* Reads 18 characters for which permit_is_of_18: type hkmo_rp, tw_rp or fpr. Fails as
 * resident_read_common does, and with id.region (no such province) and id.country. */
int permit_read(
    struct identity *identity, const struct stated *stated, struct day on, struct err *err);

/* Three letters and 12 digits. */
bool permit_is_old(const char *number);

/* Reads one for which permit_is_old: type fpr15. Fails with id.country, id.region, id.checksum
 * (ICAO Doc 9303, weights 7, 3, 1), id.date. */
int permit_read_old(struct identity *identity, struct day on, struct err *err);

/* Whether it might be a travel permit by its looks, though other documents have the same: H or M
 * and 8 or 10 digits, or 8 digits; and what stands for people without Chinese nationality, HA or MA
 * and 7 digits. */
bool permit_may_be_travel(const char *number);

/* Reads the travel permit of a Hong Kong or Macao person, with or without the two digits of its
 * renewals: type hkmo_mtp. Fails with id.length, id.character, or doc.home_return: those of HA and
 * MA are for people without Chinese nationality, who may not be employed on them (National
 * Immigration Administration, July 2024). */
int permit_read_home_return(struct identity *identity, struct err *err);

/* Reads the travel permit of a Taiwan person: type tw_mtp. Fails with id.length, id.character. */
int permit_read_taiwan(struct identity *identity, struct err *err);
#endif
