#include "endpoint/service.h"

#include "base/i18n.h"
#include <errno.h>
#include <jansson.h>
#include <string.h>
#include <unistd.h>

enum { PERSON_BYTES = 8 }; // of the hash in the log

/* How an outcome is said. */
static const struct {
    int status;
    bool charged, passing; // passing: answered SERVICE_TRIES times, then what is true
} manners[OUTCOME_COUNT] = {
    [OUTCOME_MATCH] = {200, true, false},
    [OUTCOME_MISMATCH] = {200, true, false},
    [OUTCOME_NOT_FOUND] = {200, true, false},
    [OUTCOME_CANCELLED] = {200, true, false},
    [OUTCOME_BAD_INPUT] = {400, false, false},
    [OUTCOME_PENDING] = {200, false, false},
    [OUTCOME_THROTTLED] = {429, false, true},
    [OUTCOME_QUOTA] = {403, false, false},
    [OUTCOME_UNAVAILABLE] = {503, false, true},
    [OUTCOME_AUTH] = {401, false, false},
    [OUTCOME_FUNDS] = {402, false, false},
    [OUTCOME_UNSUPPORTED] = {422, false, false},
    [OUTCOME_UNKNOWN] = {200, false, false},
};

/* What a request says, once it is understood. */
struct question {
    json_t *json; // owns
    const char *name, *type, *number, *key;
    unsigned char payload[DIGEST_BYTES];
    char person[2 * PERSON_BYTES + 1];
};

int service_init(struct service *service, const struct people *people, struct err *err)
{
    *service = (struct service){.people = people, .log_fd = -1};
    if (digest_random(service->person_key, sizeof service->person_key))
        return err_set(err, STATUS_RESOURCE, "random",
            _("the system has no random numbers; wait a moment and start again"));
    return 0;
}

void service_release(struct service *service)
{
    answers_release(&service->answers);
}

static const char *now_text(struct service *service)
{
    time_t now = time(NULL);
    if (now != service->logged_s) {
        struct tm utc;
        gmtime_r(&now, &utc);
        strftime(service->logged_at, sizeof service->logged_at, "%Y-%m-%dT%H:%M:%SZ", &utc);
        service->logged_s = now;
    }
    return service->logged_at;
}

/* Appends the line; one write, so that a kill leaves whole lines. */
static void write_log(struct service *service, const struct question *question, int status,
    const char *result, bool charged)
{
    if (service->log_fd < 0 || service->log_fail.status)
        return;
    struct buf line = {0};
    buf_printf(&line,
        "{\"at\":\"%s\",\"key\":\"%s\",\"person\":\"%s\",\"status\":%d,\"result\":\"%s\","
        "\"charged\":%s}\n",
        now_text(service), question->key ? question->key : "", question->person, status, result,
        charged ? "true" : "false");
    ssize_t written;
    do
        written = write(service->log_fd, line.data, line.len);
    while (written < 0 && errno == EINTR);
    if (written < 0 || (size_t)written < line.len)
        err_set(&service->log_fail, STATUS_IO, "log.write",
            _("writing the log failed (%s); free some space and start again"),
            written < 0 ? strerror(errno) : _("the disk is full"));
    buf_release(&line);
}

static void say_error(struct service *service, const struct question *question, int status,
    const char *error, struct reply *reply)
{
    reply->status = status;
    if (status == 429 || status == 503)
        reply->retry_after_s = SERVICE_RETRY_AFTER_S;
    buf_printf(
        &reply->body, "{\"request_id\":\"r-%08ld\",\"error\":\"%s\"}", service->requests, error);
    write_log(service, question, status, error, false);
}

static void say_result(struct reply *reply, long request, enum outcome outcome)
{
    reply->status = manners[outcome].status;
    buf_printf(&reply->body, "{\"request_id\":\"r-%08ld\",\"result\":\"%s\",\"charged\":%s}",
        request, outcome_name(outcome), manners[outcome].charged ? "true" : "false");
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
    digest_hmac(service->person_key, sizeof service->person_key, &token, 1, given);
    digest_hmac(service->person_key, sizeof service->person_key, &service->token, 1, wanted);
    return !memcmp(given, wanted, sizeof given);
}

static bool is_key(const char *key)
{
    static const char allowed[] =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
    size_t len = strlen(key);
    return len && len <= ANSWERS_KEY_MAX && strspn(key, allowed) == len;
}

static bool understand(struct service *service, const struct ask *ask, struct question *question)
{
    if (ask->too_large || (ask->key && !is_key(ask->key)))
        return false;
    question->key = ask->key;
    question->json = json_loadb(ask->body, ask->body_len, JSON_REJECT_DUPLICATES, NULL);
    if (!question->json ||
        json_unpack_ex(question->json, NULL, JSON_STRICT, "{s:s, s:{s:s, s:s}}", "name",
            &question->name, "document", "type", &question->type, "number", &question->number))
        return false;
    if (!*question->name || !*question->type || !*question->number)
        return false;
    const char *parts[] = {question->type, question->number, question->name};
    digest_hmac(service->person_key, sizeof service->person_key, parts, 3, question->payload);
    digest_hex(question->payload, PERSON_BYTES, question->person);
    return true;
}

/* What this person gets this time. */
static enum outcome decide(
    const struct service *service, const struct question *question, struct answer *answer)
{
    const struct person *person = people_find(service->people, question->number);
    enum outcome outcome = person ? person->outcome : OUTCOME_NONE;
    if (outcome != OUTCOME_NONE && manners[outcome].passing && answer &&
        answer->tries++ >= SERVICE_TRIES)
        outcome = OUTCOME_NONE;
    return outcome != OUTCOME_NONE ? outcome : person_compare(person, question->name);
}

static void answer_question(
    struct service *service, const struct question *question, struct reply *reply)
{
    struct answer *answer = NULL;
    enum claim claim = CLAIM_NEW;
    if (question->key)
        claim = answers_claim(&service->answers, question->key, question->payload, &answer);
    if (claim == CLAIM_REUSED) {
        say_error(service, question, 422, "key_reused", reply);
        return;
    }
    if (claim == CLAIM_FULL) {
        service->full = true;
        say_error(service, question, 503, outcome_name(OUTCOME_UNAVAILABLE), reply);
        return;
    }
    bool settled = answer && answer->outcome != OUTCOME_NONE;
    enum outcome outcome = settled ? answer->outcome : decide(service, question, answer);
    if (manners[outcome].status != 200) {
        say_error(service, question, manners[outcome].status, outcome_name(outcome), reply);
        return;
    }
    bool charged = manners[outcome].charged && !settled;
    service->charges += charged;
    if (charged && answer) {
        answer->outcome = outcome;
        answer->request = service->requests;
    }
    say_result(reply, settled ? answer->request : service->requests, outcome);
    write_log(service, question, 200, outcome_name(outcome), charged);
}

void service_check(struct service *service, const struct ask *ask, struct reply *reply)
{
    struct question question = {0};
    *reply = (struct reply){0};
    service->requests++;
    if (service->log_fail.status)
        say_error(service, &question, 503, outcome_name(OUTCOME_UNAVAILABLE), reply);
    else if (!is_authorized(service, ask->authorization))
        say_error(service, &question, 401, outcome_name(OUTCOME_AUTH), reply);
    else if (!understand(service, ask, &question))
        say_error(service, &question, 400, outcome_name(OUTCOME_BAD_INPUT), reply);
    else
        answer_question(service, &question, reply);
    json_decref(question.json);
}

void service_refuse(struct service *service, int status, const char *error, struct reply *reply)
{
    static const struct question none = {0};
    *reply = (struct reply){0};
    service->requests++;
    say_error(service, &none, status, error, reply);
}
