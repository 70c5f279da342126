#include "scratch.h"

#include "profile/tls.h"

static void what_the_section_may_say(void **state)
{
    (void)state;
    static const struct {
        const char *yaml, *code; // NULL: it is fine
        int line;
    } cases[] = {
        {"base: https://a\n", NULL, 0},
        {"base: https://a\ntls: {certificate: a.pem, key: file:a.key}\n", NULL, 0},
        {"base: https://a\ntls: {ca: ca.pem}\n", NULL, 0},
        {"base: https://a\ntls: {certificate: a, key: file:b, password: env:P, ca: c}\n", NULL, 0},
        {"base: https://a\ntls:\n  certificate: a.pem\n", "profile.tls", 3},
        {"base: https://a\ntls:\n  key: file:a.key\n", "profile.tls", 3},
        {"base: https://a\ntls:\n  certificate: a.pem\n  key: a.key\n", "profile.secret", 4},
        {"base: https://a\ntls:\n  certificate: a.pem\n  key: \"file:\"\n", "profile.secret", 4},
        {"base: https://a\ntls:\n  certificate: a.pem\n  key: env:KEY\n", "profile.secret", 4},
        {"base: https://a\ntls:\n  ca: c.pem\n  password: env:P\n", "profile.tls", 4},
        {"base: https://a\ntls:\n  certificate: a\n  key: file:b\n  password: p\n",
            "profile.secret", 5},
        {"base: https://a\ntls:\n  ca: \"\"\n", "profile.tls", 3},
        {"base: https://a\ntls:\n  ca: [c.pem]\n", "config.type", 3},
        {"base: https://a\ntls: c.pem\n", "config.type", 2},
        {"base: https://a\ntls:\n  cert: c.pem\n", "config.key", 3},
        {"base: http://a\ntls:\n  ca: c.pem\n", "profile.tls", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scratch file = scratch_text(cases[i].yaml);
        struct yaml yaml = {0};
        struct tls tls;
        struct err err = {0};
        print_message("# case %zu\n", i);
        assert_int_equal(yaml_load(&yaml, file.path, &err), 0);
        assert_int_equal(tls_parse(&tls, &yaml, &err), cases[i].code ? -1 : 0);
        assert_string_equal(err.code, cases[i].code ? cases[i].code : "");
        assert_int_equal(err.place.line, cases[i].line);
        tls_release(&tls);
        yaml_release(&yaml);
        unlink(file.path);
    }
}

static void paths_start_at_the_profile(void **state)
{
    (void)state;
    struct scratch file =
        scratch_text("tls: {certificate: a.pem, key: file:keys/a.key, ca: /etc/ca.pem}\n");
    struct yaml yaml = {0};
    struct tls tls;
    assert_int_equal(yaml_load(&yaml, file.path, NULL), 0);
    assert_int_equal(tls_parse(&tls, &yaml, NULL), 0);
    assert_string_equal(tls.certificate, "/tmp/a.pem");
    assert_string_equal(tls.key, "/tmp/keys/a.key");
    assert_string_equal(tls.ca, "/etc/ca.pem");
    tls_release(&tls);
    yaml_release(&yaml);
    unlink(file.path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_section_may_say),
        cmocka_unit_test(paths_start_at_the_profile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
