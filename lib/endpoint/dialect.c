#include "endpoint/dialect.h"

#include "base/i18n.h"
#include "endpoint/credentials.h"
#include "endpoint/faults.h"
#include "endpoint/manner.h"
#include "endpoint/reception.h"
#include <stdlib.h>
#include <string.h>

static bool has_token(const struct profile *profile)
{
    return profile->auth.kind == AUTH_TOKEN;
}

/* Whether there is something to answer with. */
static int check_examples(const struct profile *profile, struct err *err)
{
    const struct examples *examples = &profile->examples;
    const char *missing = NULL;
    if (!examples->count)
        missing = "reply";
    else if (has_token(profile) && !examples_token(examples, true))
        missing = "token";
    else if (profile->poll.there && !examples_find(examples, EXAMPLE_ACCEPTED, OUTCOME_NONE))
        missing = "accepted";
    else if (profile->batch.size && !examples_find(examples, EXAMPLE_REPLY, OUTCOME_NONE))
        missing = "reply";
    if (!missing)
        return 0;
    err_set(err, STATUS_CONFIG, "dialect.examples",
        _("the profile has no example of the reply that is to be given here; add one under "
          "`examples` with `of: %s`, see muster-profile(5)"),
        missing);
    return err_at(err, profile->yaml.file, NULL, 0, 0);
}

/* What may stand in any of the profile's texts. */
static struct vocabulary all_words(const struct profile *profile)
{
    struct vocabulary vocabulary = profile->vocabulary;
    for (int i = INPUT_ROW; i <= INPUT_JOB; i++)
        vocabulary_allow(&vocabulary, (enum input)i);
    return vocabulary;
}

static void make_sketches(struct dialect *dialect)
{
    const struct profile *profile = dialect->profile;
    const json_t *root = profile->yaml.root;
    const struct vocabulary words = all_words(profile);
    sketch_init(&dialect->check, &profile->call, root, profile->base, &words);
    if (has_token(profile)) {
        const struct token *token = &profile->auth.token;
        const json_t *request = json_object_get(json_object_get(root, "auth"), "request");
        sketch_init(&dialect->token, &token->call, request,
            token->base ? token->base : profile->base, &words);
    }
    if (profile->poll.there)
        sketch_init(&dialect->poll, &profile->poll.call, json_object_get(root, "poll"),
            profile->base, &words);
    if (profile->batch.size)
        slots_find(&dialect->item, json_object_get(json_object_get(root, "batch"), "item"), &words);
}

int dialect_init(struct dialect *dialect, const struct dialect_plan *plan, struct err *err)
{
    *dialect = (struct dialect){.profile = plan->profile,
        .journal = plan->journal,
        .polls = plan->polls,
        .context = plan->context,
        .say = plan->say,
        .tokens = {.life = plan->token_life}};
    if (check_examples(plan->profile, err) ||
        lookup_init(&dialect->lookup, plan->profile, plan->people, err))
        return -1;
    make_sketches(dialect);
    reception_foresee(dialect, plan->people);
    return 0;
}

void dialect_release(struct dialect *dialect)
{
    lookup_release(&dialect->lookup);
    sketch_release(&dialect->check);
    sketch_release(&dialect->token);
    sketch_release(&dialect->poll);
    slots_release(&dialect->item);
    answers_release(&dialect->answers);
    jobs_release(&dialect->jobs);
    for (size_t i = 0; i < dialect->reason_count; i++)
        free(dialect->reasons[i]);
    *dialect = (struct dialect){0};
}

static void write_plain(struct dialect *dialect, const struct tell *tell, const char *result)
{
    const struct entry entry = {.key = "", .person = "", .status = tell->status, .result = result};
    journal_write(dialect->journal, &entry);
}

static void refuse_path(struct dialect *dialect, enum fit fit, struct tell *tell)
{
    const char *word = fit == FIT_METHOD ? "method" : "path";
    reception_say(dialect,
        _("refused: a request's %s is none that the profile `%s` uses; compare the profile and "
          "the address of the one that asks"),
        fit == FIT_METHOD ? _("method") : _("path"), dialect->profile->id);
    tell->status = fit == FIT_METHOD ? 405 : 404;
    buf_printf(&tell->body, "{\"error\":\"%s\"}", word);
    write_plain(dialect, tell, word);
}

static void give_token(struct dialect *dialect, const struct visit *visit, struct tell *tell)
{
    const char *text = tokens_give(&dialect->tokens);
    if (!text) {
        forge_plain(OUTCOME_UNAVAILABLE, tell);
        write_plain(dialect, tell, outcome_name(OUTCOME_UNAVAILABLE));
        return;
    }
    const struct mark mark = {&dialect->profile->auth.token.take, text, 0};
    const struct forge forge = {dialect->profile, &visit->inputs, &mark, 1};
    forge_reply(&forge, examples_token(&dialect->profile->examples, true), NULL, tell);
    write_plain(dialect, tell, "token");
}

/* A token that is not good is said before anything else is looked at. */
static enum outcome verify(struct dialect *dialect, struct visit *visit)
{
    struct gleanings *gleanings = &visit->reading.gleanings;
    bool for_token = visit->sketch == &dialect->token;
    if (!for_token)
        credentials_glean(&dialect->profile->auth, visit->ask, gleanings);
    lookup_undo(&dialect->lookup, gleanings);
    const char *token = gleanings->text[INPUT_TOKEN];
    if (!for_token && has_token(dialect->profile) &&
        (!token || !tokens_take(&dialect->tokens, token))) {
        buf_add_text(&visit->where, "token");
        return OUTCOME_AUTH;
    }
    return visit_verify(visit, &dialect->lookup, !for_token);
}

static void receive(struct dialect *dialect, struct visit *visit, struct tell *tell)
{
    const struct sketch *sketches[3] = {&dialect->check};
    size_t count = 1;
    if (dialect->poll.call)
        sketches[count++] = &dialect->poll;
    if (dialect->token.call)
        sketches[count++] = &dialect->token;
    enum fit fit = visit_read(visit, sketches, count, &dialect->lookup.known);
    if (fit < FIT_PART) {
        refuse_path(dialect, fit, tell);
        return;
    }
    enum outcome refused = verify(dialect, visit);
    if (refused != OUTCOME_NONE)
        reception_refuse(dialect, visit, refused, tell);
    else if (visit->sketch == &dialect->token)
        give_token(dialect, visit, tell);
    else if (visit->sketch == &dialect->poll)
        reception_poll(dialect, visit, tell);
    else if (dialect->profile->batch.size)
        reception_batch(dialect, visit, tell);
    else
        reception_check(dialect, visit, tell);
}

static bool handle(void *context, const struct ask *ask, struct tell *tell)
{
    struct dialect *dialect = context;
    struct visit visit = {.ask = ask};
    dialect->journal->requests++;
    if (dialect->journal->fail.status)
        forge_plain(OUTCOME_UNAVAILABLE, tell);
    else
        receive(dialect, &visit, tell);
    visit_release(&visit);
    return !dialect->journal->fail.status;
}

/* By the first example with this status that promises nothing about anybody. */
static void tell_status(struct dialect *dialect, int status, struct tell *tell)
{
    static const struct inputs nobody;
    const struct examples *examples = &dialect->profile->examples;
    const struct forge forge = {.profile = dialect->profile, .inputs = &nobody};
    for (size_t i = 0; i < examples->count; i++) {
        const struct example *example = &examples->example[i];
        if (example->kind != EXAMPLE_REPLY || example->http != status ||
            example->outcome == OUTCOME_NONE || outcome_reusable(example->outcome))
            continue;
        forge_reply(&forge, example, NULL, tell);
        return;
    }
    tell->status = status;
    if (status == 429 || status == 503)
        tell->retry_after_s = MANNER_RETRY_AFTER_S;
    buf_printf(&tell->body, "{\"error\":\"%s\"}", manner_error(status));
}

static bool spoil(
    void *context, const struct ask *ask, const struct fault *fault, struct tell *tell)
{
    static const struct inputs nobody;
    struct dialect *dialect = context;
    if (fault->kind == FAULT_CHARGE_DROP) {
        bool goes_on = handle(context, ask, tell);
        tell->manner = TELL_DROP;
        return goes_on;
    }
    dialect->journal->requests++;
    bool done = fault_tell(fault, tell);
    if (!done && fault->kind == FAULT_STATUS)
        tell_status(dialect, fault->status, tell);
    else if (!done)
        reception_tell(dialect, EXAMPLE_REPLY, fault->outcome, &nobody, NULL, tell);
    write_plain(dialect, tell, fault->word);
    return !dialect->journal->fail.status;
}

struct handler dialect_handler(struct dialect *dialect)
{
    return (struct handler){.context = dialect, .handle = handle, .spoil = spoil};
}
