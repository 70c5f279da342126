/* What the roster's own columns say of a person's sex, birth and age, to be compared with what the
 * document says. */
#ifndef ROSTER_STATEMENT_H
#define ROSTER_STATEMENT_H
#include "identity/identity.h"

struct statement {
    struct stated stated;
    int age; // in years; -1: not said
};

/* Reads folded cells; any may be NULL. Sex as 男, 女, M, F and words that begin so; a birth as
 * 1990-03-07, 1990/3/7, 1990.03.07, 19900307, 1990年3月7日, or without its day or month. What is
 * none of these says nothing. */
void statement_read(
    struct statement *statement, const char *sex, const char *birth, const char *age);

/* Whether the age on the day is the stated one. Agencies count in more than one way (虚岁, from the
 * year alone) and copy old lists: a year more or two are no contradiction. */
bool statement_age_agrees(const struct statement *statement, struct day birth, struct day on);
#endif
