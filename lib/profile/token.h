/* `auth: {kind: token}`: a request of its own gets the token that the others then carry. This is
 * what the profile says about it; when a token is asked for and kept is the caller's business.
 *
 *     request: {path: /token, form: ...}  # a call; `base:` if it is another than the profile's
 *     take: /access_token                 # or {header: X-Subject-Token}
 *     lifetime_s: 86400                   # or {from: /expires_in}
 *     refresh: [{http: 401}]              # replies that mean the token is dead
 *     send: {header: Authorization, prefix: "Bearer "}   # or {query: access_token} */
#ifndef PROFILE_TOKEN_H
#define PROFILE_TOKEN_H
#include "profile/call.h"
#include "profile/condition.h"

enum {
    TOKEN_MAX = 32768,       // bytes of a token; a longer one is none
    TOKEN_LIFETIME_S = 3600, // when neither the profile nor the reply says one
    TOKEN_LIFETIME_MAX_S = 366 * 86400,
};

/* Borrows from the YAML. */
struct token {
    const char *base; // as profile.base; NULL: that one
    struct call call;
    struct spot take;
    long lifetime_s;
    struct spot lifetime;                 // where the reply says it, in seconds; perhaps nowhere
    struct conditions refresh;            // none given: the status 401
    const char *send_header, *send_query; // at most one; neither: only where {token} stands
    const char *prefix;                   // before the token in the header; "" for none
};

/* Reads the section `auth`, whose kind is token. `vocabulary` is the profile's; the token request
 * may use what belongs to nobody: the moment, secrets, and fields made of these. Errors:
 * STATUS_CONFIG with the line: `profile.token`, `profile.base`, `profile.pointer`,
 * `profile.header`, those of call_parse and conditions_parse, `config.*`. */
int token_parse(struct token *token, const struct yaml *yaml, const json_t *auth,
    const struct vocabulary *vocabulary, struct err *err);
void token_release(struct token *token);

/* Takes the token out of the reply to a token request: status 2xx, and where `take` says one
 * line of printable ASCII, in JSON a string. False: there is none. `text` is cleared first and gets
 * a secret: the caller wipes it. `*lifetime_s` is 1 to TOKEN_LIFETIME_MAX_S, from now. */
bool token_read(
    const struct token *token, const struct response *response, struct buf *text, long *lifetime_s);

/* How long the reply says that its token lives, in seconds, at most TOKEN_LIFETIME_MAX_S; 0:
 * nothing where the profile's lifetime looks is a number above 0. */
long token_told_s(const struct token *token, const struct response *response);

/* Puts inputs->text[INPUT_TOKEN] where `send` says; without one, nothing. */
void token_send(const struct token *token, const struct inputs *inputs, struct request *request);

/* Of a profile whose auth.kind is AUTH_TOKEN. */

struct profile;

/* Makes the token request, closed. `url` is what the user gave in place of the profile's base and
 * then stands in for the token request's base too, whatever it is, so that a rehearsal never sends
 * a credential elsewhere; NULL: as the profile says. `moment` has what moment_tell puts; the rest
 * is not looked at. Errors: STATUS_CREDENTIALS, of fields. */
int profile_token_request(const struct profile *profile, const char *url,
    const struct inputs *moment, struct request *request, struct err *err);

/* Whether a reply to a check, a batch or a poll means that the token it carried is dead: look here
 * first, the reply's rules come after. False for other kinds of auth. */
bool profile_token_dead(const struct profile *profile, const struct response *response);
#endif
