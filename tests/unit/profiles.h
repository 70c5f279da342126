/* Profiles, requests and replies as texts. */
#ifndef PROFILES_H
#define PROFILES_H
#include "scratch.h"

#include "profile/profile.h"

static inline int profile_of(struct profile *profile, const char *text, struct err *err)
{
    struct scratch file = scratch_text(text);
    int result = profile_load(profile, file.path, err);
    unlink(file.path);
    return result;
}

/* A profile that must be right, with its secrets. */
static inline struct profile profile_good(const char *text)
{
    struct profile profile;
    struct err err = {0};
    if (profile_of(&profile, text, &err) || profile_unlock(&profile, &err))
        fail_msg("%ld: %s: %s", err.place.line, err.code, err.text);
    return profile;
}

struct profile_mistake {
    const char *text, *code;
    long line;
    const char *says;
};

static inline void profile_refuses(const struct profile_mistake *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct profile profile;
        struct err err = {0};
        print_message("# case %zu\n", i);
        assert_int_equal(profile_of(&profile, cases[i].text, &err), -1);
        assert_string_equal(err.code, cases[i].code);
        assert_int_equal(err.place.line, cases[i].line);
        assert_int_equal(err.status, STATUS_CONFIG);
        assert_non_null(strstr(err.text, cases[i].says));
    }
}

/* Borrows. */
static inline struct response response_of(long status, const char *body)
{
    return (struct response){.status = status, .body = body, .len = strlen(body)};
}
#endif
