#include "check/person.h"

#include "base/buf.h"
#include "base/mem.h"
#include "check/consent.h"
#include "check/run.h"
#include "identity/name.h"
#include "identity/typed.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The last four characters, or half of a shorter number. */
static void take_last4(const char *number, char last4[17])
{
    size_t count = 0;
    for (const char *c = number; *c; c++)
        count += ((unsigned char)*c & 0xC0) != 0x80;
    size_t keep = count < 8 ? count / 2 : 4;
    const char *from = number + strlen(number);
    while (keep && from > number)
        keep -= ((unsigned char)*--from & 0xC0) != 0x80;
    snprintf(last4, 17, "%s", from);
}

/* NULL when it is as it came. Releases `clean`. */
static char *take_changed(struct buf *clean, const char *text)
{
    if (strcmp(buf_text(clean), text) != 0)
        return clean->data ? buf_take(clean) : mem_text("");
    buf_release(clean);
    return NULL;
}

/* As roster does it: records come from elsewhere, too. */
static void make_canonical(struct person *person)
{
    const struct worker *worker = &person->record.worker;
    struct buf name = {0}, number = {0};
    name_clean(&name, worker->name);
    typed_clean(worker->document.number, &number);
    person->name = take_changed(&name, worker->name);
    person->number = take_changed(&number, worker->document.number);
}

const char *person_name(const struct person *person)
{
    return person->name ? person->name : person->record.worker.name;
}

const char *person_number(const struct person *person)
{
    return person->number ? person->number : person->record.worker.document.number;
}

void person_inputs(const struct person *person, struct inputs *inputs)
{
    static const char *const sexes[] = {"F", "M"};
    const struct worker *worker = &person->record.worker;
    const char *name = person_name(person);
    *inputs = (struct inputs){.text = {
                                  [INPUT_NAME] = *name ? name : NULL,
                                  [INPUT_NUMBER] = person_number(person),
                                  [INPUT_TYPE] = worker->document.type,
                                  [INPUT_PHONE] = worker->phone,
                                  [INPUT_BIRTH] = worker->birth,
                                  [INPUT_SEX] = worker->sex ? sexes[worker->sex == 'M'] : NULL,
                                  [INPUT_KEY] = person->asking_key,
                                  [INPUT_JOB] = person->job[0] ? person->job : NULL,
                              }};
}

void person_finish(struct person *person, enum outcome outcome)
{
    person->outcome = outcome;
    person->at[0] = person->ref[0] = '\0';
    person->stage = STAGE_DONE;
}

void person_use(struct person *person, const struct ledger_entry *entry)
{
    person->outcome = entry->outcome;
    memcpy(person->at, entry->at, sizeof person->at);
    memcpy(person->ref, entry->ref, sizeof person->ref);
    person->stage = STAGE_DONE;
}

void person_share(struct person *person, const struct person *done)
{
    person->outcome = done->outcome;
    memcpy(person->at, done->at, sizeof person->at);
    memcpy(person->ref, done->ref, sizeof person->ref);
    person->stage = STAGE_DONE;
}

static void make_keys(
    struct person *person, const struct site_key *key, const struct run_endpoint *endpoint)
{
    const struct limits *limits = &endpoint->profile->limits;
    const char *type = person->record.worker.document.type;
    const char *name = person_name(person), *number = person_number(person);
    key_person(key, endpoint->realm, type, number, name, person->key);
    if (limits->name_per_day)
        key_name(key, endpoint->realm, name, person->name_key);
    if (limits->number_per_day)
        key_number(key, endpoint->realm, number, person->number_key);
}

void person_take(struct person *person, struct record *record, const struct run_plan *plan,
    const struct run_endpoint *endpoint)
{
    const struct profile *profile = endpoint->profile;
    *person = (struct person){.record = *record};
    *record = (struct record){0};
    const struct document *document = &person->record.worker.document;
    if (!document->number) {
        person->passed = record_has_verdict(&person->record, profile->id);
        person_finish(person, OUTCOME_UNSUPPORTED);
        return;
    }
    make_canonical(person);
    make_keys(person, plan->key, endpoint);
    struct inputs inputs;
    person_inputs(person, &inputs);
    if (!profile_checks(profile, document->type))
        person_finish(person, OUTCOME_UNSUPPORTED);
    else if (!*person_number(person) || profile_missing(profile, &inputs) != INPUT_COUNT)
        person_finish(person, OUTCOME_BAD_INPUT);
    person->unwilling = profile->consent && !plan->basis && !consent_given(&person->record);
    if (person->unwilling && person->stage == STAGE_READ)
        person_finish(person, OUTCOME_BAD_INPUT);
}

void person_conclude(struct person *person, const char *profile_id)
{
    if (person->passed)
        return;
    struct verdict verdict = {
        .by = profile_id, .outcome = person->outcome, .ref = person->ref[0] ? person->ref : NULL};
    memcpy(verdict.at, person->at, sizeof verdict.at);
    record_set_verdict(&person->record, &verdict);
    person->marks.open |= outcome_unasked(person->outcome);
    person->marks.unknown |= person->outcome == OUTCOME_UNKNOWN;
    person->marks.numberless |= !person->record.worker.document.number;
}

enum lane person_print(
    struct person *person, const struct site_key *key, bool keep_number, struct buf *out)
{
    struct record *record = &person->record;
    const struct document *document = &record->worker.document;
    if (document->number) {
        char hex[DIGEST_HEX + 1], last4[17];
        key_document(key, document->type, person_number(person), hex);
        take_last4(person_number(person), last4);
        record_set_key(record, hex, last4, keep_number);
    }
    record_write(record, out);
    enum lane lane = record->worker.lane;
    person_release(person);
    return lane;
}

void person_release(struct person *person)
{
    record_release(&person->record);
    free(person->name);
    free(person->number);
    *person = (struct person){0};
}

void person_give_back(struct person *person, struct record *record)
{
    *record = person->record;
    person->record = (struct record){0};
    person_release(person);
}
