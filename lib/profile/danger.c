#include "profile/danger.h"

#include "base/i18n.h"
#include "profile/pointer.h"
#include <string.h>
#include <strings.h>

static const struct {
    const char *what, *body;
} fixed[] = {
    {N_("an empty reply"), ""},
    {N_("the reply {}"), "{}"},
    {N_("the reply []"), "[]"},
    {N_("the reply [{}]"), "[{}]"},
    {N_("the reply null"), "null"},
    {N_("the reply true"), "true"},
    {N_("the reply 0"), "0"},
    {N_("a page of HTML"), "<!DOCTYPE html><html><body><h1>200 OK</h1></body></html>"},
    {N_("a reply with an unknown error"), "{\"error\":\"x-unheard-of\",\"code\":-987654321}"},
};

struct hunt {
    const struct profile *profile;
    danger_report *report;
    void *context;
    size_t tried;
};

/* Whether it is taken for a match. `retold` as in example_judge. */
static bool strikes(
    struct hunt *hunt, const struct example *example, const struct retold *retold, const char *what)
{
    struct reply reply;
    hunt->tried++;
    example_judge(hunt->profile, example, retold, &reply);
    if (reply.outcome != OUTCOME_MATCH)
        return false;
    hunt->report(hunt->context, &(struct danger){what, reply.rule});
    return true;
}

static void try_fixed(struct hunt *hunt, enum example_kind kind, long http)
{
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        struct example example = {.kind = kind, .http = http};
        buf_add_text(&example.body, fixed[i].body);
        strikes(hunt, &example, NULL, _(fixed[i].what));
        buf_release(&example.body);
    }
}

/* The match with something else in the place of a value that its rule looks at. */
static void try_value(struct hunt *hunt, const struct example *example, const struct test *test)
{
    json_t *const others[] = {NULL, json_null(), json_array(), json_object(),
        json_string("x-unheard-of"), json_integer(-987654321)};
    size_t count = sizeof others / sizeof *others, tried = test->kind == TEST_ABSENT ? 2 : count;
    struct buf what = {0};
    buf_printf(&what, _("a match whose %s is another, or missing"), test->name);
    bool struck = false;
    for (size_t i = 0; !struck && i < tried; i++) {
        struct retold retold = {0};
        example_retell(hunt->profile, example, false, &retold);
        if (pointer_set(retold.json, test->name, json_incref(others[i])))
            struck = strikes(hunt, example, &retold, buf_text(&what));
        retold_release(&retold);
    }
    for (size_t i = 0; i < count; i++)
        json_decref(others[i]);
    buf_release(&what);
}

static void drop_header(struct params *headers, const char *name)
{
    struct params rest = {0};
    for (size_t i = 0; i < headers->count; i++)
        if (strcasecmp(params_name(headers, i), name))
            params_add(&rest, params_name(headers, i), params_value(headers, i));
    params_release(headers);
    *headers = rest;
}

static void try_header(struct hunt *hunt, const struct example *example, const struct test *test)
{
    struct retold without = {0};
    struct buf what = {0};
    buf_printf(&what, _("a match whose %s is another, or missing"), test->name);
    example_retell(hunt->profile, example, false, &without);
    drop_header(&without.headers, test->name);
    bool struck = strikes(hunt, example, &without, buf_text(&what));
    params_add(&without.headers, test->name, "x-unheard-of");
    if (!struck && test->kind != TEST_ABSENT)
        strikes(hunt, example, &without, buf_text(&what));
    retold_release(&without);
    buf_release(&what);
}

static void try_tests(
    struct hunt *hunt, const struct example *example, const struct condition *condition)
{
    for (size_t i = 0; i < condition->test_count; i++) {
        const struct test *test = &condition->tests[i];
        if (test->kind == TEST_ABSENT && test->absent)
            continue;
        if (test->header)
            try_header(hunt, example, test);
        else
            try_value(hunt, example, test);
    }
}

/* Retold ones of the same example have the same names in the same order. */
static bool same_headers(const struct params *a, const struct params *b)
{
    return a->texts.len == b->texts.len &&
           (!a->texts.len || !memcmp(a->texts.data, b->texts.data, a->texts.len));
}

static void try_other_person(struct hunt *hunt, const struct example *example)
{
    struct retold asked = {0}, other = {0};
    example_retell(hunt->profile, example, false, &asked);
    example_retell(hunt->profile, example, true, &other);
    bool same_body = !asked.json || json_equal(asked.json, other.json);
    if (!same_body || !same_headers(&asked.headers, &other.headers))
        strikes(hunt, example, &other, _("a match about another person"));
    retold_release(&asked);
    retold_release(&other);
}

static void try_match(struct hunt *hunt, const struct example *example)
{
    struct reply reply;
    struct retold retold = {0};
    example_retell(hunt->profile, example, false, &retold);
    example_judge(hunt->profile, example, &retold, &reply);
    retold_release(&retold);
    if (reply.outcome != OUTCOME_MATCH)
        return;
    try_other_person(hunt, example);
    if (example->outcome == OUTCOME_NONE)
        return;
    if (example->http != 200)
        try_fixed(hunt, example->kind, example->http);
    try_tests(hunt, example, &reply.rule->condition);
}

size_t danger_run(const struct profile *profile, danger_report *report, void *context)
{
    struct hunt hunt = {.profile = profile, .report = report, .context = context};
    try_fixed(&hunt, EXAMPLE_REPLY, 200);
    if (profile->poll.there)
        try_fixed(&hunt, EXAMPLE_POLL, 200);
    if (profile->batch.size)
        try_fixed(&hunt, EXAMPLE_RESULT, 200);
    for (size_t i = 0; i < profile->examples.count; i++)
        try_match(&hunt, &profile->examples.example[i]);
    return hunt.tried;
}
