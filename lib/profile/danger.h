/* Replies that must never read as match, tried on a profile: nothing at all, empty JSON, a page of
 * HTML, a match whose code is another, or that is about somebody else. */
#ifndef PROFILE_DANGER_H
#define PROFILE_DANGER_H
#include "profile/profile.h"

struct danger {
    const char *what;        // in the user's language: "an empty reply"; borrows
    const struct rule *rule; // that took it for a match; borrows
};

typedef void danger_report(void *context, const struct danger *danger);

/* Tries them all, made of the profile's own examples where one is needed, and tells those that read
 * as match. Returns how many were tried. */
size_t danger_run(const struct profile *profile, danger_report *report, void *context);
#endif
