#include "profiles.h"

#include "endpoint/dialect.h"
#include "endpoint/form.h"
#include <glob.h>
#include <stdio.h>

/* What muster check makes of a profile is answered by a dialect of the same profile, without HTTP.
 */

static const char *const outcomes[] = {"match", "mismatch", "not_found", "cancelled"};
enum { PEOPLE = 4 };

static const char reg[] = "name,number,outcome\n"
                          "张一,330482199003079978,match\n"
                          "阿依·买买提,33048219900307996X,mismatch\n"
                          "张三,330482199003079986,not_found\n"
                          "张四,330482199003079994,cancelled\n";

static const char *const names[PEOPLE] = {"张一", "阿依·买买提", "张三", "张四"};
static const char *const numbers[PEOPLE] = {
    "330482199003079978", "33048219900307996X", "330482199003079986", "330482199003079994"};

/* Both sides of one profile. */
struct rehearsal {
    struct profile profile;
    struct people people;
    struct journal journal;
    struct dialect dialect;
    struct moment moment;
    struct inputs inputs[PEOPLE]; // what belongs to each, and the moment
    char token[100];
};

static void complain(void *context, const char *sentence)
{
    (void)context;
    print_message("# %s\n", sentence);
}

/* Secrets that are long enough for any cipher. */
static void set_secrets(const char *path)
{
    char line[1000], name[200];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file))
        for (const char *at = line; (at = strstr(at, "env:")); at++)
            if (sscanf(at, "env:%199[A-Z0-9_]", name) == 1)
                setenv(name, "0123456789abcdef", 1);
    fclose(file);
}

static void load(struct rehearsal *r, const char *path)
{
    struct err err = {0};
    struct scratch file = scratch_text(reg);
    memset(r, 0, sizeof *r);
    set_secrets(path);
    if (profile_load(&r->profile, path, &err) || profile_unlock(&r->profile, &err) ||
        people_load(&r->people, file.path, NULL, &err) || journal_init(&r->journal, &err) ||
        moment_take(&r->moment, &err))
        fail_msg("%s:%ld: %s", path, err.place.line, err.text);
    unlink(file.path);
}

static void begin(struct rehearsal *r)
{
    struct err err = {0};
    const struct dialect_plan plan = {.profile = &r->profile,
        .people = &r->people,
        .journal = &r->journal,
        .polls = 1,
        .say = complain};
    if (dialect_init(&r->dialect, &plan, &err))
        fail_msg("%s", err.text);
    for (size_t i = 0; i < PEOPLE; i++) {
        moment_tell(&r->moment, &r->inputs[i]);
        r->inputs[i].text[INPUT_NAME] = names[i];
        r->inputs[i].text[INPUT_NUMBER] = numbers[i];
        r->inputs[i].text[INPUT_TYPE] = "resident";
        r->inputs[i].text[INPUT_PHONE] = "13800138000";
        r->inputs[i].text[INPUT_BIRTH] = "1990-03-07";
        r->inputs[i].text[INPUT_SEX] = "F";
        r->inputs[i].text[INPUT_KEY] = numbers[i];
    }
}

static void end(struct rehearsal *r)
{
    dialect_release(&r->dialect);
    people_release(&r->people);
    profile_release(&r->profile);
}

/* What the dialect says to a request. */
static void send(struct rehearsal *r, const struct request *request, struct tell *tell)
{
    struct params query = {0}, headers = {0};
    const char *target = strstr(request->url.data, "//h") + 3;
    size_t path_len = strcspn(target, "?");
    struct buf rooted = {0};
    buf_printf(&rooted, "%s%s", *target == '/' ? "" : "/", target);
    for (size_t i = 0; i < request->headers.count; i++)
        params_add(&headers, params_name(&request->headers, i), params_value(&request->headers, i));
    params_add(&headers, "Host", "h");
    const char *pairs = strchrnul(target, '?');
    assert_true(form_read(pairs + (*pairs == '?'), strlen(pairs + (*pairs == '?')), &query));
    const struct ask ask = {.method = request->method,
        .target = rooted.data,
        .path_len = path_len + (*target != '/'),
        .query = &query,
        .headers = &headers,
        .body = buf_text(&request->body),
        .body_len = request->body.len};
    const struct handler handler = dialect_handler(&r->dialect);
    tell_release(tell);
    assert_true(handler.handle(handler.context, &ask, tell));
    params_release(&query);
    params_release(&headers);
    buf_release(&rooted);
}

static struct response response_to(const struct tell *tell)
{
    return (struct response){.status = tell->status,
        .headers = &tell->headers,
        .body = buf_text(&tell->body),
        .len = tell->body.len};
}

static void get_token(struct rehearsal *r, struct request *request, struct tell *tell)
{
    struct buf token = {0};
    long lifetime_s;
    if (r->profile.auth.kind != AUTH_TOKEN)
        return;
    assert_int_equal(
        profile_token_request(&r->profile, "http://h", &r->inputs[0], request, NULL), 0);
    send(r, request, tell);
    const struct response response = response_to(tell);
    assert_true(token_read(&r->profile.auth.token, &response, &token, &lifetime_s));
    snprintf(r->token, sizeof r->token, "%s", token.data);
    buf_release(&token);
    for (size_t i = 0; i < PEOPLE; i++)
        r->inputs[i].text[INPUT_TOKEN] = r->token;
}

/* Polls until the answer is there. */
static void ask_later(struct rehearsal *r, struct inputs *inputs, const char *job,
    struct request *request, struct tell *tell, struct reply *reply)
{
    inputs->text[INPUT_JOB] = job;
    for (int poll = 0; poll < 2; poll++) {
        assert_int_equal(profile_poll_request(&r->profile, "http://h", inputs, request, NULL), 0);
        send(r, request, tell);
        const struct response response = response_to(tell);
        profile_poll_reply(&r->profile, &response, inputs, reply);
        if (!poll)
            assert_int_equal(reply->outcome, OUTCOME_PENDING);
    }
}

static void ask_each(
    struct rehearsal *r, struct request *request, struct tell *tell, struct reply *replies)
{
    for (size_t i = 0; i < PEOPLE; i++) {
        char job[PROFILE_REF_MAX];
        assert_int_equal(profile_request(&r->profile, "http://h", &r->inputs[i], request, NULL), 0);
        send(r, request, tell);
        const struct response response = response_to(tell);
        if (profile_accepts(&r->profile, &response, job))
            ask_later(r, &r->inputs[i], job, request, tell, &replies[i]);
        else
            profile_reply(&r->profile, &response, &r->inputs[i], &replies[i]);
    }
}

static void ask_all(
    struct rehearsal *r, struct request *request, struct tell *tell, struct reply *replies)
{
    const struct batch_people people = {r->inputs, PEOPLE, &r->inputs[0]};
    struct reply whole;
    assert_int_equal(profile_batch_request(&r->profile, "http://h", &people, request, NULL), 0);
    send(r, request, tell);
    const struct response response = response_to(tell);
    profile_batch_reply(&r->profile, &response, &people, &whole, replies);
}

/* Whether this outcome can be said; what cannot comes out unknown. */
static bool can_say(const struct profile *profile, enum outcome outcome)
{
    for (int kind = 0; kind < EXAMPLE_KINDS; kind++)
        if (examples_find(&profile->examples, (enum example_kind)kind, outcome))
            return true;
    return false;
}

static void rehearse(const char *path)
{
    struct rehearsal r;
    struct request request = {0};
    struct tell tell = {0};
    struct reply replies[PEOPLE];
    print_message("# %s\n", path);
    load(&r, path);
    begin(&r);
    get_token(&r, &request, &tell);
    if (r.profile.batch.size)
        ask_all(&r, &request, &tell, replies);
    else
        ask_each(&r, &request, &tell, replies);
    for (size_t i = 0; i < PEOPLE; i++) {
        enum outcome wanted = outcome_parse(outcomes[i]);
        if (!can_say(&r.profile, wanted))
            wanted = OUTCOME_UNKNOWN;
        if (replies[i].outcome != wanted)
            fail_msg("%s, not %s: %s", outcome_name(replies[i].outcome), outcome_name(wanted),
                buf_text(&tell.body));
        assert_false(replies[i].foreign);
    }
    request_release(&request);
    tell_release(&tell);
    end(&r);
}

static bool has_examples(const char *path)
{
    struct profile profile;
    struct err err = {0};
    if (profile_load(&profile, path, &err))
        fail_msg("%s:%ld: %s", path, err.place.line, err.text);
    bool has = profile.examples.count > 0;
    profile_release(&profile);
    return has;
}

static void every_shipped_profile_with_examples_is_understood(void **state)
{
    (void)state;
    char pattern[4096];
    glob_t files;
    snprintf(pattern, sizeof pattern, "%s/templates/endpoints/*.yaml", getenv("MUSTER_SOURCE"));
    assert_int_equal(glob(pattern, 0, NULL, &files), 0);
    assert_true(files.gl_pathc > 0);
    for (size_t i = 0; i < files.gl_pathc; i++)
        if (!strstr(files.gl_pathv[i], ".openapi.") && has_examples(files.gl_pathv[i]))
            rehearse(files.gl_pathv[i]);
    globfree(&files);
}

#define HEAD "id: x\nbase: https://api.example.org/start\ndocuments: [resident]\n"
#define RULES                                                                                      \
    "rules: [{when: {/v: 1}, outcome: match, billed: true}, "                                      \
    "{when: {/v: 2}, outcome: mismatch, billed: true}, {when: {/v: 3}, outcome: not_found}]\n"
#define EXAMPLES                                                                                   \
    RULES "examples:\n"                                                                            \
          "  - {body: {v: 1}, outcome: match}\n"                                                   \
          "  - {body: {v: 2}, outcome: mismatch}\n"                                                \
          "  - {body: {v: 3}, outcome: not_found}\n"

static void values_are_found_wherever_they_stand(void **state)
{
    (void)state;
    static const char *const texts[] = {
        HEAD "path: \"/c/{number}/{name}?d={birth}\"\nmethod: GET\n" EXAMPLES,
        HEAD "path: \"?no={number}\"\nmethod: GET\nquery: {name: \"{name}\"}\n" EXAMPLES,
        HEAD "method: GET\nquery: {q: \"{number},{name}\"}\n" EXAMPLES,
        HEAD "headers: {X-No: \"{number}\", X-Name: \"n={name}; t={time_local}\"}\n" EXAMPLES,
        HEAD
        "path: /c\nbody: {form: {no: \"{number}\", name: \"{name}\", d: \"{date}\"}}\n" EXAMPLES,
        HEAD "path: /c\nbody: {multipart: {no: \"{number}\", name: \"{name}\"}}\n" EXAMPLES,
        HEAD
        "path: /c\nmethod: PUT\nbody: {raw: \"<a><b>{number}</b>{name}</a>\", type: text/xml}\n" EXAMPLES,
        HEAD "path: /c\nbody: {raw: \"{time_ms}{number} {name}\"}\n" EXAMPLES,
        HEAD
        "path: /c\nbody: {json: [{a/b: [\"{number}\"]}, \"{{{name}}}\", {t~: \"{uuid}-{nonce}\"}]}\n" EXAMPLES,
        HEAD
        "path: /c\nbody: {json: {n: \"{field.n}\"}}\nfields: {n: {from: \"{number}|{name}\", "
        "steps: [{aes-256-ecb: {key: \"{secret.a}{secret.a}\"}}, HEX]}}\nsecrets: {a: env:A}\n" EXAMPLES,
        HEAD "path: /c\nbody: {form: {n: \"{field.n}\", t: \"{time_s}\"}}\nfields: {n: {from: "
             "\"{number}{name}{time_s}\", steps: [sm3, hex]}}\n" EXAMPLES,
        HEAD "path: \"/{secret.a}/c\"\nbody: {json: {k: \"{secret.a}:{number}\", n: \"{name}\"}}\n"
             "secrets: {a: env:A}\n" EXAMPLES,
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct scratch file = scratch_text(texts[i]);
        print_message("# case %zu\n", i);
        rehearse(file.path);
        unlink(file.path);
    }
}

#define RESULTS                                                                                    \
    "  " RULES "rules: [{http: 5xx, outcome: unavailable}]\n"                                      \
    "examples:\n"                                                                                  \
    "  - {of: result, body: {k: x, n: 1, v: 1}, outcome: match}\n"                                 \
    "  - {of: result, body: {k: x, n: 1, v: 2}, outcome: mismatch}\n"                              \
    "  - {of: result, body: {k: x, n: 1, v: 3}, outcome: not_found}\n"

static void batches_are_joined(void **state)
{
    (void)state;
    static const char *const texts[] = {
        HEAD
        "path: /c\nbody: {json: {list: \"{items}\"}}\nbatch:\n  size: 4\n  results: /r/list\n"
        "  item: {n: \"{row}\", no: \"{number}\", name: \"{name}\"}\n  join: {/n: \"{row}\"}\n" RESULTS
        "  - {body: {r: {list: []}}}\n",
        HEAD "path: /c\nbody: {form: {list: \"{items}\"}}\nbatch:\n  size: 4\n  results: \"\"\n"
             "  item: \"{field.n}\"\n  join: {/k: \"{field.n}\"}\n" RESULTS
             "  - {body: []}\nfields: {n: {from: \"{number}\", steps: [md5, hex]}}\n",
        HEAD "path: /c\nbody: {json: \"{items}\"}\nbatch:\n  size: 200\n  results: /r\n"
             "  item: [\"{number}\", \"{name}\", 7]\n  join: {/k: \"{number}\"}\n" RESULTS
             "  - {body: {r: []}}\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct scratch file = scratch_text(texts[i]);
        print_message("# case %zu\n", i);
        rehearse(file.path);
        unlink(file.path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shipped_profile_with_examples_is_understood),
        cmocka_unit_test(values_are_found_wherever_they_stand),
        cmocka_unit_test(batches_are_joined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
