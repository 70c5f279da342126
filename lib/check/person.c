#include "check/person.h"

#include "check/consent.h"
#include "check/run.h"
#include <stdio.h>
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

void person_inputs(const struct person *person, struct inputs *inputs)
{
    static const char *const sexes[] = {"F", "M"};
    const struct worker *worker = &person->record.worker;
    *inputs = (struct inputs){.text = {
                                  [INPUT_NAME] = worker->name,
                                  [INPUT_NUMBER] = worker->document.number,
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

void person_take(struct person *person, struct record *record, const struct run_plan *plan,
    const struct run_endpoint *endpoint)
{
    const struct profile *profile = endpoint->profile;
    *person = (struct person){.record = *record};
    *record = (struct record){0};
    const struct worker *worker = &person->record.worker;
    const char *number = worker->document.number, *type = worker->document.type;
    if (!number) {
        person->passed = record_has_verdict(&person->record, profile->id);
        person_finish(person, OUTCOME_UNSUPPORTED);
        return;
    }
    key_person(plan->key, endpoint->realm, type, number, worker->name, person->key);
    if (profile->limits.name_per_day)
        key_name(plan->key, endpoint->realm, worker->name, person->name_key);
    if (profile->limits.number_per_day)
        key_number(plan->key, endpoint->realm, number, person->number_key);
    struct inputs inputs;
    person_inputs(person, &inputs);
    if (!profile_checks(profile, type))
        person_finish(person, OUTCOME_UNSUPPORTED);
    else if (!*number || profile_missing(profile, &inputs) != INPUT_COUNT)
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
        key_document(key, document->type, document->number, hex);
        take_last4(document->number, last4);
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
    *person = (struct person){0};
}
