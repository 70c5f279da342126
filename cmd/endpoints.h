/* The endpoints of a run, as the command line names them. */
#ifndef CMD_ENDPOINTS_H
#define CMD_ENDPOINTS_H
#include "check/run.h"
#include "cli.h"

struct endpoints {
    struct endpoint {
        struct profile profile;
        struct buf realm;
        char *base;
    } items[RUN_ENDPOINTS_MAX];
    size_t count;
};

/* What may stand in place of the profile's own; only where there is one endpoint. */
struct endpoints_options {
    const char *url;        // NULL: as the profile says
    long rate, concurrency; // 0: as the profile says
};

/* Loads the profiles that `names` has, as shipped_template finds them. Errors: those of
 * shipped_template and profile_load, STATUS_USAGE. */
int endpoints_load(struct endpoints *endpoints, const struct cli_list *names,
    const struct endpoints_options *options, struct err *err);
void endpoints_release(struct endpoints *endpoints);

/* Reads their secrets. Errors: those of profile_unlock. */
int endpoints_unlock(struct endpoints *endpoints, struct err *err);

/* "500.00" as the plan has it; NULL: no budget. Errors: STATUS_USAGE `usage.budget`: also where
 * nothing has a price, or not in one currency, so that it would hold nothing back. */
int endpoints_budget(
    const struct endpoints *endpoints, const char *text, long *minor, struct err *err);

/* Puts them into the plan, which borrows. */
void endpoints_plan(const struct endpoints *endpoints, const struct endpoints_options *options,
    struct run_plan *plan);
#endif
