/* A profile that signs, and the signature that has to come out. */
#ifndef SIGNING_H
#define SIGNING_H
#include "scratch.h"

#include "profile/profile.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static inline int load_text(struct profile *profile, const char *text, struct err *err)
{
    struct scratch file = scratch_text(text);
    int result = profile_load(profile, file.path, err);
    unlink(file.path);
    return result;
}

#define RULES                                                                                      \
    "id: x\n"                                                                                      \
    "documents: [resident]\n"                                                                      \
    "rules:\n"                                                                                     \
    "  - {http: 200, when: {/code: 0}, outcome: match}\n"

/* A profile, who is asked about and when, and what the request then says. */
struct signing {
    const char *about, *id, *secret;
    const char *number, *time_s, *nonce;
    const char *text;
    const char *name;  // of a header; NULL: the end of the query; "": the end of the body
    const char *value; // what stands there
};

static inline const char *signing_find(const struct signing *signing, const struct request *request)
{
    const char *whole =
        signing->name ? buf_text(&request->body) : strchr(buf_text(&request->url), '?');
    if (signing->name && *signing->name)
        return params_header(&request->headers, signing->name);
    assert_non_null(whole);
    assert_true(strlen(whole) >= strlen(signing->value));
    return whole + strlen(whole) - strlen(signing->value);
}

static inline void assert_signed(const struct signing *signing)
{
    struct profile profile;
    struct err err = {0};
    struct request request = {0};
    struct inputs inputs = {{0}};
    print_message("# %s\n", signing->about);
    setenv("MUSTER_TEST_ID", signing->id, 1);
    setenv("MUSTER_TEST_SECRET", signing->secret, 1);
    inputs.text[INPUT_NAME] = "张 三·A&B";
    inputs.text[INPUT_NUMBER] = signing->number;
    inputs.text[INPUT_TIME_S] = signing->time_s;
    inputs.text[INPUT_NONCE] = signing->nonce;
    if (load_text(&profile, signing->text, &err) || profile_unlock(&profile, &err) ||
        profile_request(&profile, profile.base, &inputs, &request, &err))
        fail_msg("%s: %s", err.code, err.text);
    const char *value = signing_find(signing, &request);
    assert_non_null(value);
    assert_string_equal(value, signing->value);
    request_release(&request);
    profile_release(&profile);
}

#define NUMBER "330482199003079978"
#define SIGNED                                                                                     \
    RULES "base: https://api.example.org\n"                                                        \
          "query: {id: \"{number}\"}\n"                                                            \
          "auth:\n"

/* A profile that is refused: the error's code, its line, and what it says. */
struct mistake {
    const char *text, *code;
    long line;
    const char *says;
};

static inline void assert_mistaken(const struct mistake *mistake)
{
    struct profile profile;
    struct err err = {0};
    print_message("# %s: %s\n", mistake->code, mistake->says);
    assert_int_equal(load_text(&profile, mistake->text, &err), -1);
    assert_string_equal(err.code, mistake->code);
    assert_int_equal(err.place.line, mistake->line);
    assert_int_equal(err.status, STATUS_CONFIG);
    assert_non_null(strstr(err.text, mistake->says));
    assert_null(strstr(err.text, "s3cret"));
}
#endif
