/* What one endpoint speaks, read from a YAML file: muster-profile(5). No sockets here: a request as
 * bytes goes out, a reply as bytes comes in. */
#ifndef PROFILE_PROFILE_H
#define PROFILE_PROFILE_H
#include "profile/auth.h"
#include "profile/batch.h"
#include "profile/call.h"
#include "profile/echo.h"
#include "profile/examples.h"
#include "profile/fields.h"
#include "profile/poll.h"
#include "profile/rules.h"
#include "profile/secrets.h"
#include "profile/terms.h"
#include "profile/tls.h"
#include "profile/version.h"

enum { PROFILE_DOCUMENTS_MAX = 16, PROFILE_REF_MAX = 200 };

/* Borrowed texts live in `yaml`. */
struct profile {
    struct yaml yaml; // owns
    char version[VERSION_HEX + 1];
    const char *id, *about, *follows;
    const char *base; // scheme://host[:port][/path], without a slash at its end
    struct vocabulary vocabulary;
    struct secrets secrets;
    struct fields fields;
    struct call call;
    struct auth auth;
    struct tls tls;
    struct batch batch;
    struct poll poll;
    const char *documents[PROFILE_DOCUMENTS_MAX]; // types it can check
    size_t document_count;
    bool idempotent; // the same {key} again is answered again, and charged once
    bool consent;    // nobody is sent without theirs
    struct rules rules;
    struct echo echo;
    struct examples examples;
    bool never[OUTCOME_COUNT]; // outcomes that this endpoint does not tell apart from others
    struct spot evidence;      // the endpoint's own id of its answer
    struct limits limits;
    struct price price;
};

/* Errors: STATUS_CONFIG with the line, STATUS_NO_INPUT. Reads no secret. */
int profile_load(struct profile *profile, const char *path, struct err *err);
void profile_release(struct profile *profile);

/* Reads the secrets, looks at the certificates and tries the fields' keys. Errors:
 * STATUS_CREDENTIALS, `secret.missing` for all that are not there; those of fields_check. */
int profile_unlock(struct profile *profile, struct err *err);

bool profile_checks(const struct profile *profile, const char *document_type);

/* The first input that the request needs and this person does not have, or INPUT_COUNT. */
enum input profile_missing(const struct profile *profile, const struct inputs *inputs);

/* Whether `base` can stand in for the profile's: http or https, a host, nothing after the path. */
bool profile_base_valid(const char *base);

/* Whether a valid base leads to this very machine. */
bool profile_base_local(const char *base);

/* "scheme://host[:port]" of a valid base, in lower case. free() it. */
char *profile_origin(const char *base);

/* Makes the request about a person, signed and closed. `inputs` has what belongs to the person and
 * to the moment; secrets and fields are added here. Errors: STATUS_CREDENTIALS, those of
 * fields_fill. */
int profile_request(const struct profile *profile, const char *base, const struct inputs *inputs,
    struct request *request, struct err *err);

/* What a reply says. */
struct reply {
    enum outcome outcome;      // OUTCOME_UNKNOWN when no rule fits
    enum billed billed;        // what the rule says, also when it does not count
    bool ruled;                // a rule fitted, and it counts
    bool foreign;              // it repeats something else than what was asked
    const struct rule *rule;   // the one that fitted, counted or not; borrows; NULL: none
    char ref[PROFILE_REF_MAX]; // the endpoint's id of it; "" none
};

/* `inputs` are those of profile_request. A reply that repeats what another question asked is
 * OUTCOME_UNKNOWN, whatever the rules say, and so is a match that does not repeat what `echo` says.
 */
void profile_reply(const struct profile *profile, const struct response *response,
    const struct inputs *inputs, struct reply *reply);

/* The same for one JSON value, the reply's or a part of it, by rules that need not be the
 * profile's; `whole` as in echo_compare. Leaves `ref` empty. */
void profile_judge(const struct profile *profile, const struct rules *rules,
    const struct response *response, const json_t *json, const json_t *whole,
    const struct inputs *inputs, struct reply *reply);

/* Takes the endpoint's id of its answer; one that is no short plain text is none. */
void profile_ref(const struct spot *evidence, const struct response *response, const json_t *json,
    char ref[PROFILE_REF_MAX]);
#endif
