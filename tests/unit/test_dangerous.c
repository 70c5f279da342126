#include "scratch.h"

#include "profile/danger.h"
#include <glob.h>
#include <stdio.h>
#include <unistd.h>

static void note_danger(void *context, const struct danger *danger)
{
    print_message("# line %d: %s\n", danger->rule->condition.line, danger->what);
    ++*(size_t *)context;
}

static void no_shipped_profile_takes_one_for_a_match(void **state)
{
    (void)state;
    char pattern[4096];
    glob_t files;
    snprintf(pattern, sizeof pattern, "%s/templates/endpoints/*.yaml", getenv("MUSTER_SOURCE"));
    assert_int_equal(glob(pattern, 0, NULL, &files), 0);
    assert_true(files.gl_pathc > 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        struct profile profile;
        struct err err = {0};
        size_t struck = 0;
        if (strstr(files.gl_pathv[i], ".openapi."))
            continue;
        print_message("# %s\n", files.gl_pathv[i]);
        if (profile_load(&profile, files.gl_pathv[i], &err))
            fail_msg("%ld: %s", err.place.line, err.text);
        assert_true(danger_run(&profile, note_danger, &struck) > 0);
        assert_int_equal(struck, 0);
        profile_release(&profile);
    }
    globfree(&files);
}

#define HEAD                                                                                       \
    "id: x\n"                                                                                      \
    "base: https://example.org\n"                                                                  \
    "documents: [resident]\n"                                                                      \
    "path: \"?n={number}\"\n"                                                                      \
    "rules:\n"

static void a_careless_profile_is_found_out(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool careless;
    } cases[] = {
        {HEAD "  - {when: {/error: {starts: x}}, outcome: match}\n", true},
        {HEAD "  - {when: {\"\": {absent: false}}, outcome: match}\n", true},
        {HEAD "  - {when: {/code: {absent: false}}, outcome: match}\n", true},
        {HEAD "  - {when: {/code: 0}, outcome: match}\n", false},
        {HEAD "  - {http: 404, when: {\"\": {absent: false}}, outcome: match}\n"
              "examples: [{http: 404, body: {a: 1}, outcome: match}]\n",
            true},
        {HEAD "  - {when: {/a: 1}, outcome: match}\n  - {when: {/b: 1}, outcome: match}\n"
              "examples: [{body: {a: 1}, outcome: match}, {body: {b: 1}, outcome: match}]\n",
            false},
        {HEAD "  - {when: {/a: 1}, outcome: match}\n  - {when: {/b: 1}, outcome: match}\n"
              "examples: [{body: {a: 1, b: 1}, outcome: match}]\n",
            true},
        {HEAD "  - {when: {/a: 1}, outcome: match}\n"
              "echo: {/id: \"{number}\"}\n"
              "examples: [{body: {a: 1, id: x}, outcome: match}]\n",
            false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scratch file = scratch_text(cases[i].text);
        struct profile profile;
        struct err err = {0};
        size_t struck = 0;
        print_message("# case %zu\n", i);
        if (profile_load(&profile, file.path, &err))
            fail_msg("%ld: %s", err.place.line, err.text);
        unlink(file.path);
        danger_run(&profile, note_danger, &struck);
        assert_int_equal(struck > 0, cases[i].careless);
        profile_release(&profile);
    }
}

/* Every reply that is tried. */
static size_t tries(const char *text)
{
    struct scratch file = scratch_text(text);
    struct profile profile;
    struct err err = {0};
    size_t struck = 0;
    if (profile_load(&profile, file.path, &err))
        fail_msg("%ld: %s", err.place.line, err.text);
    unlink(file.path);
    size_t count = danger_run(&profile, note_danger, &struck);
    assert_int_equal(struck, 0);
    profile_release(&profile);
    return count;
}

static void a_header_about_another_person_is_tried(void **state)
{
    (void)state;
#define MATCH                                                                                      \
    HEAD "  - {when: {/a: 1}, outcome: match}\n"                                                   \
         "examples: [{headers: {X-Id: x}, body: {a: 1}, outcome: match}]\n"
    size_t without = tries(MATCH);
    assert_int_equal(tries(MATCH "echo: {header: {x-id: \"{number}\"}}\n"), without + 1);
    assert_int_equal(tries(MATCH "echo: {header: {x-id: \"{uuid}\"}}\n"), without + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_shipped_profile_takes_one_for_a_match),
        cmocka_unit_test(a_careless_profile_is_found_out),
        cmocka_unit_test(a_header_about_another_person_is_tried),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
