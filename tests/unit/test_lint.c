#include "scratch.h"

#include "profile/lint.h"
#include <unistd.h>

/* Ten lines without a fault; a case's own lines come behind them. */
#define HEAD                                                                                       \
    "id: x\n"                                                                                      \
    "base: https://example.org\n"                                                                  \
    "documents: [resident]\n"                                                                      \
    "path: /check\n"                                                                               \
    "body: {json: {name: \"{name}\", number: \"{number}\"}}\n"
#define RULES                                                                                      \
    "rules:\n"                                                                                     \
    "  - {http: 200, when: {/code: 0}, outcome: match, billed: true}\n"                            \
    "  - {http: 200, when: {/code: 1}, outcome: mismatch, billed: true}\n"                         \
    "  - {http: 200, when: {/code: 2}, outcome: not_found, billed: false}\n"
#define EXAMPLES                                                                                   \
    "examples:\n"                                                                                  \
    "  - {body: {code: 0, id: r-1}, outcome: match, billed: true}\n"                               \
    "  - {body: {code: \"1\"}, outcome: mismatch}\n"                                               \
    "  - {text: '{\"code\":2,\"why\":null}', outcome: not_found, billed: false}\n"
#define GOOD HEAD RULES EXAMPLES

#define TOKEN                                                                                      \
    "auth:\n"                                                                                      \
    "  kind: token\n"                                                                              \
    "  request: {path: /token}\n"                                                                  \
    "  take: /t\n"                                                                                 \
    "  send: {query: t}\n"

#define LIFETIME "  lifetime_s: {from: /e}\n"

#define BATCH_HEAD                                                                                 \
    "id: x\n"                                                                                      \
    "base: https://example.org\n"                                                                  \
    "documents: [resident]\n"                                                                      \
    "body: {json: {uuid: \"{uuid}\", people: \"{items}\"}}\n"                                      \
    "rules: [{http: 500, outcome: unavailable}]\n"
#define BATCH_TAIL                                                                                 \
    "batch:\n"                                                                                     \
    "  size: 5\n"                                                                                  \
    "  item: {no: \"{row}\", name: \"{name}\", number: \"{number}\"}\n"                            \
    "  results: /list\n"                                                                           \
    "  join: {/no: \"{row}\"}\n"                                                                   \
    "  rules:\n"                                                                                   \
    "    - {when: {/r: 1}, outcome: match}\n"                                                      \
    "    - {when: {/r: 2}, outcome: mismatch}\n"                                                   \
    "    - {when: {/r: 3}, outcome: not_found}\n"
#define BATCH BATCH_HEAD "echo: {/uuid: \"{uuid}\", /idcard: \"{number}\"}\n" BATCH_TAIL
#define BATCH_BY_HEADER BATCH_HEAD "echo: {header: {X-C: \"{uuid}\"}}\n" BATCH_TAIL
#define BATCH_EXAMPLES                                                                             \
    "examples:\n"                                                                                  \
    "  - {body: {uuid: u, list: [{no: 1, r: 1, idcard: \"1\"}]}}\n"                                \
    "  - {of: result, body: {no: 1, r: 1, idcard: \"1\"}, outcome: match}\n"                       \
    "  - {of: result, body: {no: 1, r: 2, idcard: \"1\"}, outcome: mismatch}\n"                    \
    "  - {of: result, body: {no: 1, r: 3, idcard: \"1\"}, outcome: not_found}\n"                   \
    "  - {http: 500, outcome: unavailable}\n"

#define POLL                                                                                       \
    "id: x\n"                                                                                      \
    "base: https://example.org\n"                                                                  \
    "documents: [resident]\n"                                                                      \
    "path: \"?a={name}&n={number}\"\n"                                                             \
    "never: [not_found]\n"                                                                         \
    "rules: [{http: 400, outcome: bad_input}]\n"                                                   \
    "poll:\n"                                                                                      \
    "  accepted: [{http: 202}]\n"                                                                  \
    "  job: /job\n"                                                                                \
    "  path: /job/{job}\n"                                                                         \
    "  rules:\n"                                                                                   \
    "    - {http: 202, outcome: pending}\n"                                                        \
    "    - {http: 200, when: {/r: 1}, outcome: match}\n"                                           \
    "    - {http: 200, when: {/r: 2}, outcome: mismatch}\n"
#define POLL_EXAMPLES                                                                              \
    "examples:\n"                                                                                  \
    "  - {of: poll, http: 202, outcome: pending}\n"                                                \
    "  - {of: poll, body: {r: 1}, outcome: match}\n"                                               \
    "  - {of: poll, body: {r: 2}, outcome: mismatch}\n"                                            \
    "  - {http: 400, outcome: bad_input}\n"

static void note_finding(void *context, const struct err *finding)
{
    struct buf *found = context;
    buf_printf(found, "%s%ld:%s", found->len ? " " : "", finding->place.line, finding->code);
    assert_int_equal(finding->status, STATUS_CONFIG);
    assert_true(finding->text[0]);
}

static int load_text(struct profile *profile, const char *text, struct err *err)
{
    struct scratch file = scratch_text(text);
    int result = profile_load(profile, file.path, err);
    unlink(file.path);
    return result;
}

static void each_doubt_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *text, *found; // LINE:CODE
    } cases[] = {
        {GOOD, ""},
        {GOOD "evidence: /id\n", ""},
        {GOOD "evidence: {header: X-Id}\n", "14:lint.evidence"},
        {GOOD "evidence: /rid\n", "14:lint.evidence"},
        {GOOD "  - {headers: {x-id: h-1}, body: {code: 1}, outcome: mismatch, ref: h-1}\n"
              "evidence: {header: X-Id}\n",
            ""},

        // examples
        {HEAD RULES, "0:lint.examples"},
        {HEAD RULES "examples: []\n", "0:lint.examples"},
        {GOOD "  - {body: {code: 7}, outcome: mismatch}\n", "14:lint.example"},
        {GOOD "  - {body: {code: 7}, outcome: unknown}\n", ""},
        {GOOD "  - {body: {code: 1}, outcome: match}\n", "14:lint.example"},
        {GOOD "  - {http: 500, body: {code: 1}, outcome: mismatch}\n", "14:lint.example"},
        {GOOD "  - {body: {code: 1}, outcome: mismatch, billed: false}\n", "14:lint.example"},
        {GOOD "  - {body: {code: 2}, outcome: not_found, billed: true}\n", "14:lint.example"},
        {GOOD "  - {body: {code: 1}, outcome: mismatch, ref: r-1}\n", "14:lint.example"},
        {GOOD "  - {body: {code: 1, id: r-2}, outcome: mismatch, ref: r-2}\nevidence: /id\n", ""},
        {GOOD "  - {body: {code: 1, id: r-3}, outcome: mismatch, ref: r-2}\nevidence: /id\n",
            "14:lint.example"},

        // rules
        {HEAD RULES "  - {http: 500, outcome: unavailable}\n" EXAMPLES, "10:lint.unreached"},
        {HEAD RULES "  - {http: 500, outcome: unavailable}\n" EXAMPLES
                    "  - {http: 500, text: busy, outcome: unavailable}\n",
            ""},
        {HEAD RULES "  - {http: 200, when: {/code: 0, /a: 1}, outcome: mismatch}\n" EXAMPLES,
            "10:lint.shadowed"},
        {HEAD "rules:\n  - {when: {/code: 0}, outcome: match}\nexamples:\n"
              "  - {body: {code: 0}, outcome: match}\n",
            "6:lint.outcome 6:lint.outcome"},
        {HEAD "rules:\n  - {when: {/code: 0}, outcome: match}\nexamples:\n"
              "  - {body: {code: 0}, outcome: match}\nnever: [mismatch, not_found]\n",
            ""},
        {GOOD "never: [not_found]\n", "14:lint.outcome"},
        {HEAD "rules:\n  - {http: 500, outcome: unavailable}\nexamples:\n"
              "  - {http: 500, outcome: unavailable}\nnever: [mismatch, not_found]\n",
            "6:lint.outcome"},
        {GOOD "price: {minor: 5}\n", ""},
        {HEAD RULES "  - {http: 403, outcome: cancelled}\n" EXAMPLES
                    "  - {http: 403, outcome: cancelled}\nprice: {minor: 5}\n",
            "10:lint.billed"},

        // dangerous replies
        {HEAD RULES "  - {when: {\"\": {absent: false}}, outcome: match}\n" EXAMPLES
                    "  - {body: {code: 3}, outcome: match}\n",
            "10:lint.danger"},
        {HEAD RULES "  - {header: {X-Verdict: ok}, outcome: match}\n" EXAMPLES
                    "  - {headers: {X-Verdict: ok}, outcome: match}\n",
            ""},
        {HEAD RULES "  - {header: {X-Verdict: ok}, outcome: match}\n"
                    "  - {header: {X-Verdict: {absent: false}}, outcome: match}\n" EXAMPLES
                    "  - {headers: {X-Verdict: ok}, outcome: match}\n"
                    "  - {headers: {X-Verdict: fine}, outcome: match}\n",
            "11:lint.danger"},
        {HEAD RULES "  - {when: {/ok: true}, outcome: match}\n"
                    "  - {when: {/ok: {absent: false}}, outcome: match}\n" EXAMPLES
                    "  - {body: {ok: true}, outcome: match}\n"
                    "  - {body: {ok: fine}, outcome: match}\n",
            "11:lint.danger"},

        // a token, a batch, an answer that comes later
        {GOOD TOKEN, "0:lint.examples"},
        {GOOD "  - {of: token, body: {t: abc}}\n" TOKEN, ""},
        {GOOD "  - {of: token, body: {u: abc}}\n" TOKEN, "14:lint.example"},
        {GOOD "  - {of: token, http: 401, body: {t: abc}}\n" TOKEN, "0:lint.examples"},
        {GOOD "  - {of: token, http: 401, body: {error: x}}\n"
              "  - {of: token, body: {t: abc}}\n" TOKEN,
            ""},
        {GOOD "  - {of: token, body: {t: abc, e: 60}}\n" TOKEN LIFETIME, ""},
        {GOOD "  - {of: token, body: {t: abc}}\n"
              "  - {of: token, body: {t: abc, e: \"60\"}}\n" TOKEN LIFETIME,
            ""},
        {GOOD "  - {of: token, body: {t: abc, expires: 60}}\n" TOKEN LIFETIME, "20:lint.lifetime"},
        {GOOD "  - {of: token, body: {t: abc, e: soon}}\n" TOKEN LIFETIME, "20:lint.lifetime"},
        {GOOD TOKEN LIFETIME, "0:lint.examples"},
        {BATCH BATCH_EXAMPLES, ""},
        {BATCH "examples: [{http: 500, outcome: unavailable}]\n",
            "0:lint.examples 0:lint.examples 13:lint.unreached 14:lint.unreached "
            "15:lint.unreached"},
        {BATCH BATCH_EXAMPLES "  - {body: {uuid: u, results: []}}\n", "22:lint.example"},
        {BATCH BATCH_EXAMPLES "  - {of: result, body: {r: 2}, outcome: match}\n",
            "22:lint.example"},
        {BATCH BATCH_EXAMPLES "  - {of: result, body: {r: 1}, outcome: match}\n",
            "22:lint.example"},
        {BATCH BATCH_EXAMPLES "  - {body: {uuid: u, list: [{no: 1, r: 1, idcard: \"1\"}]}, "
                              "outcome: match}\n",
            "22:lint.example"},
        {POLL POLL_EXAMPLES "  - {of: accepted, http: 202, body: {job: j-1}}\n", ""},
        {POLL POLL_EXAMPLES, "0:lint.examples"},
        {POLL POLL_EXAMPLES "  - {of: accepted, http: 202, body: {id: j-1}}\n", "20:lint.example"},
        {POLL "examples:\n  - {of: accepted, http: 202, body: {job: j-1}}\n",
            "0:lint.examples 6:lint.unreached 12:lint.unreached 13:lint.unreached "
            "14:lint.unreached"},

        // what is repeated
        {GOOD "  - {body: {code: 0, id: \"330482199003079978\"}, outcome: match}\n",
            "14:lint.echo"},
        {GOOD "  - {body: {code: 0, a: [{id: \"3304**********997X\"}]}, outcome: match}\n",
            "14:lint.echo"},
        {GOOD "  - {body: {code: 1, id: \"330482199003079978\"}, outcome: mismatch}\n", ""},
        {HEAD RULES "examples:\n"
                    "  - {body: {code: 0, id: \"330482199003079978\"}, outcome: match}\n"
                    "  - {body: {code: 1}, outcome: mismatch}\n"
                    "  - {body: {code: 2}, outcome: not_found}\n"
                    "echo: {/id: \"{number}\"}\n",
            ""},
        {GOOD "echo: {/id: \"{number}\"}\n", ""},
        {GOOD "echo: {/idcard: \"{number}\"}\n", "11:lint.example"},
        {GOOD "  - {headers: {X-Id: \"330482199003079978\"}, body: {code: 0}, outcome: match}\n",
            "14:lint.echo"},
        {GOOD "echo: {header: {X-Id: \"{number}\"}}\n", "11:lint.example"},
        {HEAD RULES
            "examples:\n"
            "  - {headers: {x-id: \"330482199003079978\"}, body: {code: 0}, outcome: match}\n"
            "  - {body: {code: 1}, outcome: mismatch}\n"
            "  - {body: {code: 2}, outcome: not_found}\n"
            "echo: {header: {X-Id: \"{number}\"}}\n",
            ""},
        {HEAD RULES "examples:\n"
                    "  - {headers: {X-C: c-1}, body: {code: 0}, outcome: match, ref: c-1}\n"
                    "  - {headers: {X-C: c-2}, body: {code: 1}, outcome: mismatch, ref: c-2}\n"
                    "  - {body: {code: 2}, outcome: not_found}\n"
                    "evidence: {header: X-C}\n"
                    "echo: {header: {X-C: \"{uuid}\"}}\n",
            ""},
        {BATCH_BY_HEADER BATCH_EXAMPLES, "18:lint.example"},
        {BATCH_BY_HEADER "examples:\n"
                         "  - {headers: {X-C: c-1}, body: {list: []}}\n"
                         "  - {of: result, body: {no: 1, r: 1}, outcome: match}\n"
                         "  - {of: result, body: {no: 1, r: 2}, outcome: mismatch}\n"
                         "  - {of: result, body: {no: 1, r: 3}, outcome: not_found}\n"
                         "  - {http: 500, outcome: unavailable}\n",
            ""},

        // what is sent
        {GOOD "secrets: {app: \"env:A\"}\n", "14:lint.unused"},
        {GOOD "secrets: {app: \"env:A\"}\nheaders: {X-App: \"{secret.app}\"}\n", ""},
        {GOOD "headers: {X-Consent: \"yes\"}\n", "14:lint.consent"},
        {GOOD "headers: {X-Consent: \"yes\"}\nconsent: required\n", ""},
        {"id: x\nbase: http://example.org\ndocuments: [resident]\npath: \"?n={number}&a={name}\"\n"
         "method: GET\n" RULES EXAMPLES,
            "2:lint.plain"},
        {"id: x\nbase: http://127.0.0.1:80\ndocuments: [resident]\npath: \"?n={number}\"\n"
         "method: GET\n" RULES EXAMPLES,
            "0:lint.name"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile;
        struct err err = {0};
        struct buf found = {0};
        print_message("# case %zu\n", i);
        if (load_text(&profile, cases[i].text, &err))
            fail_msg("%ld: %s", err.place.line, err.text);
        size_t count = lint_profile(&profile, note_finding, &found);
        assert_string_equal(buf_text(&found), cases[i].found);
        assert_int_equal(count > 0, found.len > 0);
        buf_release(&found);
        profile_release(&profile);
    }
}

static void a_wider_rule_shadows_a_narrower_one(void **state)
{
    (void)state;
    static const struct {
        const char *first, *later;
        bool shadows;
    } cases[] = {
        {"http: 200", "http: 200", true},
        {"http: 5xx", "http: 503", true},
        {"http: 5xx", "http: [500, 503]", true},
        {"http: [4xx, 5xx]", "http: [404, 5xx]", true},
        {"http: 503", "http: 5xx", false},
        {"http: [401, 403]", "http: [403, 404]", false},
        {"http: 200", "when: {/c: 1}", false},
        {"when: {/c: 1}", "http: 200, when: {/c: 1}", true},
        {"when: {/c: 1}", "when: {/c: \"1\"}", true},
        {"when: {/c: [1, 2]}", "when: {/c: 2}", true},
        {"when: {/c: [1, 2]}", "when: {/c: [2, 3]}", false},
        {"when: {/c: {starts: 21}}", "when: {/c: [210301, 210302]}", true},
        {"when: {/c: {starts: 21}}", "when: {/c: {starts: 2103}}", true},
        {"when: {/c: {starts: 2103}}", "when: {/c: {starts: 21}}", false},
        {"when: {/c: 21}", "when: {/c: {starts: 21}}", false},
        {"when: {/c: {absent: false}}", "when: {/c: 1}", true},
        {"when: {/c: {absent: false}}", "when: {/c: {starts: 1}}", true},
        {"when: {/c: {absent: false}}", "when: {/c: \"null\"}", false},
        {"when: {/c: {absent: false}}", "when: {/c: {absent: true}}", false},
        {"when: {/c: {absent: true}}", "when: {/c: {absent: true}}", true},
        {"when: {/c: {absent: true}}", "when: {/c: 1}", false},
        {"when: {/c: 1}", "when: {/d: 1}", false},
        {"when: {/c: 1, /d: 2}", "when: {/c: 1}", false},
        {"header: {X-A: 1}", "header: {x-a: 1}", true},
        {"header: {A: 1}", "when: {/A: 1}", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile;
        struct err err = {0};
        struct buf text = {0};
        buf_printf(&text, HEAD "rules:\n  - {%s, outcome: funds}\n  - {%s, outcome: quota}\n",
            cases[i].first, cases[i].later);
        print_message("# case %zu\n", i);
        assert_int_equal(load_text(&profile, buf_text(&text), &err), 0);
        assert_int_equal(lint_shadow(&profile.rules, 1) != NULL, cases[i].shadows);
        buf_release(&text);
        profile_release(&profile);
    }
}

static void mistakes_in_examples_are_named_with_their_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
        long line;
        const char *says;
    } cases[] = {
        {HEAD RULES "examples: {}\n", "profile.example", 10, "list"},
        {GOOD "  - {bdy: {}, outcome: match}\n", "config.key", 14, "body"},
        {GOOD "  - {of: answer, outcome: match}\n", "profile.example", 14, "accepted"},
        {GOOD "  - {body: x, outcome: match}\n", "profile.example", 14, "text"},
        {GOOD "  - {body: {}, text: x, outcome: match}\n", "profile.example", 14, "text"},
        {GOOD "  - {http: 99, outcome: match}\n", "config.number", 14, "599"},
        {GOOD "  - {body: {code: 0}}\n", "profile.outcome", 14, "outcome"},
        {GOOD "  - {body: {code: 0}, outcome: macth}\n", "profile.outcome", 14, "match"},
        {GOOD "  - {of: token, body: {t: 1}, outcome: match}\n" TOKEN, "profile.example", 14,
            "leave"},
        {GOOD "  - {of: token, body: {t: 1}}\n", "profile.example", 14, "`auth`"},
        {GOOD "  - {of: poll, body: {t: 1}, outcome: match}\n", "profile.example", 14, "`poll`"},
        {BATCH BATCH_EXAMPLES "  - {of: result, text: x, outcome: match}\n", "profile.example", 22,
            "body"},
        {GOOD "  - {headers: [a], outcome: match}\n", "config.type", 14, "key"},
        {GOOD "  - {headers: {\"a b\": 1}, outcome: match}\n", "profile.header", 14, "a b"},
        {GOOD "never: [match]\n", "profile.never", 14, "not_found"},
        {GOOD "never: not_found\n", "profile.never", 14, "not_found"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile;
        struct err err = {0};
        print_message("# case %zu\n", i);
        assert_int_equal(load_text(&profile, cases[i].text, &err), -1);
        assert_string_equal(err.code, cases[i].code);
        assert_int_equal(err.place.line, cases[i].line);
        assert_non_null(strstr(err.text, cases[i].says));
    }
}

static void examples_are_found_by_kind_and_outcome(void **state)
{
    (void)state;
    struct profile profile;
    struct err err = {0};
    struct response response;
    assert_int_equal(load_text(&profile,
                         GOOD "  - {of: token, http: 201, headers: {X-T: 17}, body: {}}\n"
                              "  - {body: {code: 0, b: 2}, outcome: match}\n" TOKEN,
                         &err),
        0);
    const struct examples *examples = &profile.examples;
    assert_ptr_equal(examples_find(examples, EXAMPLE_REPLY, OUTCOME_MATCH), &examples->example[0]);
    assert_null(examples_find(examples, EXAMPLE_POLL, OUTCOME_MATCH));
    assert_null(examples_find(examples, EXAMPLE_REPLY, OUTCOME_QUOTA));
    const struct example *token = examples_find(examples, EXAMPLE_TOKEN, OUTCOME_NONE);
    assert_non_null(token);
    example_response(token, &response);
    assert_int_equal(response.status, 201);
    assert_string_equal(params_header(response.headers, "x-t"), "17");
    assert_string_equal(response.body, "{}");
    assert_string_equal(example_kind_name(token->kind), "token");
    profile_release(&profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_doubt_is_found),
        cmocka_unit_test(a_wider_rule_shadows_a_narrower_one),
        cmocka_unit_test(mistakes_in_examples_are_named_with_their_line),
        cmocka_unit_test(examples_are_found_by_kind_and_outcome),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
