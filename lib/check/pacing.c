#include "check/pacing.h"

enum { SECOND_US = 1000000, DOUBLINGS_MAX = 20, BURSTS_PER_SECOND = 60 };

/* A sixtieth of a second's worth may leave in one go, so that a fast rate is kept by a loop that
 * wakes up every few milliseconds. */
static double burst(const struct pacing *p)
{
    double tokens = p->per_second / BURSTS_PER_SECOND;
    return tokens < 1 ? 1 : tokens;
}

/* What leaves in one go after a lull comes on top of a whole minute's worth. */
static double rate_of_minute(long per_minute)
{
    double rate = (double)per_minute / 60;
    return rate > BURSTS_PER_SECOND ? (double)per_minute / (60 + 1.0 / BURSTS_PER_SECOND) : rate;
}

void pacing_init(
    struct pacing *p, double per_second, long per_minute, long concurrency, int64_t now_us)
{
    if (per_minute && (per_second <= 0 || rate_of_minute(per_minute) < per_second))
        per_second = rate_of_minute(per_minute);
    *p = (struct pacing){.per_second = per_second,
        .concurrency = concurrency,
        .window = (double)concurrency,
        .tokens = 1,
        .filled_us = now_us};
}

int64_t pacing_delay(struct pacing *p, int64_t now_us)
{
    if (p->in_flight && (double)p->in_flight + 1 > p->window)
        return -1;
    if (now_us < p->pause_until_us)
        return p->pause_until_us - now_us;
    if (p->per_second <= 0)
        return 0;
    double since_s = (double)(now_us - p->filled_us) / SECOND_US;
    p->filled_us = now_us;
    p->tokens += since_s * p->per_second;
    if (p->tokens > burst(p))
        p->tokens = burst(p);
    return p->tokens >= 1 ? 0 : (int64_t)((1 - p->tokens) / p->per_second * SECOND_US) + 1;
}

void pacing_sent(struct pacing *p)
{
    p->in_flight++;
    if (p->per_second > 0)
        p->tokens--;
}

void pacing_answered(struct pacing *p)
{
    p->in_flight--;
    p->refusals = 0;
    p->window += 1 / p->window;
    if (p->window > (double)p->concurrency)
        p->window = (double)p->concurrency;
}

static void pause_for(struct pacing *p, int64_t now_us, int64_t pause_us)
{
    if (pause_us > (int64_t)PACING_WAIT_MAX_S * SECOND_US)
        pause_us = (int64_t)PACING_WAIT_MAX_S * SECOND_US;
    if (now_us + pause_us > p->pause_until_us)
        p->pause_until_us = now_us + pause_us;
}

void pacing_wait(struct pacing *p, int64_t now_us, long wait_s)
{
    if (wait_s > 0)
        pause_for(p, now_us, (int64_t)wait_s * SECOND_US);
}

void pacing_refused(struct pacing *p, int64_t sent_us, int64_t now_us, long wait_s, long base_ms)
{
    p->in_flight--;
    int64_t pause_us = 0;
    if (sent_us >= p->pause_from_us) {
        int doublings = p->refusals < DOUBLINGS_MAX ? p->refusals : DOUBLINGS_MAX;
        pause_us = ((int64_t)base_ms * 1000) << doublings;
        p->refusals++;
        p->pause_from_us = now_us;
        p->window = p->window < 2 ? 1 : p->window / 2;
    }
    pause_for(p, now_us, wait_s > 0 ? (int64_t)wait_s * SECOND_US : pause_us);
}
