#include "check/turn.h"

/* The ledger knows whole seconds: one more, so that it is never too soon. */
static long until_next(long duplicate_s, long age_s)
{
    if (age_s < 0)
        age_s = 0;
    return age_s > duplicate_s ? 0 : duplicate_s - age_s + 1;
}

static int is_used_up(struct ledger *ledger, enum ledger_by by, const unsigned char *key,
    const char *profile, long limit, bool *used_up, struct err *err)
{
    long count = 0;
    if (!limit || *used_up)
        return 0;
    if (ledger_count_today(ledger, by, key, profile, &count, err))
        return -1;
    *used_up = count >= limit;
    return 0;
}

int turn_find(const struct profile *profile, struct ledger *ledger, const struct person *person,
    const struct ledger_entry *entry, enum turn *turn, long *wait_s, struct err *err)
{
    const struct limits *limits = &profile->limits;
    bool used_up = false;
    *turn = TURN_NOW;
    *wait_s = 0;
    if (entry->asking == person->asking && profile->idempotent)
        return 0;
    if (is_used_up(ledger, LEDGER_BY_NAME, person->name_key, profile->id, limits->name_per_day,
            &used_up, err) ||
        is_used_up(ledger, LEDGER_BY_NUMBER, person->number_key, profile->id,
            limits->number_per_day, &used_up, err))
        return -1;
    if (limits->duplicate_s && entry->asking)
        *wait_s = until_next(limits->duplicate_s, entry->asked_age_s);
    if (used_up || *wait_s > TURN_WAIT_MAX_S)
        *turn = TURN_NOT_TODAY;
    else if (*wait_s)
        *turn = TURN_LATER;
    return 0;
}
