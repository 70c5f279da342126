/* Replies in an endpoint's own words: its profile's examples, made out to whoever asks. */
#ifndef ENDPOINT_FORGE_H
#define ENDPOINT_FORGE_H
#include "endpoint/ask.h"
#include "profile/examples.h"
#include "profile/profile.h"

/* A text that belongs to this reply alone: its reference, a token, a job. */
struct mark {
    const struct spot *spot;
    const char *text;
    long number; // stands there where the example has a number
};

struct forge {
    const struct profile *profile; // borrows
    const struct inputs *inputs;   // of whoever asks, for what is echoed; borrows
    const struct mark *marks;      // borrows
    size_t mark_count;
};

/* The example's JSON, made out; json_decref() it. NULL when the example is a text. */
json_t *forge_json(const struct forge *forge, const struct example *example);

/* Fills an empty `tell` with the example, or with `json` (taken) in place of its own. */
void forge_reply(
    const struct forge *forge, const struct example *example, json_t *json, struct tell *tell);

/* Fills an empty `tell` where there is no example: a failure by its status, anything else as a
 * reply that no rule should fit. */
void forge_plain(enum outcome outcome, struct tell *tell);

/* Fills an empty `tell` with the refusal of a token as RFC 6749, 5.2 has it. */
void forge_no_token(struct tell *tell);

/* What was told, as the one who asked sees it. Borrows. */
struct response forge_response(const struct tell *tell);
#endif
