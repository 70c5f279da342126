/* Keys and tokens: never in a profile, only named by it, as `env:NAME` or `file:PATH`. */
#ifndef PROFILE_SECRET_H
#define PROFILE_SECRET_H
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>

/* Whether `reference` is env:NAME or file:PATH. */
bool secret_valid(const char *reference);

/* Reads it: `*text` is the secret without the line end, secret_free() it; NULL when the variable is
 * not set or the file is not there. A relative path starts at the folder of `beside`, a file.
 * Errors name the reference, never the secret: STATUS_CREDENTIALS `secret.mode` (a file that group
 * or others may read), `secret.text` (empty, longer than 8 KiB, or with control characters), or
 * file_read's. */
int secret_read(const char *reference, const char *beside, char **text, struct err *err);

enum { SECRETS_MISSING_MAX = 20 }; // a profile names no more

/* References that hold nothing, each once, so that all can be told together. `= {0}` is none. */
struct missing {
    const char *references[SECRETS_MISSING_MAX]; // borrow
    size_t count;
};

/* Reads it as secret_read does, unless `*text` is there already; what is not there is noted in
 * `missing` and no error. Errors: those of secret_read. */
int secret_need(const char *reference, const char *beside, char **text, struct missing *missing,
    struct err *err);

/* Fails with STATUS_CREDENTIALS `secret.missing` if any are; `id` names the profile. */
int missing_tell(const struct missing *missing, const char *id, struct err *err);

/* Wipes and frees; NULL is fine. */
void secret_free(char *text);
#endif
