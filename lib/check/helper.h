/* A program of the user's that signs requests as no kind of `auth` does: `kind: exec`.
 *
 * For each request it is run anew and reads one JSON object, {"method", "url", "headers": {},
 * "body": text}, from its standard input: the whole request, with the person's data, ready to be
 * sent. It writes {"headers": {...}} to its standard output, perhaps with "body": these headers are
 * added, or replaced where the request has them, and the body is replaced. It ends with status 0.
 * Keys are its own affair; it has our environment.
 *
 * While it runs nothing else does: replies lie unread, and the time of requests under way goes on.
 * So `timeout_ms` (5 seconds unless the profile says another) should be well below that of a
 * request, and replies should be read between two runs. */
#ifndef CHECK_HELPER_H
#define CHECK_HELPER_H
#include "profile/auth.h"

enum { HELPER_OUTPUT_MAX = 1 << 20 }; // bytes of what it writes

/* Signs a closed request, which stays closed; does nothing for other kinds than AUTH_EXEC. Errors:
 * STATUS_CONFIG `helper.start`, STATUS_AGAIN `helper.time`, STATUS_CREDENTIALS `helper.failed`
 * (with the first line of its standard error, long numbers masked) and `helper.reply`. */
int helper_sign(const struct auth *auth, struct request *request, struct err *err);
#endif
