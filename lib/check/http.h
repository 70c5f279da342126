/* Many HTTP requests at once over kept connections (libcurl's multi interface): the only file that
 * knows libcurl.
 *
 * HTTP/1.1, TLS 1.2 or later with verification, no redirects followed, no proxies, no .netrc, no
 * cookies, no compression; nothing in the environment changes where a request goes. */
#ifndef CHECK_HTTP_H
#define CHECK_HTTP_H
#include "base/err.h"
#include "profile/request.h"
#include "profile/tls.h"
#include <stdbool.h>
#include <stddef.h>

/* What holds for one request. */
struct http_call {
    long timeout_ms;       // from connecting to its last byte
    size_t reply_bytes;    // a longer body breaks off
    bool resend;           // it may reach the endpoint twice (the profile is idempotent)
    const struct tls *tls; // unlocked; borrowed until the request has ended; NULL: no certificate
};

enum http_end {
    HTTP_REPLIED, // status and whole body are there
    HTTP_UNSENT,  // no connection: not a byte of the request left
    HTTP_BROKEN,  // it may have arrived; no whole reply came back
};

/* How one request ended. Borrowed until the next http_next. */
struct http_reply {
    size_t tag;
    enum http_end end;
    long status;
    const struct params *headers; // HTTP_REPLIED: in order, as UTF-8; else NULL
    const char *body;
    size_t len;
    long retry_after_s; // what Retry-After says, from now; 0: nothing, or something unusable
    long pause_s; // for so long nobody should ask this endpoint: Retry-After of a refusal (no 2xx),
                  // else pause_until_reset(); 0: it does not say
    bool distrusted; // HTTP_UNSENT: our certificate, its key or the CA's file does not work, or the
                     // endpoint does not accept our certificate: another try changes nothing
    const char *reason; // HTTP_UNSENT and HTTP_BROKEN: libcurl's words, without data of ours
};

struct http;

/* `connections`: requests at once. Errors: STATUS_RESOURCE. */
int http_new(struct http **http, long connections, struct err *err);
void http_free(struct http *http); // breaks off what is under way

/* An empty request to fill and give to http_send; NULL when as many as allowed are under way. */
struct request *http_take(struct http *http);

/* Sends the taken one, which was closed. `tag` comes back with its reply. */
void http_send(struct http *http, size_t tag, const struct http_call *call);

/* Works until a request ends, `in` can be read or `out` written (-1: none), a signal comes, or
 * `timeout_ms` passed. */
void http_wait(struct http *http, int in, int out, long timeout_ms);

/* The next ended request; false when there is none. */
bool http_next(struct http *http, struct http_reply *reply);
#endif
