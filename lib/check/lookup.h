/* Who is asked: what the ledger knows about people in the order in which they came. */
#ifndef CHECK_LOOKUP_H
#define CHECK_LOOKUP_H
#include "check/window.h"

/* Looks up those who came, as far as intents may be written now, and writes them. */
void lookup_some(struct window *w, int64_t now_us);

/* Looks up one of them, STAGE_READ or STAGE_WAITS. */
void lookup_one(struct window *w, size_t number, int64_t now_us);
#endif
