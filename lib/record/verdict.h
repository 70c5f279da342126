/* What an endpoint said about one person, and the lane that follows from it. */
#ifndef RECORD_VERDICT_H
#define RECORD_VERDICT_H
#include <stdbool.h>

enum outcome {
    OUTCOME_NONE, // not asked yet
    OUTCOME_MATCH,
    OUTCOME_MISMATCH,
    OUTCOME_NOT_FOUND,
    OUTCOME_CANCELLED,
    OUTCOME_BAD_INPUT,
    OUTCOME_PENDING,
    OUTCOME_THROTTLED,
    OUTCOME_QUOTA,
    OUTCOME_UNAVAILABLE,
    OUTCOME_AUTH,
    OUTCOME_FUNDS,
    OUTCOME_UNSUPPORTED,
    OUTCOME_UNKNOWN,
    OUTCOME_COUNT
};

enum lane { LANE_NONE, LANE_GREEN, LANE_AMBER, LANE_RED, LANE_COUNT }; // a later one is stricter

struct verdict {
    const char *by; // the profile's id; borrows
    enum outcome outcome;
    char at[24];     // UTC, "2026-11-11T04:05:06Z"; "" when nobody was asked
    const char *ref; // the endpoint's own id of its answer, NULL when it gave none; borrows
};

const char *outcome_name(enum outcome outcome); // "not_found"; OUTCOME_NONE is "none"
enum outcome outcome_parse(const char *name);   // OUTCOME_NONE when it is none of ours
enum lane outcome_lane(enum outcome outcome);   // amber unless match, mismatch or cancelled
bool outcome_reusable(enum outcome outcome);    // a verdict that a later run may use again
bool outcome_unasked(enum outcome outcome); // nobody knows yet: the run ends with status 1 or worse

const char *lane_name(enum lane lane); // "green"; LANE_NONE is "none"
enum lane lane_parse(const char *name);
#endif
