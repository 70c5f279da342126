/* The money that a run may spend. Pure logic; amounts in the currency's smallest unit.
 *
 * What a request may cost is held from before it leaves until it is known what it did cost, so that
 * no order of replies passes the limit. Where no answer came and the request may have been charged,
 * that amount counts as gone. */
#ifndef CHECK_BUDGET_H
#define CHECK_BUDGET_H
#include "base/err.h"
#include <stdbool.h>

enum { BUDGET_NONE = -1 };

struct budget {
    long limit; // BUDGET_NONE: none
    long held;  // by requests under way, at most
    long spent, risked;
};

/* "500" or "500.00" as minor units. Errors: STATUS_USAGE `usage.budget`. */
int budget_parse(const char *text, long *minor, struct err *err);

/* Whether a request of this price may leave besides those under way. */
bool budget_admits(const struct budget *budget, long price);

void budget_hold(struct budget *budget, long price); // it leaves

/* It is known what became of `held`: so much was charged, and so much may have been. */
void budget_settle(struct budget *budget, long held, long charged, long risked);

/* The cause of an early end: STATUS_AGAIN `check.budget`. */
void budget_explain(const struct budget *budget, const char *currency, struct err *err);
#endif
