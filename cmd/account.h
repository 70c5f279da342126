/* What check tells about a run: before it, while it goes on, and after it. */
#ifndef CMD_ACCOUNT_H
#define CMD_ACCOUNT_H
#include "check/forecast.h"
#include "check/run.h"

/* Before: calls, money, time, who cannot be asked and why. */
void account_forecast(const struct run_plan *plan, const struct forecast *forecast);

/* While: a line on a terminal. `total` people are expected, 0: nobody knows. */
struct account_progress {
    long total;
    double started_s;
};
void account_progress(const struct account_progress *progress, const struct run_plan *plan,
    const struct run_counts *counts);

/* After. */
void account_summary(const struct run_plan *plan, const struct run_counts *counts, double seconds);

/* The same for programs: a JSON object into a file, whole or absent; `cause` is why the run ended
 * early, or NULL. Errors: STATUS_CREATE, STATUS_IO. */
int account_write(const char *path, const struct run_plan *plan, const struct run_counts *counts,
    double seconds, enum status status, const struct err *cause, struct err *err);

double account_now_s(void); // of a clock that never goes back
#endif
