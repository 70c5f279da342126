/* The request that a profile makes: path, method, query, headers and body, with placeholders. The
 * check itself, a token request and a poll are each one. */
#ifndef PROFILE_CALL_H
#define PROFILE_CALL_H
#include "profile/request.h"
#include "profile/template.h"

enum { CALL_PAIRS_MAX = 64 };

struct call_pair {
    const char *name; // borrows from the YAML
    struct template value;
};

struct call_pairs {
    struct call_pair *items; // owns
    size_t count;
};

/* Reads the member `key` of `parent`, lines of name: value; absent is none. A header's name has to
 * be one, any other fits into a form. On failure call_pairs_release is still the caller's. Errors:
 * STATUS_CONFIG with the line: `profile.header`, those of template_parse, `config.*`. */
int call_pairs_parse(struct call_pairs *pairs, const struct yaml *yaml, const json_t *parent,
    const char *key, enum template_place place, const struct vocabulary *vocabulary,
    struct err *err);
void call_pairs_release(struct call_pairs *pairs);
void call_pairs_fill(
    const struct call_pairs *pairs, const struct inputs *inputs, struct params *params);
bool call_pairs_use(const struct call_pairs *pairs, enum input input);

/* Borrows from the YAML. */
struct call {
    const char *method; // GET, POST or PUT
    struct template path;
    struct call_pairs query, headers;
    enum body_kind body_kind;
    struct template body;   // BODY_JSON, BODY_RAW
    struct call_pairs form; // BODY_FORM, BODY_MULTIPART
    const char *body_type;  // BODY_RAW: its Content-Type
};

/* The members that call_parse reads, for yaml_only. */
#define CALL_KEYS "path", "method", "query", "headers", "body"

/* Reads them from `parent`. Errors: STATUS_CONFIG with the line: `profile.path`, `profile.method`,
 * `profile.header`, `profile.body`, those of template_parse, `config.*`. */
int call_parse(struct call *call, const struct yaml *yaml, const json_t *parent,
    const struct vocabulary *vocabulary, struct err *err);
void call_release(struct call *call);
bool call_uses(const struct call *call, enum input input);

/* Fills a request that is to be signed and closed. */
void call_fill(const struct call *call, const char *base, const struct inputs *inputs,
    struct request *request);

/* Whether `text` may be the name of a header (RFC 9110). */
bool call_header_valid(const char *text);
#endif
