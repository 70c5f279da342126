#include "endpoint/subject.h"

#include "endpoint/manner.h"
#include <stdio.h>
#include <string.h>

/* What does not come back from a digest stands for itself. */
static void identify(
    const struct dialect *dialect, const struct gleanings *gleanings, struct subject *subject)
{
    const char *parts[2 + INPUT_FIELDS_MAX];
    size_t count = 0;
    parts[count++] = gleanings->text[INPUT_NUMBER] ? gleanings->text[INPUT_NUMBER] : "";
    parts[count++] = gleanings->text[INPUT_NAME] ? gleanings->text[INPUT_NAME] : "";
    for (size_t i = 0; i < dialect->profile->fields.count; i++) {
        const char *came = gleanings->text[INPUT_FIELD + i];
        bool opaque = came && !steps_undoable(&dialect->profile->fields.items[i].steps);
        parts[count++] = opaque ? came : "";
    }
    journal_person(dialect->journal, parts, count, subject->payload, subject->person);
}

/* Under the key, or where the profile sends none, under the person. */
static struct answer *claim(
    struct dialect *dialect, const struct subject *subject, enum claim *claimed)
{
    struct answer *answer;
    const char *key = *subject->key ? subject->key : subject->person;
    *claimed = answers_claim(&dialect->answers, key, subject->payload, &answer);
    return answer;
}

void subject_find(struct dialect *dialect, struct gleanings *gleanings, struct subject *subject)
{
    const struct person *person;
    enum claim claimed;
    enum outcome truth = lookup_find(&dialect->lookup, gleanings, &person);
    const char *key = gleanings->text[INPUT_KEY];
    bool keyed = key && answers_key_valid(key);
    *subject = (struct subject){.outcome = person ? person->outcome : OUTCOME_NONE,
        .key = keyed ? key : "",
        .key_wrong = key && !keyed};
    identify(dialect, gleanings, subject);
    struct answer *answer = claim(dialect, subject, &claimed);
    subject->key_wrong |= dialect->profile->idempotent && claimed == CLAIM_REUSED;
    if (dialect->profile->idempotent && *subject->key && answer && answer->outcome) {
        subject->settled = true;
        subject->outcome = answer->outcome;
        subject->request = answer->request;
        return;
    }
    if (manner_of(subject->outcome)->passing && answer && answer->tries++ >= MANNER_TRIES)
        subject->outcome = OUTCOME_NONE;
    if (subject->outcome == OUTCOME_NONE)
        subject->outcome = truth;
}

void subject_settle(struct dialect *dialect, const struct subject *subject, long request)
{
    enum claim claimed;
    struct answer *answer = claim(dialect, subject, &claimed);
    if (!answer)
        return;
    answer->outcome = subject->outcome;
    answer->request = request;
}
