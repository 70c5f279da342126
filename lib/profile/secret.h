/* Keys and tokens: never in a profile, only named by it, as `env:NAME` or `file:PATH`. */
#ifndef PROFILE_SECRET_H
#define PROFILE_SECRET_H
#include "base/err.h"
#include <stdbool.h>

/* Whether `reference` is env:NAME or file:PATH. */
bool secret_valid(const char *reference);

/* Reads it: `*text` is the secret without the line end, secret_free() it; NULL when the variable is
 * not set or the file is not there. A relative path starts at the folder of `beside`, a file.
 * Errors name the reference, never the secret: STATUS_CREDENTIALS `secret.mode` (a file that group
 * or others may read), `secret.text` (empty, longer than 8 KiB, or with control characters), or
 * file_read's. */
int secret_read(const char *reference, const char *beside, char **text, struct err *err);

/* Wipes and frees; NULL is fine. */
void secret_free(char *text);
#endif
