/* How long an endpoint wants to be left alone, by the headers of a reply that it gave. */
#ifndef CHECK_PAUSE_H
#define CHECK_PAUSE_H
#include "profile/params.h"
#include <stdbool.h>

enum { PAUSE_MAX_S = 1000000000 };

/* Seconds until there is quota again, where the headers say that none is left; 0: there is some, or
 * they do not say. Known are RateLimit-Remaining and -Reset, the same behind X- (and
 * X-Rate-Limit-), and the RateLimit field of the IETF's draft in both its forms: `"burst";r=0;t=5`
 * and `limit=9, remaining=0, reset=5`. A reset is a number of seconds, or the second or millisecond
 * since 1970 at which it comes; `now_s` is the present one. */
long pause_until_reset(const struct params *headers, long now_s);

/* Whether a Retry-After (RFC 9110, 10.2.3) is a number of seconds that is longer than any of ours.
 */
bool pause_endless(const struct params *headers);
#endif
