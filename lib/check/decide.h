/* Who is asked, and what a reply leads to: the outcome table of the manual, as pure logic. */
#ifndef CHECK_DECIDE_H
#define CHECK_DECIDE_H
#include "check/http.h"
#include "check/ledger.h"
#include "profile/profile.h"

enum before {
    BEFORE_ASK,    // send; `asking` says which asking it is
    BEFORE_USE,    // the ledger's verdict stands
    BEFORE_LOST,   // an earlier run asked and was cut off; the answer may have been paid for
    BEFORE_FOLLOW, // the same person is being asked in this run
};

struct before_rules {
    bool idempotent;
    bool retry_unknown; // ask again where the answer may have been paid for
    long max_age_s;     // of a verdict that is used again
};

enum before decide_before(
    const struct ledger_entry *entry, const struct before_rules *rules, long *asking);

enum after {
    AFTER_DONE,      // a verdict, for the ledger
    AFTER_RETRY,     // the same asking again, when the pacing allows
    AFTER_LATER,     // the same asking again after a while: `pending`
    AFTER_LEAVE,     // no verdict; the intent stays, a later run asks with the same key
    AFTER_TAKE_BACK, // provably not sent: the intent goes
    AFTER_STOP,      // a verdict, and nobody else is asked in this run
};

/* How one try ended. */
struct
try {
    const struct http_reply *http;
    const struct reply *reply; // what the profile makes of it; only with HTTP_REPLIED
    bool idempotent;
    int tries;     // so far, with this one
    bool may_wait; // the deadline for `pending` has not passed
    bool arrived;  // an earlier try of this asking may have arrived
    bool polls;    // it asked for an answer that the endpoint promised: no harm to do so again
};

enum { TRIES_MAX = 8 }; // of one asking that cannot be sent or answered

enum after decide_after(const struct try *try, enum outcome *outcome);
#endif
