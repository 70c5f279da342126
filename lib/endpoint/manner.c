#include "endpoint/manner.h"

static const struct manner manners[OUTCOME_COUNT] = {
    [OUTCOME_MATCH] = {200, true, false},
    [OUTCOME_MISMATCH] = {200, true, false},
    [OUTCOME_NOT_FOUND] = {200, true, false},
    [OUTCOME_CANCELLED] = {200, true, false},
    [OUTCOME_BAD_INPUT] = {400, false, false},
    [OUTCOME_PENDING] = {200, false, false},
    [OUTCOME_THROTTLED] = {429, false, true},
    [OUTCOME_QUOTA] = {403, false, false},
    [OUTCOME_UNAVAILABLE] = {503, false, true},
    [OUTCOME_AUTH] = {401, false, false},
    [OUTCOME_FUNDS] = {402, false, false},
    [OUTCOME_UNSUPPORTED] = {422, false, false},
    [OUTCOME_UNKNOWN] = {200, false, false},
};

const struct manner *manner_of(enum outcome outcome)
{
    return &manners[outcome];
}

const char *manner_error(int status)
{
    for (int i = 0; i < OUTCOME_COUNT; i++)
        if (manners[i].status == status && status != 200)
            return outcome_name((enum outcome)i);
    return "fault";
}
