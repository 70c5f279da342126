/* Bad days: what part of the requests fares badly, and how. */
#ifndef ENDPOINT_FAULTS_H
#define ENDPOINT_FAULTS_H
#include "base/err.h"
#include "endpoint/ask.h"
#include "record/verdict.h"
#include <stddef.h>
#include <stdint.h>

enum { FAULTS_MAX = 16 };

enum fault_kind {
    FAULT_STATUS,      // this HTTP status
    FAULT_OUTCOME,     // this failure, in the endpoint's own words
    FAULT_DROP,        // the connection ends, nothing was done
    FAULT_CHARGE_DROP, // all was done and charged, and then the connection ends
    FAULT_HANG,        // no reply
    FAULT_EMPTY,       // status 200 and nothing
    FAULT_HTML,        // status 200 and somebody's web page
    FAULT_GARBAGE,     // status 200 and bytes that mean nothing
};

struct fault {
    enum fault_kind kind;
    char word[24]; // as it was written: "429", "drop"
    int status;
    enum outcome outcome;
    double percent;
};

/* `= {0}` has none. */
struct faults {
    struct fault items[FAULTS_MAX];
    size_t count;
    uint64_t state; // of the random numbers: set the seed here before the first draw
};

/* Reads "429:10%". Errors: STATUS_USAGE `usage.fail`; all together may be 100 % at most. */
int faults_add(struct faults *faults, const char *text, struct err *err);

/* How the next request fares, borrowed; NULL: well. The same seed gives the same days. */
const struct fault *faults_draw(struct faults *faults);

/* Fills an empty `tell` with what needs no knowledge of the endpoint. False: FAULT_STATUS,
 * FAULT_OUTCOME and FAULT_CHARGE_DROP do. */
bool fault_tell(const struct fault *fault, struct tell *tell);
#endif
