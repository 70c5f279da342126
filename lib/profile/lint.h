/* What is doubtful in a profile that can be loaded: told without the endpoint, without its secrets
 * and without any state. */
#ifndef PROFILE_LINT_H
#define PROFILE_LINT_H
#include "profile/profile.h"

typedef void lint_report(void *context, const struct err *finding);

/* Tells each finding, with the place, and returns their number. Codes:
 *   lint.example    an example is taken for something else than it says (outcome, billed, ref)
 *   lint.examples   there are none, or none of a kind that the profile's endpoint gives
 *   lint.unreached  no example reaches a rule
 *   lint.shadowed   a rule that an earlier one leaves nothing for
 *   lint.outcome    match, mismatch or not_found that no rule gives; `never` that a rule gives
 *   lint.billed     a rule for an answer about a person does not say whether it costs
 *   lint.danger     a reply that says nothing about the person would be a match
 *   lint.evidence   no example holds the endpoint's id of its answer
 *   lint.lifetime   no example of a token says how long it lives
 *   lint.echo       an example of a match repeats a document number that `echo` does not compare
 *   lint.unused     a secret or a field that stands nowhere
 *   lint.name       the request does not hold the name
 *   lint.consent    the request says that the person consents, and nothing asks for that
 *   lint.plain      document numbers would travel unencrypted */
size_t lint_profile(const struct profile *profile, lint_report *report, void *context);

/* One pass over a profile. */
struct lint {
    const struct profile *profile;
    lint_report *report;
    void *context;
    size_t count;
};

/* Tells one finding; line 0 is unknown. */
void lint_tell(struct lint *lint, int line, const char *code, const char *text, ...)
    __attribute__((format(printf, 4, 5)));

/* The lists of rules that a profile has: its own, its batch's, its poll's. Returns how many. */
enum { LINT_LISTS = 3 };
size_t lint_lists(const struct profile *profile, const struct rules *lists[LINT_LISTS]);

/* The earlier condition that leaves nothing for rule `i`, borrowed, or NULL. */
const struct condition *lint_shadow(const struct rules *rules, size_t i);

void lint_request(struct lint *lint); // what is sent, and where to
void lint_replies(struct lint *lint); // what replies are taken for
#endif
