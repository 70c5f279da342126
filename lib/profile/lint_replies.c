/* Doubts about what replies are taken for. */
#include "profile/lint.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "profile/danger.h"
#include <stdlib.h>
#include <string.h>

/* What the examples show. */
struct showing {
    struct lint *lint;
    const struct rule **reached; // owns; one for each example
    size_t reached_count;
    bool evidence; // one of them holds it
};

static void compare_outcome(
    struct lint *lint, const struct example *example, const struct reply *reply)
{
    const char *says = outcome_name(example->outcome), *is = outcome_name(reply->outcome);
    if (example->outcome == reply->outcome)
        return;
    if (!reply->rule)
        lint_tell(lint, example->line, "lint.example",
            _("this example says %s, and no rule fits it; mend the rules or the example"), says);
    else if (!reply->ruled)
        lint_tell(lint, example->line, "lint.example",
            _("this example says %s, and is unknown because it does not repeat what `echo` lists; "
              "mend `echo` or the example"),
            says);
    else
        lint_tell(lint, example->line, "lint.example",
            _("this example says %s, and the rule in line %d makes it %s; mend one of them"), says,
            reply->rule->condition.line, is);
}

static void compare_rest(
    struct lint *lint, const struct example *example, const struct reply *reply)
{
    bool billed = reply->billed == BILLED_YES;
    if (example->billed != BILLED_UNSAID && billed != (example->billed == BILLED_YES))
        lint_tell(lint, example->line, "lint.example",
            billed ? _("this example says that it is not billed, and its rule says that it is; "
                       "mend one of them")
                   : _("this example says that it is billed, and its rule does not; mend one of "
                       "them"));
    if (example->ref && strcmp(example->ref, reply->ref) != 0)
        lint_tell(lint, example->line, "lint.example",
            _("this example says that its ref is `%s`, and `evidence` leads to `%s`; mend one of "
              "them"),
            example->ref, reply->ref);
}

/* A resident number, perhaps masked. */
static bool is_number(const char *text)
{
    return text && strlen(text) == 18 && strspn(text, "0123456789*") >= 17 &&
           text[strspn(text, "*")] && strchr("0123456789Xx*", text[17]);
}

/* Finds one in `json`, which was made to repeat another wherever the echo knows of. */
static bool repeats_number(const json_t *json)
{
    const char *key;
    json_t *value;
    size_t i;
    if (is_number(json_string_value(json)))
        return true;
    json_object_foreach((json_t *)json, key, value)
    {
        if (repeats_number(value))
            return true;
    }
    json_array_foreach((json_t *)json, i, value)
    {
        if (repeats_number(value))
            return true;
    }
    return false;
}

/* Finds one in a header that the echo does not know of. */
static bool header_repeats_number(const struct echo *echo, const struct params *headers)
{
    for (size_t i = 0; i < headers->count; i++)
        if (is_number(params_value(headers, i)) && !echo_header(echo, params_name(headers, i)))
            return true;
    return false;
}

static void find_echo(struct lint *lint, const struct example *example)
{
    const struct echo *echo = &lint->profile->echo;
    struct inputs inputs = {.text = {[INPUT_NUMBER] = "-"}};
    json_t *json = json_deep_copy(example->json);
    echo_write(echo, &inputs, json);
    if (example->outcome == OUTCOME_MATCH &&
        (repeats_number(json) || header_repeats_number(echo, &example->headers)))
        lint_tell(lint, example->line, "lint.echo",
            _("this match repeats a document number; say where under `echo`, so that another "
              "person's answer is noticed"));
    json_decref(json);
}

static void look_at(void *context, const struct example *example, const struct reply *reply)
{
    struct showing *showing = context;
    showing->reached[showing->reached_count++] = reply->rule;
    showing->evidence |= reply->ref[0] != '\0';
    compare_outcome(showing->lint, example, reply);
    compare_rest(showing->lint, example, reply);
    find_echo(showing->lint, example);
}

static bool is_reached(const struct showing *showing, const struct rule *rule)
{
    for (size_t i = 0; i < showing->reached_count; i++)
        if (showing->reached[i] == rule)
            return true;
    return false;
}

static void find_unreached(const struct showing *showing, const struct rules *rules)
{
    for (size_t i = 0; i < rules->count; i++)
        if (!is_reached(showing, &rules->rule[i]) && !lint_shadow(rules, i))
            lint_tell(showing->lint, rules->rule[i].condition.line, "lint.unreached",
                _("no example reaches this rule for %s; add a reply that it is for to `examples`"),
                outcome_name(rules->rule[i].outcome));
}

/* The rules that were told to be dangerous: once is enough. */
struct told {
    struct lint *lint;
    const struct rule **rules; // owns
    size_t count, capacity;
};

static void tell_danger(void *context, const struct danger *danger)
{
    struct told *told = context;
    for (size_t i = 0; i < told->count; i++)
        if (told->rules[i] == danger->rule)
            return;
    told->rules = mem_grow(told->rules, told->count, &told->capacity, sizeof *told->rules);
    told->rules[told->count++] = danger->rule;
    lint_tell(told->lint, danger->rule->condition.line, "lint.danger",
        _("%s would be a match by this rule; ask for a value that nothing but a match has"),
        danger->what);
}

static void find_dangers(struct lint *lint)
{
    struct told told = {.lint = lint};
    danger_run(lint->profile, tell_danger, &told);
    free(told.rules);
}

/* Those that say nothing about a person. */
static void find_useless(struct lint *lint)
{
    static const char *const hints[EXAMPLE_KINDS] = {
        [EXAMPLE_REPLY] =
            N_("this reply to a batch has no list where `results` leads, or a rule of "
               "its own fits it; mend it, or give it an outcome"),
        [EXAMPLE_ACCEPTED] = N_("this reply is none that `accepted` lists, or names no job where "
                                "`job` leads; mend one of them"),
        [EXAMPLE_TOKEN] = N_("this reply holds no token where `take` leads; mend one of them"),
    };
    for (size_t i = 0; i < lint->profile->examples.count; i++) {
        const struct example *example = &lint->profile->examples.example[i];
        if (example->outcome == OUTCOME_NONE && !example_serves(lint->profile, example))
            lint_tell(lint, example->line, "lint.example", "%s", _(hints[example->kind]));
    }
}

static bool has_kind(const struct profile *profile, enum example_kind kind, bool of_nobody)
{
    if (kind == EXAMPLE_TOKEN)
        return examples_token(&profile->examples, true);
    for (size_t i = 0; i < profile->examples.count; i++) {
        const struct example *example = &profile->examples.example[i];
        if (example->kind == kind && (example->outcome == OUTCOME_NONE) == of_nobody)
            return true;
    }
    return false;
}

static void need(struct lint *lint, enum example_kind kind, bool of_nobody, bool needed)
{
    if (!needed || has_kind(lint->profile, kind, of_nobody))
        return;
    if (kind == EXAMPLE_REPLY)
        lint_tell(lint, 0, "lint.examples",
            _("no example shows the reply to a whole batch; add one without an outcome"));
    else
        lint_tell(lint, 0, "lint.examples",
            _("no example is marked `of: %s`; add the reply that the endpoint's documentation "
              "shows"),
            example_kind_name(kind));
}

static void find_missing(struct lint *lint)
{
    const struct profile *profile = lint->profile;
    if (!profile->examples.count) {
        lint_tell(lint, 0, "lint.examples",
            _("there are no `examples`; add the replies that the endpoint's documentation shows"));
        return;
    }
    need(lint, EXAMPLE_TOKEN, true, profile->auth.kind == AUTH_TOKEN);
    need(lint, EXAMPLE_ACCEPTED, true, profile->poll.there);
    need(lint, EXAMPLE_POLL, false, profile->poll.there);
    need(lint, EXAMPLE_REPLY, true, profile->batch.size > 0);
    need(lint, EXAMPLE_RESULT, false, profile->batch.size > 0);
}

static void find_evidence(const struct showing *showing)
{
    const struct profile *profile = showing->lint->profile;
    const struct yaml *yaml = &profile->yaml;
    const struct spot *spot = &profile->evidence;
    const char *place = spot->pointer ? spot->pointer : spot->header;
    if (profile->examples.count && place && !showing->evidence)
        lint_tell(showing->lint, yaml_line(yaml, yaml->root, "evidence", 0), "lint.evidence",
            _("no example holds anything in %s, where `evidence` looks; mend it"), place);
}

static void find_lifetime(struct lint *lint)
{
    const struct profile *profile = lint->profile;
    const struct yaml *yaml = &profile->yaml;
    const struct spot *spot = &profile->auth.token.lifetime;
    const char *place = spot->pointer ? spot->pointer : spot->header;
    if (!place || !examples_token(&profile->examples, true))
        return;
    for (size_t i = 0; i < profile->examples.count; i++) {
        const struct example *example = &profile->examples.example[i];
        struct response response;
        example_response(example, &response);
        if (example->kind == EXAMPLE_TOKEN && token_told_s(&profile->auth.token, &response))
            return;
    }
    lint_tell(lint, yaml_line(yaml, json_object_get(yaml->root, "auth"), "lifetime_s", 0),
        "lint.lifetime",
        _("no example of a token holds a number of seconds in %s, where `lifetime_s` looks, and %d "
          "would be taken; mend one of them"),
        place, (int)TOKEN_LIFETIME_S);
}

void lint_replies(struct lint *lint)
{
    const struct profile *profile = lint->profile;
    struct showing showing = {.lint = lint};
    const struct rules *lists[LINT_LISTS];
    size_t count = lint_lists(profile, lists);
    showing.reached = mem_alloc((profile->examples.count + 1) * sizeof *showing.reached);
    examples_run(profile, look_at, &showing);
    find_useless(lint);
    find_missing(lint);
    for (size_t i = 0; profile->examples.count && i < count; i++)
        find_unreached(&showing, lists[i]);
    find_evidence(&showing);
    find_lifetime(lint);
    find_dangers(lint);
    free(showing.reached);
}
