#include "check/helper.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/program.h"
#include "base/text.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { COMPLAINT_SHOWN = 200 };

static void wipe(struct buf *buf)
{
    if (buf->data)
        explicit_bzero(buf->data, buf->capacity);
    buf_release(buf);
}

/* The request as the helper reads it; -1: it holds what is no text. */
static int write_question(const struct request *request, struct buf *question)
{
    json_t *headers = json_object(), *whole = NULL;
    for (size_t i = 0; i < request->headers.count; i++)
        json_object_set_new(headers, params_name(&request->headers, i),
            json_string(params_value(&request->headers, i)));
    whole = json_pack("{s:s, s:s, s:o, s:o*}", "method", request->method, "url",
        buf_text(&request->url), "headers", headers, "body",
        json_stringn(buf_text(&request->body), request->body.len));
    char *text = json_object_get(whole, "body") ? json_dumps(whole, JSON_COMPACT) : NULL;
    json_decref(whole);
    if (!text)
        return -1;
    buf_add_text(question, text);
    buf_add_char(question, '\n');
    explicit_bzero(text, strlen(text));
    free(text);
    return 0;
}

/* The first line that the helper complained with, without what could be a document number. */
static char *first_complaint(const struct buf *complaint)
{
    struct buf line = {0}, masked = {0}, shown = {0};
    const char *text = buf_text(complaint);
    text += strspn(text, " \t\r\n");
    buf_add(&line, text, strcspn(text, "\r\n"));
    if (line.len > COMPLAINT_SHOWN)
        buf_cut(&line, COMPLAINT_SHOWN);
    buf_cut(&line, text_valid_len(buf_text(&line), line.len));
    text_mask(&masked, buf_text(&line));
    for (size_t i = 0, digits; i < masked.len; i += digits ? digits : 1) {
        for (digits = 0; isdigit((unsigned char)masked.data[i + digits]);)
            digits++;
        if (digits > 4)
            memset(masked.data + i, '*', digits);
    }
    text_escape(&shown, buf_text(&masked));
    buf_release(&line);
    buf_release(&masked);
    return buf_take(&shown);
}

static int fail_status(const char *name, const struct program_result *result, struct err *err)
{
    char *complaint = first_complaint(&result->complaint);
    err_set(err, STATUS_CREDENTIALS, "helper.failed",
        result->status < 0
            ? _("the program %s, which signs the requests, was ended by signal %d (%s); make it "
                "work and run the same command again")
            : _("the program %s, which signs the requests, ended with status %d (%s); make it work "
                "and run the same command again"),
        name, abs(result->status), *complaint ? complaint : _("it says nothing"));
    free(complaint);
    return -1;
}

static int fail_reply(const char *name, const char *what, struct err *err)
{
    return err_set(err, STATUS_CREDENTIALS, "helper.reply",
        _("the program %s, which signs the requests, wrote %s instead of one JSON object "
          "{\"headers\": {...}}, perhaps with \"body\"; mend it and run the same command again"),
        name, what);
}

static int fail_run(const char *name, const struct program_result *result, struct err *err)
{
    switch (result->end) {
    case PROGRAM_UNSTARTED:
        return err_set(err, STATUS_CONFIG, "helper.start",
            _("cannot run %s, which signs the requests (%s); check `command` in the profile and "
              "that the file may be executed"),
            name, strerror(result->status));
    case PROGRAM_LATE:
        return err_set(err, STATUS_AGAIN, "helper.time",
            _("the program %s, which signs the requests, did not end in time; run the same command "
              "again, perhaps with a longer `timeout_ms` under `auth:` in the profile"),
            name);
    case PROGRAM_ENDLESS:
        return fail_reply(name, _("more than 1 MiB"), err);
    default:
        return fail_status(name, result, err);
    }
}

/* Those that say where a request ends are not the helper's. */
static bool may_set(const char *name, const json_t *value)
{
    static const char *const ours[] = {
        "Content-Length", "Transfer-Encoding", "Connection", "Expect", "Host"};
    const char *text = json_string_value(value);
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (!strcasecmp(ours[i], name))
            return false;
    for (const char *c = text; c && *c; c++)
        if ((unsigned char)*c < 0x20 || (unsigned char)*c >= 0x7F)
            return false;
    return text && call_header_valid(name);
}

static bool is_answer(const json_t *answer)
{
    const json_t *body = json_object_get(answer, "body");
    json_t *headers = json_object_get(answer, "headers"), *value;
    const char *name;
    if (!json_is_object(headers) || (body && !json_is_string(body)) ||
        json_object_size(answer) != (body ? 2u : 1u))
        return false;
    json_object_foreach(headers, name, value) if (!may_set(name, value)) return false;
    return true;
}

static bool is_replaced(json_t *headers, const char *name)
{
    const char *other;
    json_t *value;
    json_object_foreach(headers, other, value) if (!strcasecmp(other, name)) return true;
    return false;
}

static void replace(struct request *request, const json_t *answer)
{
    json_t *headers = json_object_get(answer, "headers"), *value;
    const json_t *body = json_object_get(answer, "body");
    struct params kept = {0};
    const char *name;
    for (size_t i = 0; i < request->headers.count; i++)
        if (!is_replaced(headers, params_name(&request->headers, i)))
            params_add(
                &kept, params_name(&request->headers, i), params_value(&request->headers, i));
    json_object_foreach(headers, name, value)
    {
        params_add(&kept, name, json_string_value(value));
    }
    wipe(&request->headers.texts);
    params_release(&request->headers);
    request->headers = kept;
    if (!body)
        return;
    request->body_kind = BODY_RAW;
    buf_clear(&request->body);
    buf_add(&request->body, json_string_value(body), json_string_length(body));
}

int helper_sign(const struct auth *auth, struct request *request, struct err *err)
{
    const struct command *command = &auth->command;
    if (auth->kind != AUTH_EXEC)
        return 0;
    const char *name = command->words[0];
    struct buf question = {0};
    struct program program = {command->words, command->timeout_ms, HELPER_OUTPUT_MAX};
    if (write_question(request, &question))
        return err_set(err, STATUS_CREDENTIALS, "helper.request",
            _("a request that %s is to sign is no UTF-8 text; send its body as JSON or a form"),
            name);
    struct program_result result;
    program_run(&program, &question, &result);
    wipe(&question);
    int failed = result.end == PROGRAM_DONE ? 0 : fail_run(name, &result, err);
    json_t *answer = NULL;
    if (!failed) {
        answer =
            json_loadb(buf_text(&result.output), result.output.len, JSON_REJECT_DUPLICATES, NULL);
        failed = is_answer(answer) ? 0 : fail_reply(name, _("something else"), err);
    }
    if (!failed)
        replace(request, answer);
    json_decref(answer);
    program_release(&result);
    return failed;
}
