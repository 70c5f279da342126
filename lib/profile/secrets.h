/* The profile's `secrets:`: names for placeholders, {secret.NAME}, and where each is kept. */
#ifndef PROFILE_SECRETS_H
#define PROFILE_SECRETS_H
#include "base/yaml.h"
#include "profile/inputs.h"
#include "profile/secret.h"

struct named_secret {
    char *name;            // owns; "secret.NAME"
    const char *reference; // borrows; env:NAME or file:PATH
    char *text;            // owns, wiped; NULL until secrets_unlock
};

struct secrets {
    struct named_secret items[INPUT_SECRETS_MAX];
    size_t count;
};

/* Reads the section and adds its names to the vocabulary. Errors: STATUS_CONFIG with the line
 * (`profile.secret`, `profile.name`). */
int secrets_parse(struct secrets *secrets, const struct yaml *yaml, struct vocabulary *vocabulary,
    struct err *err);

/* Reads them all; `beside` and `missing` as in secret_need. Errors: those of secret_read. */
int secrets_unlock(
    struct secrets *secrets, const char *beside, struct missing *missing, struct err *err);
void secrets_tell(const struct secrets *secrets, struct inputs *inputs);
void secrets_release(struct secrets *secrets);
#endif
