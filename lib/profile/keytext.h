/* A key or an initial vector as a profile writes it: the text itself, `hex:` and hex, or `base64:`
 * and base64; with placeholders, as keys are secrets. */
#ifndef PROFILE_KEYTEXT_H
#define PROFILE_KEYTEXT_H
#include "profile/template.h"

/* Appends its bytes; buf_wipe() them. Returns -1, having appended nothing, when what follows `hex:`
 * or `base64:` is not that. */
int keytext_read(const struct template *template, const struct inputs *inputs, struct buf *out);
#endif
