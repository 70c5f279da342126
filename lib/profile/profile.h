/* What one endpoint speaks, read from a YAML file: muster-profile(5). No sockets here: a request as
 * bytes goes out, a reply as bytes comes in. */
#ifndef PROFILE_PROFILE_H
#define PROFILE_PROFILE_H
#include "base/yaml.h"
#include "profile/rules.h"
#include "profile/template.h"
#include <stdbool.h>
#include <stddef.h>

enum { PROFILE_HEADERS_MAX = 32, PROFILE_DOCUMENTS_MAX = 16, PROFILE_REF_MAX = 200 };

enum auth_kind { AUTH_NONE, AUTH_BEARER, AUTH_HEADER };

struct auth {
    enum auth_kind kind;
    const char *header;    // AUTH_HEADER: its name
    const char *prefix;    // AUTH_HEADER: stands before the secret ("APPCODE "); "" for none
    const char *reference; // env:NAME or file:PATH
    bool optional;         // no secret there: go without
    char *secret;          // owns; NULL until profile_unlock
};

struct header {
    const char *name;
    struct template value;
};

struct limits {
    double per_second; // requests; 0: no limit
    long concurrency;  // requests at once
    long timeout_ms;   // one request, from connecting to its last byte
    long reply_bytes;  // of a reply's body; a longer one is not read
    long pending_ms;   // how long somebody is asked again whose answer is `pending`
};

struct price {
    long minor;           // of one billed answer, in the currency's smallest unit (fen, cent)
    const char *currency; // ISO 4217
};

/* Borrowed texts live in `yaml`. */
struct profile {
    struct yaml yaml; // owns
    const char *id, *about;
    const char *base;   // scheme://host[:port][/path], without a slash at its end
    const char *method; // GET, POST or PUT
    struct template path;
    struct header headers[PROFILE_HEADERS_MAX];
    size_t header_count;
    bool has_body;
    struct template body;
    struct auth auth;
    const char *documents[PROFILE_DOCUMENTS_MAX]; // types it can check
    size_t document_count;
    bool idempotent; // the same {key} again is answered again, and charged once
    struct rules rules;
    const char *evidence; // JSON Pointer to the endpoint's own id of its answer, or NULL
    struct limits limits;
    struct price price;
};

/* Errors: STATUS_CONFIG with the line, STATUS_NO_INPUT. Reads no secret. */
int profile_load(struct profile *profile, const char *path, struct err *err);
void profile_release(struct profile *profile);

/* Reads the secret, if the profile has one. Errors: STATUS_CREDENTIALS. */
int profile_unlock(struct profile *profile, struct err *err);

bool profile_checks(const struct profile *profile, const char *document_type);

/* The first input that the request needs and this person does not have, or INPUT_COUNT. */
enum input profile_missing(const struct profile *profile, const struct inputs *inputs);

/* Whether `base` can stand in for the profile's: http or https, a host, nothing after the path. */
bool profile_base_valid(const char *base);

/* "scheme://host[:port]" of a valid base, in lower case. free() it. */
char *profile_origin(const char *base);

/* One request. `= {0}` is an empty one; may be filled again and again. */
struct request {
    const char *method; // borrows from the profile
    struct buf url;
    struct buf headers; // "Name: value" lines, each ended by a NUL
    bool has_body;
    struct buf body;
};
void profile_request(const struct profile *profile, const char *base, const struct inputs *inputs,
    struct request *request);
void request_release(struct request *request);

/* What a reply says. */
struct reply {
    enum outcome outcome; // OUTCOME_UNKNOWN when no rule fits
    enum billed billed;
    bool ruled;                // a rule fitted
    char ref[PROFILE_REF_MAX]; // the endpoint's id of it; "" none
};
void profile_reply(const struct profile *profile, long http_status, const char *body, size_t len,
    struct reply *reply);
#endif
