#include "endpoint/reception.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "endpoint/manner.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void reception_say(struct dialect *dialect, const char *text, ...)
{
    struct buf sentence = {0};
    va_list args;
    va_start(args, text);
    buf_vprintf(&sentence, text, args);
    va_end(args);
    bool said = dialect->reason_count == DIALECT_REASONS_MAX;
    for (size_t i = 0; i < dialect->reason_count; i++)
        said |= !strcmp(dialect->reasons[i], sentence.data);
    if (said) {
        buf_release(&sentence);
        return;
    }
    dialect->reasons[dialect->reason_count] = buf_take(&sentence);
    dialect->say(dialect->context, dialect->reasons[dialect->reason_count++]);
}

void reception_lack(struct dialect *dialect, enum example_kind kind, enum outcome outcome)
{
    const char *text =
        kind == EXAMPLE_RESULT
            ? _("the profile `%s` has no example of a result with the outcome `%s`; whoever should "
                "get it gets a plain one, so add one under `examples` with `of: result`")
            : _("the profile `%s` has no example of the outcome `%s`; whoever should get it gets a "
                "plain answer, so add one under `examples`");
    reception_say(dialect, text, dialect->profile->id, outcome_name(outcome));
}

void reception_foresee(struct dialect *dialect, const struct people *people)
{
    const struct profile *profile = dialect->profile;
    const struct examples *examples = &profile->examples;
    enum example_kind kind = profile->batch.size   ? EXAMPLE_RESULT
                             : profile->poll.there ? EXAMPLE_POLL
                                                   : EXAMPLE_REPLY;
    bool wanted[OUTCOME_COUNT] = {false};
    for (size_t i = 0; i < people->count; i++)
        wanted[people->items[i].outcome] = true;
    for (int i = OUTCOME_NONE + 1; i < OUTCOME_COUNT; i++)
        if (wanted[i] && !examples_find(examples, kind, (enum outcome)i) &&
            !examples_find(examples, EXAMPLE_REPLY, (enum outcome)i))
            reception_lack(dialect, kind, (enum outcome)i);
}

void reception_tell(struct dialect *dialect, enum example_kind kind, enum outcome outcome,
    const struct inputs *inputs, const struct mark *extra, struct tell *tell)
{
    const struct profile *profile = dialect->profile;
    const struct example *example = examples_find(&profile->examples, kind, outcome);
    char ref[32];
    snprintf(ref, sizeof ref, "r-%08ld", dialect->journal->requests);
    struct mark marks[2] = {{&profile->evidence, ref, dialect->journal->requests}};
    if (extra)
        marks[1] = *extra;
    const struct forge forge = {profile, inputs, marks, extra ? 2 : 1};
    if (!example && kind == EXAMPLE_POLL)
        example = examples_find(&profile->examples, EXAMPLE_REPLY, outcome);
    if (example) {
        forge_reply(&forge, example, NULL, tell);
        return;
    }
    reception_lack(dialect, kind, outcome);
    forge_plain(outcome, tell);
}

static void write_journal(struct dialect *dialect, const struct subject *subject,
    const struct tell *tell, const char *result, bool charged, const char *wrong)
{
    const struct entry entry = {.key = subject ? subject->key : "",
        .person = subject ? subject->person : "",
        .status = tell->status,
        .result = result,
        .wrong = wrong,
        .charged = charged};
    journal_write(dialect->journal, &entry);
}

/* The reply that means a dead token, if there is an example of one. */
static const struct example *find_dead(const struct profile *profile)
{
    const struct examples *examples = &profile->examples;
    for (size_t i = 0; i < examples->count; i++) {
        struct response response;
        example_response(&examples->example[i], &response);
        if (examples->example[i].kind == EXAMPLE_REPLY && profile_token_dead(profile, &response))
            return &examples->example[i];
    }
    return NULL;
}

/* Says why; returns the example that the profile has for this reason, or NULL. */
static const struct example *say_refused(struct dialect *dialect, const char *where)
{
    const struct profile *profile = dialect->profile;
    if (!strcmp(where, "token")) {
        reception_say(
            dialect, _("refused: the token is none that was given out here, or has ended"));
        return find_dead(profile);
    }
    if (!strcmp(where, "time"))
        reception_say(dialect,
            _("refused: the request's time is more than %d minutes off; set the "
              "clock of the one that asks"),
            VISIT_SKEW_S / 60);
    else
        reception_say(dialect,
            _("refused: `%s` of the request is not what the profile `%s` makes with the secrets "
              "here; compare the profile and the secrets of both sides"),
            where, profile->id);
    return NULL;
}

static void refuse_token(struct dialect *dialect, const struct visit *visit, struct tell *tell)
{
    const struct profile *profile = dialect->profile;
    const struct example *example = examples_token(&profile->examples, false);
    const struct forge forge = {.profile = profile, .inputs = &visit->inputs};
    say_refused(dialect, buf_text(&visit->where));
    if (example)
        forge_reply(&forge, example, NULL, tell);
    else
        forge_no_token(tell);
    write_journal(dialect, NULL, tell, outcome_name(OUTCOME_AUTH), false, buf_text(&visit->where));
}

void reception_refuse(
    struct dialect *dialect, const struct visit *visit, enum outcome outcome, struct tell *tell)
{
    const struct profile *profile = dialect->profile;
    const struct forge forge = {.profile = profile, .inputs = &visit->inputs};
    struct reply reply;
    if (visit->sketch == &dialect->token) {
        refuse_token(dialect, visit, tell);
        return;
    }
    const struct example *example = say_refused(dialect, buf_text(&visit->where));
    if (!example)
        example = examples_find(&profile->examples, EXAMPLE_REPLY, outcome);
    if (example)
        forge_reply(&forge, example, NULL, tell);
    else
        forge_plain(outcome, tell);
    const struct response response = forge_response(tell);
    profile_reply(profile, &response, &visit->inputs, &reply);
    write_journal(dialect, NULL, tell, outcome_name(outcome), reply.billed == BILLED_YES,
        buf_text(&visit->where));
}

/* Whether somebody with this outcome gets it only later. */
static bool comes_later(const struct profile *profile, enum outcome outcome)
{
    const struct examples *examples = &profile->examples;
    return profile->poll.there &&
           (outcome == OUTCOME_PENDING || examples_find(examples, EXAMPLE_POLL, outcome) ||
               !examples_find(examples, EXAMPLE_REPLY, outcome));
}

static long make_job(
    struct dialect *dialect, const struct visit *visit, const struct subject *subject)
{
    struct job job = {.name = mem_text(visit->reading.gleanings.text[INPUT_NAME]),
        .number = mem_text(visit->reading.gleanings.text[INPUT_NUMBER]),
        .outcome = subject->outcome,
        .polls = dialect->polls};
    memcpy(job.person, subject->person, sizeof job.person);
    if (subject->outcome == OUTCOME_PENDING)
        job.polls = LONG_MAX;
    else if (!examples_find(&dialect->profile->examples, EXAMPLE_POLL, OUTCOME_PENDING))
        job.polls = 0;
    return jobs_add(&dialect->jobs, &job);
}

static void accept(
    struct dialect *dialect, struct visit *visit, const struct subject *subject, struct tell *tell)
{
    char name[JOBS_NAME];
    long number = subject->settled ? subject->request : make_job(dialect, visit, subject);
    if (!number) {
        reception_tell(dialect, EXAMPLE_REPLY, OUTCOME_UNAVAILABLE, &visit->inputs, NULL, tell);
        write_journal(dialect, subject, tell, outcome_name(OUTCOME_UNAVAILABLE), false, NULL);
        return;
    }
    jobs_print(number, name);
    const struct mark mark = {&dialect->profile->poll.job, name, number};
    if (!subject->settled)
        subject_settle(dialect, subject, number);
    reception_tell(dialect, EXAMPLE_ACCEPTED, OUTCOME_NONE, &visit->inputs, &mark, tell);
    write_journal(dialect, subject, tell, "accepted", false, NULL);
}

void reception_check(struct dialect *dialect, struct visit *visit, struct tell *tell)
{
    const struct profile *profile = dialect->profile;
    struct subject subject;
    struct reply reply;
    subject_find(dialect, &visit->reading.gleanings, &subject);
    if (subject.key_wrong) {
        buf_add_text(&visit->where, "key");
        reception_refuse(dialect, visit, OUTCOME_BAD_INPUT, tell);
        return;
    }
    if (comes_later(profile, subject.outcome)) {
        accept(dialect, visit, &subject, tell);
        return;
    }
    reception_tell(dialect, EXAMPLE_REPLY, subject.outcome, &visit->inputs, NULL, tell);
    const struct response response = forge_response(tell);
    profile_reply(profile, &response, &visit->inputs, &reply);
    bool charged = reply.billed == BILLED_YES && !subject.settled;
    if (charged)
        subject_settle(dialect, &subject, dialect->journal->requests);
    write_journal(dialect, &subject, tell, outcome_name(reply.outcome), charged, NULL);
}

void reception_poll(struct dialect *dialect, struct visit *visit, struct tell *tell)
{
    const char *name = visit->inputs.text[INPUT_JOB];
    struct job *job = name ? jobs_find(&dialect->jobs, name) : NULL;
    struct subject subject = {.key = ""};
    struct reply reply;
    if (!job) {
        buf_add_text(&visit->where, "job");
        reception_refuse(dialect, visit, OUTCOME_BAD_INPUT, tell);
        return;
    }
    memcpy(subject.person, job->person, sizeof subject.person);
    visit->inputs.text[INPUT_NAME] = job->name;
    visit->inputs.text[INPUT_NUMBER] = job->number;
    subject.outcome = job->polls > 0 ? OUTCOME_PENDING : job->outcome;
    job->polls -= job->polls > 0;
    reception_tell(dialect, EXAMPLE_POLL, subject.outcome, &visit->inputs, NULL, tell);
    const struct response response = forge_response(tell);
    profile_poll_reply(dialect->profile, &response, &visit->inputs, &reply);
    bool charged = reply.billed == BILLED_YES && !job->charged;
    job->charged |= charged;
    write_journal(dialect, &subject, tell, outcome_name(reply.outcome), charged, NULL);
}
