#include "record/verdict.h"

#include <string.h>

static const struct {
    const char *name;
    enum lane lane;
    bool reusable, unasked;
} outcomes[OUTCOME_COUNT] = {
    [OUTCOME_NONE] = {"none", LANE_AMBER, false, true},
    [OUTCOME_MATCH] = {"match", LANE_GREEN, true, false},
    [OUTCOME_MISMATCH] = {"mismatch", LANE_RED, true, false},
    [OUTCOME_NOT_FOUND] = {"not_found", LANE_AMBER, true, false},
    [OUTCOME_CANCELLED] = {"cancelled", LANE_RED, true, false},
    [OUTCOME_BAD_INPUT] = {"bad_input", LANE_AMBER, false, false},
    [OUTCOME_PENDING] = {"pending", LANE_AMBER, false, true},
    [OUTCOME_THROTTLED] = {"throttled", LANE_AMBER, false, true},
    [OUTCOME_QUOTA] = {"quota", LANE_AMBER, false, true},
    [OUTCOME_UNAVAILABLE] = {"unavailable", LANE_AMBER, false, true},
    [OUTCOME_AUTH] = {"auth", LANE_AMBER, false, true},
    [OUTCOME_FUNDS] = {"funds", LANE_AMBER, false, true},
    [OUTCOME_UNSUPPORTED] = {"unsupported", LANE_AMBER, false, false},
    [OUTCOME_UNKNOWN] = {"unknown", LANE_AMBER, false, true},
};

static const char *const lanes[LANE_COUNT] = {"none", "green", "amber", "red"};

const char *outcome_name(enum outcome outcome)
{
    return outcomes[outcome].name;
}

enum outcome outcome_parse(const char *name)
{
    for (int i = 1; i < OUTCOME_COUNT; i++)
        if (!strcmp(outcomes[i].name, name))
            return (enum outcome)i;
    return OUTCOME_NONE;
}

enum lane outcome_lane(enum outcome outcome)
{
    return outcomes[outcome].lane;
}

bool outcome_reusable(enum outcome outcome)
{
    return outcomes[outcome].reusable;
}

bool outcome_unasked(enum outcome outcome)
{
    return outcomes[outcome].unasked;
}

const char *lane_name(enum lane lane)
{
    return lanes[lane];
}

enum lane lane_parse(const char *name)
{
    for (int i = 1; i < LANE_COUNT; i++)
        if (!strcmp(lanes[i], name))
            return (enum lane)i;
    return LANE_NONE;
}
