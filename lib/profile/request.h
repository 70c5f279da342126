/* One HTTP request in its parts, so that it can be signed before it becomes bytes, and the reply to
 * one. */
#ifndef PROFILE_REQUEST_H
#define PROFILE_REQUEST_H
#include "profile/params.h"
#include <stdbool.h>

enum body_kind { BODY_NONE, BODY_JSON, BODY_FORM, BODY_MULTIPART, BODY_RAW };

/* `= {0}` is an empty one; may be filled again and again. */
struct request {
    const char *method;    // borrows
    struct buf base;       // scheme://host[:port][/start]
    struct buf path;       // behind the base, escaped; "" or from a slash
    struct params query;   // unescaped
    struct params headers; // as they go out
    enum body_kind body_kind;
    struct params form; // of BODY_FORM and BODY_MULTIPART, unescaped
    struct buf body;    // as it goes out; of a form only after request_close_body

    struct buf url; // after request_close
};

void request_clear(struct request *request);
void request_release(struct request *request);

/* "example.com:8443" of the base, in lower case, without a port that goes without saying (80, 443);
 * what a Host header says. Appends to `out`. */
void request_host(const struct request *request, struct buf *out);

/* Appends the whole path behind the host, with the start that the base has; "/" for an empty one.
 */
void request_path(const struct request *request, struct buf *out);

/* Makes the form's body of its params; others have theirs. Sets Content-Type where no header says
 * one. The same params give the same bytes; a multipart's boundary stands in none of them. */
void request_close_body(struct request *request);

/* After everything: makes `url`, and the body unless it is made. */
void request_close(struct request *request);

/* What came back. Borrows. */
struct response {
    long status;
    const struct params *headers; // NULL: none
    const char *body;
    size_t len;
};
#endif
