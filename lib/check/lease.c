#include "check/lease.h"

enum { SECOND_US = 1000000, MARGIN_MAX_S = 60, PAUSE_US = 200000, DOUBLINGS_MAX = 8 };

void lease_release(struct lease *lease)
{
    buf_wipe(&lease->text);
    *lease = (struct lease){0};
}

int64_t lease_delay(const struct lease *lease, int64_t now_us)
{
    return lease->held && now_us < lease->renew_us ? 0 : -1;
}

int64_t lease_ask_delay(const struct lease *lease, int64_t now_us)
{
    if (lease->asked)
        return -1;
    return now_us < lease->retry_us ? lease->retry_us - now_us : 0;
}

void lease_asked(struct lease *lease)
{
    lease->asked = true;
}

void lease_got(struct lease *lease, long lifetime_s, int64_t now_us)
{
    int64_t lifetime_us = (int64_t)lifetime_s * SECOND_US, margin_us = lifetime_us / 10;
    if (margin_us > (int64_t)MARGIN_MAX_S * SECOND_US)
        margin_us = (int64_t)MARGIN_MAX_S * SECOND_US;
    lease->renew_us = now_us + lifetime_us - margin_us;
    lease->number++;
    lease->held = true;
    lease->asked = false;
    lease->failures = 0;
}

void lease_failed(struct lease *lease, long wait_s, int64_t now_us)
{
    int doublings = lease->failures < DOUBLINGS_MAX ? lease->failures : DOUBLINGS_MAX;
    int64_t pause_us = wait_s > 0 ? (int64_t)wait_s * SECOND_US : (int64_t)PAUSE_US << doublings;
    lease->retry_us = now_us + pause_us;
    lease->failures++;
    lease->held = lease->asked = false;
}

void lease_refused(struct lease *lease, long number)
{
    if (number != lease->number || !lease->held)
        return;
    lease->held = false;
    lease->refused++;
}

void lease_accepted(struct lease *lease, long number)
{
    if (number == lease->number)
        lease->refused = 0;
}
