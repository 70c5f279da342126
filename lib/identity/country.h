/* Countries by their codes (ISO 3166-1). */
#ifndef IDENTITY_COUNTRY_H
#define IDENTITY_COUNTRY_H
#include <stdbool.h>

bool country_has_number(const char *code);  // three digits at `code`: "682"
bool country_has_letters(const char *code); // three letters at `code`: "KAZ"
#endif
