/* What a run would do, told before it does anything: calls, money, time, and who cannot be asked.
 */
#ifndef CHECK_FORECAST_H
#define CHECK_FORECAST_H
#include "check/run.h"

/* Why somebody is not asked, or may not be. */
enum hindrance {
    HINDRANCE_NUMBER,   // the record has none any more
    HINDRANCE_DOCUMENT, // a kind that the endpoint cannot check
    HINDRANCE_INPUT,    // something is missing that the endpoint needs
    HINDRANCE_CONSENT,
    HINDRANCE_LOST, // asked by a run that was cut off, perhaps paid for: unknown
    HINDRANCE_COUNT,
};

struct hindered {
    long people;
    struct buf places; // owns; of the first few: "hengxin.xlsx:18, ..."
};

struct forecast {
    long people, calls, reused;
    long minor[RUN_ENDPOINTS_MAX]; // at most, for each endpoint of the plan
    double seconds;                // about
    struct hindered hindered[HINDRANCE_COUNT];
    bool more; // there are more people than were looked at
};

/* How far to look. With `bytes` 0: to the end, waiting for it. Else no further than so many bytes
 * of records, and not once a second passed without any: what was read is held by `lines`, and
 * replayed. */
struct forecast_reach {
    size_t bytes;
    bool (*stopped)(void *context);
    void *context;
};

/* Sends and keeps nothing. Errors: those of wire_read and ledger_find; with a bound those of
 * reading are left for the run to meet. */
int forecast_make(struct forecast *forecast, const struct run_plan *plan, struct lines *lines,
    const struct forecast_reach *reach, struct err *err);
void forecast_release(struct forecast *forecast);
#endif
