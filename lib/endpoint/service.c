#include "endpoint/service.h"

#include "base/jsontext.h"
#include "endpoint/faults.h"
#include "endpoint/manner.h"
#include <jansson.h>
#include <string.h>

/* What a request says, once it is understood. */
struct question {
    json_t *json; // owns
    const char *name, *type, *number, *key;
    unsigned char payload[DIGEST_BYTES];
    char person[JOURNAL_PERSON];
};

void service_init(struct service *service, const struct people *people, struct journal *journal)
{
    *service = (struct service){.people = people, .journal = journal};
}

void service_release(struct service *service)
{
    answers_release(&service->answers);
}

static void write_log(struct service *service, const struct question *question, int status,
    const char *result, bool charged)
{
    const struct entry entry = {.key = question->key ? question->key : "",
        .person = question->person,
        .status = status,
        .result = result,
        .charged = charged};
    journal_write(service->journal, &entry);
}

static void say_error(struct service *service, const struct question *question, int status,
    const char *error, struct tell *tell)
{
    tell->status = status;
    if (status == 429 || status == 503)
        tell->retry_after_s = MANNER_RETRY_AFTER_S;
    if (status == 405)
        params_add(&tell->headers, "Allow", "POST");
    buf_printf(&tell->body, "{\"request_id\":\"r-%08ld\",\"error\":\"%s\"}",
        service->journal->requests, error);
    write_log(service, question, status, error, false);
}

static void say_result(struct tell *tell, long request, enum outcome outcome)
{
    tell->status = manner_of(outcome)->status;
    buf_printf(&tell->body, "{\"request_id\":\"r-%08ld\",\"result\":\"%s\",\"charged\":%s}",
        request, outcome_name(outcome), manner_of(outcome)->charged ? "true" : "false");
}

/* In a time that does not tell how much of the token was right. */
static bool is_authorized(const struct service *service, const char *authorization)
{
    static const char scheme[] = "Bearer ";
    if (!service->token)
        return true;
    if (!authorization || strncmp(authorization, scheme, strlen(scheme)))
        return false;
    unsigned char given[DIGEST_BYTES], wanted[DIGEST_BYTES];
    const char *token = authorization + strlen(scheme);
    digest_hmac(service->journal->person_key, DIGEST_BYTES, &token, 1, given);
    digest_hmac(service->journal->person_key, DIGEST_BYTES, &service->token, 1, wanted);
    return !memcmp(given, wanted, sizeof given);
}

static bool understand(struct service *service, const struct ask *ask, struct question *question)
{
    const char *key = params_header(ask->headers, "Idempotency-Key");
    if (ask->too_large || ask->body_len > SERVICE_BODY_MAX || (key && !answers_key_valid(key)))
        return false;
    question->key = key;
    question->json = jsontext_read(ask->body, ask->body_len);
    if (!question->json ||
        json_unpack_ex(question->json, NULL, JSON_STRICT, "{s:s, s:{s:s, s:s}}", "name",
            &question->name, "document", "type", &question->type, "number", &question->number))
        return false;
    if (!*question->name || !*question->type || !*question->number)
        return false;
    const char *parts[] = {question->type, question->number, question->name};
    journal_person(service->journal, parts, 3, question->payload, question->person);
    return true;
}

/* What this person gets this time. */
static enum outcome decide(
    const struct service *service, const struct question *question, struct answer *answer)
{
    const struct person *person = people_find(service->people, question->number);
    enum outcome outcome = person ? person->outcome : OUTCOME_NONE;
    if (outcome != OUTCOME_NONE && manner_of(outcome)->passing && answer &&
        answer->tries++ >= MANNER_TRIES)
        outcome = OUTCOME_NONE;
    return outcome != OUTCOME_NONE ? outcome : person_compare(person, question->name);
}

static void answer_question(
    struct service *service, const struct question *question, struct tell *tell)
{
    struct answer *answer = NULL;
    enum claim claim = CLAIM_NEW;
    if (question->key)
        claim = answers_claim(&service->answers, question->key, question->payload, &answer);
    if (claim == CLAIM_REUSED) {
        say_error(service, question, 422, "key_reused", tell);
        return;
    }
    if (claim == CLAIM_FULL) {
        service->full = true;
        say_error(service, question, 503, outcome_name(OUTCOME_UNAVAILABLE), tell);
        return;
    }
    bool settled = answer && answer->outcome != OUTCOME_NONE;
    enum outcome outcome = settled ? answer->outcome : decide(service, question, answer);
    if (manner_of(outcome)->status != 200) {
        say_error(service, question, manner_of(outcome)->status, outcome_name(outcome), tell);
        return;
    }
    bool charged = manner_of(outcome)->charged && !settled;
    if (charged && answer) {
        answer->outcome = outcome;
        answer->request = service->journal->requests;
    }
    say_result(tell, settled ? answer->request : service->journal->requests, outcome);
    write_log(service, question, 200, outcome_name(outcome), charged);
}

static void check(struct service *service, const struct ask *ask, struct tell *tell)
{
    struct question question = {0};
    if (!is_authorized(service, params_header(ask->headers, "Authorization")))
        say_error(service, &question, 401, outcome_name(OUTCOME_AUTH), tell);
    else if (!understand(service, ask, &question))
        say_error(service, &question, 400, outcome_name(OUTCOME_BAD_INPUT), tell);
    else
        answer_question(service, &question, tell);
    json_decref(question.json);
}

static bool handle(void *context, const struct ask *ask, struct tell *tell)
{
    static const char path[] = "/v1/check";
    static const struct question none = {0};
    struct service *service = context;
    service->journal->requests++;
    if (service->journal->fail.status)
        say_error(service, &none, 503, outcome_name(OUTCOME_UNAVAILABLE), tell);
    else if (ask->path_len != strlen(path) || strncmp(ask->target, path, ask->path_len))
        say_error(service, &none, 404, "path", tell);
    else if (strcmp(ask->method, "POST"))
        say_error(service, &none, 405, "method", tell);
    else
        check(service, ask, tell);
    return !service->journal->fail.status;
}

static bool spoil(
    void *context, const struct ask *ask, const struct fault *fault, struct tell *tell)
{
    static const struct question none = {0};
    struct service *service = context;
    if (fault->kind == FAULT_CHARGE_DROP) {
        bool goes_on = handle(context, ask, tell);
        tell->manner = TELL_DROP;
        return goes_on;
    }
    service->journal->requests++;
    if (fault_tell(fault, tell))
        write_log(service, &none, tell->status, fault->word, false);
    else if (fault->kind == FAULT_STATUS)
        say_error(service, &none, fault->status, manner_error(fault->status), tell);
    else if (manner_of(fault->outcome)->status != 200)
        say_error(service, &none, manner_of(fault->outcome)->status, fault->word, tell);
    else {
        say_result(tell, service->journal->requests, fault->outcome);
        write_log(service, &none, 200, fault->word, false);
    }
    return !service->journal->fail.status;
}

struct handler service_handler(struct service *service)
{
    return (struct handler){.context = service, .handle = handle, .spoil = spoil};
}
