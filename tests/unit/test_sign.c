#include "signing.h"

#include <stdio.h>

/* The worked examples that the vendors publish, with the keys that they print there. */
static const struct signing published[] = {
    {
        "Tencent Cloud, signature v1: HMAC-SHA1 over the sorted query",
        "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE",
        "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE",
        "ins-09dx96dg",
        "1465185768",
        "11886",
        RULES "base: https://cvm.tencentcloudapi.com\n"
              "secrets: {id: env:MUSTER_TEST_ID}\n"
              "path: /\n"
              "method: GET\n"
              "query: {Version: \"2017-03-12\", Timestamp: \"{time_s}\", SecretId: "
              "\"{secret.id}\", Region: ap-guangzhou, Offset: \"0\", Nonce: \"{nonce}\", Limit: "
              "\"20\", InstanceIds.0: \"{number}\", Action: DescribeInstances}\n"
              "auth:\n"
              "  kind: sign\n"
              "  digest: hmac-sha1\n"
              "  secret: env:MUSTER_TEST_SECRET\n"
              "  text: \"{method}cvm.tencentcloudapi.com{path}?{sorted}\"\n"
              "  sorted: {of: [query]}\n"
              "  encode: base64\n"
              "  send: {query: Signature}\n",
        NULL,
        "&Signature=EliP9YW3pW28FpsEdkXt%2F%2BWcGeI%3D",
    },
    {
        "WeChat Pay v2: MD5, the key behind the sorted form",
        "wxd930ea5d5a258f4f",
        "192006250b4c09247ec02edce69f6a2d",
        "test",
        "1",
        NULL,
        RULES "base: https://api.example.org\n"
              "secrets: {app: env:MUSTER_TEST_ID, key: env:MUSTER_TEST_SECRET}\n"
              "body:\n"
              "  form: {mch_id: \"10000100\", nonce_str: ibuaiVcKdpRxkhJA, device_info: \"1000\", "
              "appid: \"{secret.app}\", body: \"{number}\"}\n"
              "auth:\n"
              "  kind: sign\n"
              "  digest: md5\n"
              "  text: \"{sorted}&key={secret.key}\"\n"
              "  sorted: {of: [form]}\n"
              "  encode: HEX\n"
              "  send: {form: sign}\n",
        "",
        "&sign=9A0A8659F005D6984697E2CA0A9CF3B7",
    },
    {
        "WeChat Pay v2: HMAC-SHA256",
        "wxd930ea5d5a258f4f",
        "192006250b4c09247ec02edce69f6a2d",
        "test",
        "1",
        NULL,
        RULES "base: https://api.example.org\n"
              "secrets: {app: env:MUSTER_TEST_ID, key: env:MUSTER_TEST_SECRET}\n"
              "body:\n"
              "  form: {mch_id: \"10000100\", nonce_str: ibuaiVcKdpRxkhJA, device_info: \"1000\", "
              "appid: \"{secret.app}\", body: \"{number}\", attach: \"\"}\n"
              "auth:\n"
              "  kind: sign\n"
              "  digest: hmac-sha256\n"
              "  secret: env:MUSTER_TEST_SECRET\n"
              "  text: \"{sorted}&key={secret.key}\"\n"
              "  sorted: {of: [form], empty: drop}\n"
              "  encode: HEX\n"
              "  send: {header: Authorization, prefix: \"WX {secret.app} \"}\n",
        "Authorization",
        "WX wxd930ea5d5a258f4f 6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6",
    },
};

static void published_examples_are_met(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof published / sizeof *published; i++)
        assert_signed(&published[i]);
}

#define CITY                                                                                       \
    RULES "base: https://api.example.org/city\n"                                                   \
          "secrets: {app: env:MUSTER_TEST_ID, key: env:MUSTER_TEST_SECRET}\n"                      \
          "path: /real/{number}\n"

/* The text that is signed, as a person writes it down from the profile, and how OpenSSL on the
 * command line signs the file with it (%s). */
static const struct {
    const char *profile, *text, *command;
    const char *name, *before; // where the signature is as in struct signing; what precedes it
} written[] = {
    {CITY "query: {b: \"2\", api_key: \"{secret.app}\", B: \"1\", timestamp: \"{time_s}\"}\n"
          "body: {json: {idcard: \"{number}\"}}\n"
          "auth:\n"
          "  kind: sign\n"
          "  digest: md5\n"
          "  text: \"{secret.key}{sorted}{secret.key}\"\n"
          "  sorted:\n"
          "    of: [query]\n"
          "    pair: \"{name}{value}\"\n"
          "    join: \"\"\n"
          "    with: {body: \"{body}\"}\n"
          "  encode: HEX\n"
          "  send: {query: signature}\n",
        "s3B1api_keyappb2body{\"idcard\":\"" NUMBER "\"}timestamp1762839600s3",
        "openssl dgst -md5 -r %s | cut -c1-32 | tr a-f A-F", NULL, "&signature="},
    {CITY "method: GET\n"
          "query: {name: \"{name}\", empty: \"\"}\n"
          "headers: {X-App: \"{secret.app}\", Content-Type: text/plain}\n"
          "auth:\n"
          "  kind: sign\n"
          "  digest: sm3\n"
          "  text: \"{method} {path}\\n{sorted}\\n{nonce}{{{secret.key}}}\"\n"
          "  sorted: {of: [headers, query], join: \", \", values: encoded, empty: keep}\n"
          "  send: {header: X-Sign}\n",
        "GET /city/real/" NUMBER "\nX-App=app, empty=, "
        "name=%E5%BC%A0%20%E4%B8%89%C2%B7A%26B\n0011{s3}",
        "openssl dgst -sm3 -r %s | cut -c1-64", "X-Sign", ""},
    {CITY "body: {form: {z: \"1\", a: \"{name}\", n: \"\"}}\n"
          "auth:\n"
          "  kind: sign\n"
          "  digest: hmac-sm3\n"
          "  secret: env:MUSTER_TEST_SECRET\n"
          "  text: \"{body}|{sorted}\"\n"
          "  sorted: {of: [form], empty: drop}\n"
          "  encode: base64\n"
          "  send: {header: X-Sign, prefix: \"SM3 {secret.app}:\"}\n",
        "z=1&a=%E5%BC%A0%20%E4%B8%89%C2%B7A%26B&n=|a=张 三·A&B&z=1",
        "openssl dgst -sm3 -hmac s3 -binary %s | openssl base64 -A", "X-Sign", "SM3 app:"},
    {CITY "body: {form: {z: \"1\", Sign: \"2\"}}\n"
          "auth:\n"
          "  kind: sign\n"
          "  digest: hmac-md5\n"
          "  secret: env:MUSTER_TEST_SECRET\n"
          "  text: \"{sorted}\"\n"
          "  sorted: {of: [form]}\n"
          "  send: {form: sign}\n",
        "Sign=2&z=1", "openssl dgst -md5 -hmac s3 -r %s | cut -c1-32", "", "z=1&Sign=2&sign="},
    {CITY "body: {raw: \"<a>{name}</a>\", type: text/xml}\n"
          "auth:\n"
          "  kind: sign\n"
          "  digest: sha256\n"
          "  text: \"{secret.app}{secret.key}{body}\"\n"
          "  send: {query: sign}\n",
        "apps3<a>张 三·A&amp;B</a>", "openssl dgst -sha256 -r %s | cut -c1-64", NULL, "?sign="},
    {CITY "auth:\n"
          "  kind: sign\n"
          "  digest: sha1\n"
          "  text: \"{secret.key}{time_s}\"\n"
          "  send: {query: sign}\n",
        "s31762839600", "openssl dgst -sha1 -r %s | cut -c1-40", NULL, "?sign="},
};

static void openssl(const char *command, const char *text, struct buf *out)
{
    struct scratch file = scratch_text(text);
    char whole[400], line[200] = "";
    snprintf(whole, sizeof whole, command, file.path);
    FILE *pipe = popen(whole, "r");
    assert_non_null(pipe);
    assert_non_null(fgets(line, sizeof line, pipe));
    assert_int_equal(pclose(pipe), 0);
    unlink(file.path);
    line[strcspn(line, "\n")] = '\0';
    buf_add_text(out, line);
}

static void openssl_signs_the_written_text_alike(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
        struct buf value = {0};
        buf_add_text(&value, written[i].before);
        char about[40];
        snprintf(about, sizeof about, "%zu, by openssl", i);
        openssl(written[i].command, written[i].text, &value);
        assert_true(value.len >= strlen(written[i].before) + 28);
        assert_signed(&(struct signing){about, "app", "s3", NUMBER, "1762839600", "0011",
            written[i].profile, written[i].name, value.data});
        buf_release(&value);
    }
}

#define MD5 "  kind: sign\n  digest: md5\n"
#define SEND "  send: {query: sign}\n"

/* `auth:` is line 7. */
static void mistakes_are_named_with_their_line(void **state)
{
    (void)state;
    static const struct mistake cases[] = {
        {SIGNED "  kind: sigh\n", "profile.auth", 8, "none, bearer, header, basic, query"},
        {SIGNED "  kind: sigh\n", "profile.auth", 8, "sign, tc3, acs3, sdk-hmac"},
        {SIGNED "  kind: sign\n  digest: md6\n", "profile.digest", 9, "hmac-sm3"},
        {SIGNED "  kind: sign\n", "profile.digest", 8, "md5, sha1"},
        {SIGNED MD5 "  secret: env:X\n", "profile.secret", 10, "{secret.NAME}"},
        {SIGNED "  kind: sign\n  digest: hmac-md5\n", "profile.secret", 9, "env:NAME"},
        {SIGNED "  kind: sign\n  digest: hmac-md5\n  secret: s3cret\n", "profile.secret", 10,
            "never the secret itself"},
        {SIGNED MD5 "  encode: base46\n", "profile.sign", 10, "hex, HEX, base64"},
        {SIGNED MD5 "  text: a\n", "profile.sign", 8, "query: NAME"},
        {SIGNED MD5 "  send: {query: a, header: b}\n", "profile.sign", 10, "query: NAME"},
        {SIGNED MD5 "  send: {header: \"a b\"}\n", "profile.sign", 10, "header: NAME"},
        {SIGNED MD5 "  send: {query: a, prefix: b}\n", "profile.sign", 10, "prefix"},
        {SIGNED MD5 "  send: {json: a}\n", "config.key", 10, "query, form"},
        {SIGNED MD5 SEND, "profile.sign", 8, "`text` is missing"},
        {SIGNED MD5 SEND "  text: \"{secret.other}\"\n", "profile.placeholder", 11,
            "{secret.other}"},
        {SIGNED MD5 SEND "  text: \"{sorted}\"\n", "profile.sign", 11, "belong together"},
        {SIGNED MD5 SEND "  text: a\n  sorted: {of: [query]}\n", "profile.sign", 11,
            "belong together"},
        {SIGNED MD5 SEND "  text: \"{sorted}\"\n  sorted: {join: \"\"}\n", "profile.sign", 12,
            "query, form or headers"},
        {SIGNED MD5 SEND "  text: \"{sorted}\"\n  sorted: {of: [body]}\n", "profile.sign", 12,
            "query, form or headers"},
        {SIGNED MD5 SEND "  text: \"{sorted}\"\n  sorted: {of: [query], empty: lose}\n",
            "profile.sign", 12, "keep or drop"},
        {SIGNED MD5 SEND "  text: \"{sorted}\"\n  sorted: {of: [query], pair: \"{key}\"}\n",
            "profile.placeholder", 12, "{name}"},
        {SIGNED MD5 SEND "  text: \"{sorted}\"\n"
                         "  sorted:\n"
                         "    of: [query]\n"
                         "    with: {a: \"{sorted}\"}\n",
            "profile.placeholder", 14, "{sorted}"},
        {SIGNED MD5 SEND "  text: \"{sorted}\"\n"
                         "  sorted:\n"
                         "    of: [query]\n"
                         "    with:\n"
                         "      sign: a\n",
            "profile.sign", 15, "`sign` is the signature"},
        {SIGNED MD5 "  send: {query: id}\n  text: a\n", "profile.sign", 6, "`id` is the signature"},
        {SIGNED MD5 "  send: {header: x-sign}\n  text: a\nheaders:\n  X-Sign: b\n", "profile.sign",
            13, "`X-Sign` is the signature"},
        {SIGNED MD5 "  send: {form: sign}\n  text: a\n", "profile.sign", 10, "without one"},
        {SIGNED MD5 "  send: {form: sign}\n  text: \"{body}\"\nbody: {form: {a: b}}\n",
            "profile.sign", 10, "{body}"},
        {SIGNED MD5 "  send: {form: sign}\n  text: a\nbody: {form: {a: b}}\npoll: {path: /r}\n",
            "profile.sign", 10, "without one"},
        {SIGNED MD5 SEND "  text: a\npoll: {path: /r?a=b}\n", "profile.path", 12, "under `query:`"},
        {SIGNED MD5 SEND "  text: a\npath: /check?a=b\n", "profile.path", 12, "under `query:`"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_mistaken(&cases[i]);
}

static void who_lacks_what_is_signed_is_missing_it(void **state)
{
    (void)state;
    static const char *const texts[] = {
        SIGNED MD5 SEND "  text: \"{phone}\"\n",
        SIGNED MD5 SEND "  text: \"{field.short}\"\n"
                        "fields: {short: {from: \"{phone}\", steps: [{last: 4}]}}\n",
        SIGNED MD5 SEND "  text: \"{sorted}\"\n"
                        "  sorted: {of: [query], with: {mobile: \"{phone}\"}}\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct profile profile;
        struct err err = {0};
        struct inputs inputs = {{[INPUT_NAME] = "张三", [INPUT_NUMBER] = NUMBER}};
        assert_int_equal(load_text(&profile, texts[i], &err), 0);
        assert_int_equal(profile_missing(&profile, &inputs), INPUT_PHONE);
        inputs.text[INPUT_PHONE] = "13800138000";
        assert_int_equal(profile_missing(&profile, &inputs), INPUT_COUNT);
        profile_release(&profile);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_examples_are_met),
        cmocka_unit_test(openssl_signs_the_written_text_alike),
        cmocka_unit_test(mistakes_are_named_with_their_line),
        cmocka_unit_test(who_lacks_what_is_signed_is_missing_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
