#include "signing.h"

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
};

static void published_examples_are_met(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof published / sizeof *published; i++)
        assert_signed(&published[i]);
}

#define CLOUD(kind) "  kind: " kind "\n  id: env:MUSTER_TEST_ID\n  secret: env:MUSTER_TEST_SECRET\n"

/* `auth:` is line 7. */
static void mistakes_are_named_with_their_line(void **state)
{
    (void)state;
    static const struct mistake cases[] = {
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
        {SIGNED CLOUD("acs3") "headers: {x-acs-action: A, x-acs-version: \"1\"}\n"
                              "poll: {path: /r}\n",
            "profile.header", 8, "x-acs-action"},
        {SIGNED CLOUD("acs3"), "profile.header", 8, "x-acs-action"},
        {SIGNED CLOUD("sdk-hmac") "headers:\n  authorization: b\n", "profile.header", 12,
            "authorization"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_mistaken(&cases[i]);
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
        NULL, "", "now", "12:00", " 5", "-5", "99999999999999999999", "253402300800"};
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
               "  text: \"{number}\"\n"
               "  send: {query: sign}\n"};
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_examples_are_met),
        cmocka_unit_test(mistakes_are_named_with_their_line),
        cmocka_unit_test(a_moment_that_is_none_is_refused),
        cmocka_unit_test(without_its_key_nothing_is_signed),
        cmocka_unit_test(a_signature_is_a_function_of_the_inputs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
