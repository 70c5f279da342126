#include "scratch.h"

#include "profile/profile.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int load_text(struct profile *profile, const char *text, struct err *err)
{
    struct scratch file = scratch_text(text);
    int result = profile_load(profile, file.path, err);
    unlink(file.path);
    return result;
}

#define RULES                                                                                      \
    "id: x\n"                                                                                      \
    "documents: [resident]\n"                                                                      \
    "rules:\n"                                                                                     \
    "  - {http: 200, when: {/code: 0}, outcome: match}\n"

/* A profile, who is asked about and when, and what the request then says. */
struct signing {
    const char *about, *id, *secret;
    const char *number, *time_s, *nonce;
    const char *text;
    const char *name;  // of a header; NULL: the end of the query; "": the end of the body
    const char *value; // what stands there
};

static const char *find(const struct signing *signing, const struct request *request)
{
    const char *whole =
        signing->name ? buf_text(&request->body) : strchr(buf_text(&request->url), '?');
    if (signing->name && *signing->name)
        return params_header(&request->headers, signing->name);
    assert_non_null(whole);
    assert_true(strlen(whole) >= strlen(signing->value));
    return whole + strlen(whole) - strlen(signing->value);
}

static void assert_signed(const struct signing *signing)
{
    struct profile profile;
    struct err err = {0};
    struct request request = {0};
    struct inputs inputs = {{0}};
    print_message("# %s\n", signing->about);
    setenv("MUSTER_TEST_ID", signing->id, 1);
    setenv("MUSTER_TEST_SECRET", signing->secret, 1);
    inputs.text[INPUT_NAME] = "张 三·A&B";
    inputs.text[INPUT_NUMBER] = signing->number;
    inputs.text[INPUT_TIME_S] = signing->time_s;
    inputs.text[INPUT_NONCE] = signing->nonce;
    if (load_text(&profile, signing->text, &err) || profile_unlock(&profile, &err) ||
        profile_request(&profile, profile.base, &inputs, &request, &err))
        fail_msg("%s: %s", err.code, err.text);
    const char *value = find(signing, &request);
    assert_non_null(value);
    assert_string_equal(value, signing->value);
    request_release(&request);
    profile_release(&profile);
}

/* The worked examples that the vendors publish, with the keys that they print there. */
static const struct signing published[] = {
    {
        "Tencent Cloud, signature v3: api/213/30654, whose key is printed as 32 asterisks",
        "AKID********************************",
        "********************************",
        "instance-name",
        "1551113065",
        NULL,
        RULES "base: https://cvm.tencentcloudapi.com\n"
              "path: /\n"
              "headers: {X-TC-Action: DescribeInstances, X-TC-Version: \"2017-03-12\"}\n"
              "auth: {kind: tc3, id: env:MUSTER_TEST_ID, secret: env:MUSTER_TEST_SECRET, "
              "service: cvm}\n"
              "body:\n"
              "  type: application/json; charset=utf-8\n"
              "  raw: '{{\"Limit\": 1, \"Filters\": [{{\"Values\": [\"\\u672a\\u547d\\u540d\"], "
              "\"Name\": \"{number}\"}}]}}'\n",
        "Authorization",
        "TC3-HMAC-SHA256 Credential=AKID********************************/2019-02-25/cvm/"
        "tc3_request, SignedHeaders=content-type;host;x-tc-action, "
        "Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f",
    },
    {
        "Alibaba Cloud, request structure and signature V3: RunInstances",
        "YourAccessKeyId",
        "YourAccessKeySecret",
        "cn-shanghai",
        "1698315752",
        "3156853299f313e23d1673dc12e1703d",
        RULES "base: https://ecs.cn-shanghai.aliyuncs.com\n"
              "query:\n"
              "  RegionId: \"{number}\"\n"
              "  ImageId: win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd\n"
              "headers: {x-acs-version: \"2014-05-26\", x-acs-action: RunInstances}\n"
              "auth: {kind: acs3, id: env:MUSTER_TEST_ID, secret: env:MUSTER_TEST_SECRET}\n",
        "Authorization",
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;"
        "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
    },
    {
        "Huawei Cloud, the test of its SDK for Java: TestAKSKSigner",
        "QTWAOYTTINDUT2QVKYUC",
        "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc",
        "13551d6b-755d-4757-b956-536f674975c0",
        "1573789015",
        NULL,
        RULES "base: https://service.region.example.com\n"
              "path: /v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs\n"
              "method: GET\n"
              "query: {marker: \"{number}\", limit: \"2\"}\n"
              "headers: {Content-Type: application/json}\n"
              "auth: {kind: sdk-hmac, id: env:MUSTER_TEST_ID, secret: env:MUSTER_TEST_SECRET}\n",
        "Authorization",
        "SDK-HMAC-SHA256 Access=QTWAOYTTINDUT2QVKYUC, SignedHeaders=content-type;host;x-sdk-date, "
        "Signature=7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe",
    },
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

#define NUMBER "330482199003079978"
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

#define SIGNED                                                                                     \
    RULES "base: https://api.example.org\n"                                                        \
          "query: {id: \"{number}\"}\n"                                                            \
          "auth:\n"
#define CLOUD(kind) "  kind: " kind "\n  id: env:MUSTER_TEST_ID\n  secret: env:MUSTER_TEST_SECRET\n"
#define MD5 "  kind: sign\n  digest: md5\n"
#define SEND "  send: {query: sign}\n"

/* `auth:` is line 7. */
static void mistakes_are_named_with_their_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
        long line;
        const char *says;
    } cases[] = {
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
        {SIGNED MD5 SEND "  text: a\npath: /check?a=b\n", "profile.path", 12, "under `query:`"},
        {SIGNED CLOUD("acs3") "path: /check?a=b\n", "profile.path", 11, "under `query:`"},
        {SIGNED "  kind: acs3\n  secret: env:X\n", "profile.secret", 8, "`id:`"},
        {SIGNED "  kind: acs3\n  id: AKs3cret\n  secret: env:X\n", "profile.secret", 9, "env:NAME"},
        {SIGNED CLOUD("acs3") "  service: x\n", "config.key", 11, "service"},
        {SIGNED CLOUD("tc3"), "profile.sign", 8, "faceid"},
        {SIGNED CLOUD("tc3") "  service: Face id\n", "profile.sign", 11, "faceid"},
        {SIGNED CLOUD("tc3") "  service: faceid\nheaders:\n  x-tc-action: A\n", "profile.header",
            12, "X-TC-Version"},
        {SIGNED CLOUD("acs3") "headers:\n  x-acs-action: A\n  X-Acs-Date: b\n", "profile.header",
            13, "X-Acs-Date"},
        {SIGNED CLOUD("acs3"), "profile.header", 8, "x-acs-action"},
        {SIGNED CLOUD("sdk-hmac") "headers:\n  authorization: b\n", "profile.header", 12,
            "authorization"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct profile profile;
        struct err err = {0};
        print_message("# case %zu: %s\n", i, cases[i].says);
        assert_int_equal(load_text(&profile, cases[i].text, &err), -1);
        assert_string_equal(err.code, cases[i].code);
        assert_int_equal(err.place.line, cases[i].line);
        assert_int_equal(err.status, STATUS_CONFIG);
        assert_non_null(strstr(err.text, cases[i].says));
        assert_null(strstr(err.text, "s3cret"));
    }
}

static const char clouds[][400] = {
    SIGNED CLOUD("sdk-hmac"),
    SIGNED CLOUD("acs3") "headers: {x-acs-action: A, x-acs-version: \"1\"}\n",
    SIGNED CLOUD("tc3") "  service: faceid\nheaders: {X-TC-Action: A, X-TC-Version: \"1\"}\n",
};

static void a_moment_that_is_none_is_refused(void **state)
{
    (void)state;
    static const char *const moments[] = {
        NULL, "", "now", "12:00", "99999999999999999999", "253402300800"};
    setenv("MUSTER_TEST_ID", "app", 1);
    setenv("MUSTER_TEST_SECRET", "s3cret", 1);
    for (size_t i = 0; i < sizeof clouds / sizeof *clouds; i++)
        for (size_t m = 0; m < sizeof moments / sizeof *moments; m++) {
            struct profile profile;
            struct err err = {0};
            struct request request = {0};
            struct inputs inputs = {{[INPUT_NUMBER] = NUMBER, [INPUT_TIME_S] = moments[m]}};
            assert_int_equal(load_text(&profile, clouds[i], &err), 0);
            assert_int_equal(profile_unlock(&profile, &err), 0);
            int result = profile_request(&profile, profile.base, &inputs, &request, &err);
            assert_int_equal(result, -1);
            assert_string_equal(err.code, "profile.sign");
            assert_int_equal(err.status, STATUS_CREDENTIALS);
            request_release(&request);
            profile_release(&profile);
        }
}

static void without_its_key_nothing_is_signed(void **state)
{
    (void)state;
    static const char *const texts[] = {clouds[0], clouds[1], clouds[2],
        SIGNED "  kind: sign\n  digest: hmac-sha256\n  secret: env:MUSTER_TEST_SECRET\n"
               "  text: \"{number}\"\n" SEND};
    unsetenv("MUSTER_TEST_SECRET");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct profile profile;
        struct err err = {0};
        struct request request = {0};
        struct inputs inputs = {{[INPUT_NUMBER] = NUMBER, [INPUT_TIME_S] = "1"}};
        assert_int_equal(load_text(&profile, texts[i], &err), 0);
        assert_int_equal(profile_unlock(&profile, &err), -1);
        assert_string_equal(err.code, "secret.missing");
        assert_int_equal(profile_request(&profile, profile.base, &inputs, &request, &err), -1);
        assert_string_equal(err.code, "secret.missing");
        assert_null(params_header(&request.headers, "Authorization"));
        request_release(&request);
        profile_release(&profile);
    }
}

/* The rehearsal endpoint makes the signature anew from what it was sent. */
static void a_signature_is_a_function_of_the_inputs(void **state)
{
    (void)state;
    struct profile profile;
    struct err err = {0};
    struct request one = {0}, same = {0}, other = {0};
    struct inputs inputs = {{[INPUT_NUMBER] = NUMBER, [INPUT_TIME_S] = "1", [INPUT_NONCE] = "a"}};
    setenv("MUSTER_TEST_SECRET", "s3cret", 1);
    assert_int_equal(load_text(&profile, clouds[1], &err), 0);
    assert_int_equal(profile_unlock(&profile, &err), 0);
    assert_int_equal(profile_request(&profile, profile.base, &inputs, &one, &err), 0);
    assert_int_equal(profile_request(&profile, profile.base, &inputs, &same, &err), 0);
    inputs.text[INPUT_NONCE] = "b";
    assert_int_equal(profile_request(&profile, profile.base, &inputs, &other, &err), 0);
    assert_string_equal(params_header(&one.headers, "Authorization"),
        params_header(&same.headers, "Authorization"));
    assert_string_not_equal(params_header(&one.headers, "Authorization"),
        params_header(&other.headers, "Authorization"));
    request_release(&one);
    request_release(&same);
    request_release(&other);
    profile_release(&profile);
}

static void who_lacks_what_is_signed_is_missing_it(void **state)
{
    (void)state;
    struct profile profile;
    struct err err = {0};
    struct inputs inputs = {{[INPUT_NAME] = "张三", [INPUT_NUMBER] = NUMBER}};
    assert_int_equal(load_text(&profile, SIGNED MD5 SEND "  text: \"{phone}\"\n", &err), 0);
    assert_int_equal(profile_missing(&profile, &inputs), INPUT_PHONE);
    inputs.text[INPUT_PHONE] = "13800138000";
    assert_int_equal(profile_missing(&profile, &inputs), INPUT_COUNT);
    profile_release(&profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_examples_are_met),
        cmocka_unit_test(openssl_signs_the_written_text_alike),
        cmocka_unit_test(mistakes_are_named_with_their_line),
        cmocka_unit_test(a_moment_that_is_none_is_refused),
        cmocka_unit_test(without_its_key_nothing_is_signed),
        cmocka_unit_test(a_signature_is_a_function_of_the_inputs),
        cmocka_unit_test(who_lacks_what_is_signed_is_missing_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
