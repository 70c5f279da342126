/* How fast an endpoint may be asked, and what it costs. */
#ifndef PROFILE_TERMS_H
#define PROFILE_TERMS_H
#include "base/yaml.h"
#include "record/verdict.h"

struct limits {
    double per_second;   // requests; 0: no limit
    long per_minute;     // requests; 0: no limit
    long concurrency;    // requests at once
    long timeout_ms;     // one request, from connecting to its last byte
    long reply_bytes;    // of a reply's body; a longer one is not read
    long pending_ms;     // how long somebody is asked again whose answer is `pending`
    long name_per_day;   // askings of one name a local day; 0: no limit
    long number_per_day; // askings of one number
    long duplicate_s;    // between two askings of one person; 0: none
};

struct price {
    long minor[OUTCOME_COUNT]; // of one billed answer, in the currency's smallest unit (fen, cent)
    long highest;              // of them
    const char *currency;      // ISO 4217; borrows
};

/* Errors: STATUS_CONFIG with the line. */
int limits_parse(struct limits *limits, const struct yaml *yaml, struct err *err);
int price_parse(struct price *price, const struct yaml *yaml, struct err *err);
#endif
