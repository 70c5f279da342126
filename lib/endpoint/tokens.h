/* The tokens that were given out. */
#ifndef ENDPOINT_TOKENS_H
#define ENDPOINT_TOKENS_H
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>

enum { TOKENS_MAX = 64, TOKENS_TEXT = 35 }; // at once, the newest; bytes of one with its NUL

struct given_token {
    char text[TOKENS_TEXT];
    long left; // requests it is still good for; -1: any number
};

/* `= {.life = ...}` has none. */
struct tokens {
    struct given_token items[TOKENS_MAX];
    size_t next;
    long life; // requests that a token is good for; 0: any number
};

/* A fresh one, borrowed until TOKENS_MAX more. NULL: the system has no random numbers. */
const char *tokens_give(struct tokens *tokens);

/* Whether it was given out and is still good; then one request less. */
bool tokens_take(struct tokens *tokens, const char *text);
#endif
