/* "Did you mean": the known word nearest to a mistyped one. */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

/* The candidate (of a NULL-terminated list) at most two edits away from `word`, or NULL. */
const char *nearest_word(const char *word, const char *const *candidates);
#endif
