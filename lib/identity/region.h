/* Division codes: the first six digits of a resident's number (GB/T 2260), with the years each was
 * in force. */
#ifndef IDENTITY_REGION_H
#define IDENTITY_REGION_H

enum region {
    REGION_IN_FORCE,
    REGION_OTHER_YEARS, // a code, but not in the year the person was born: happens, worth a note
    REGION_UNLISTED, // a province's, but in no list since 1981: happens (xxxx01, xxxx20), worth a
                     // note
    REGION_NO_PROVINCE, // cannot be
};

/* When a code with REGION_OTHER_YEARS was in force: `until` an earlier year (the first in which it
 * was not any more), or else `from` a later one; the other is 0. */
struct region_years {
    int from, until;
};

/* `code` is six digits as a number. Nobody got a number before 1984, so earlier births count as
 * that year. `years` may be NULL. */
enum region region_find(int code, int birth_year, struct region_years *years);
#endif
