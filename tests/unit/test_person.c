#include "profiles.h"

#include "check/person.h"
#include "check/run.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct site_key key;
static struct profile profile;

static int set_up(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof key.bytes; i++)
        key.bytes[i] = (unsigned char)(i + 1);
    profile =
        profile_good("id: reference\n"
                     "base: http://127.0.0.1:8642\n"
                     "path: /v1/check\n"
                     "method: POST\n"
                     "body:\n"
                     "  json: {name: \"{name}\", number: \"{number}\"}\n"
                     "documents: [resident, passport, other]\n"
                     "rules:\n"
                     "  - {http: 200, when: {/result: match}, outcome: match, billed: true}\n");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    profile_release(&profile);
    return 0;
}

static struct person take(const char *name, const char *type, const char *number)
{
    struct run_plan plan = {.key = &key, .endpoint_count = 1};
    struct run_endpoint endpoint = {.profile = &profile, .realm = "reference"};
    struct record record = {.json = json_pack("{s:s, s:{s:s, s:s}}", "name", name, "doc", "type",
                                type, "number", number)};
    const json_t *document = json_object_get(record.json, "doc");
    record.worker.name = json_string_value(json_object_get(record.json, "name"));
    record.worker.document.type = json_string_value(json_object_get(document, "type"));
    record.worker.document.number = json_string_value(json_object_get(document, "number"));
    struct person person;
    person_take(&person, &record, &plan, &endpoint);
    return person;
}

/* Prints the record and releases the person. */
static void print(struct person *person, struct buf *out)
{
    buf_clear(out);
    person_print(person, &key, false, out);
}

/* Ledgers are found by these: another program computed them (HMAC-SHA256 with the key 01 02 ... 20
 * over the parts, each behind its length in eight bytes). */
static void what_is_canonical_has_the_keys_it_always_had(void **state)
{
    (void)state;
    static const struct {
        const char *name, *type, *number, *last4, *document_key, *key;
    } cases[] = {
        {"张三", "resident", "330482199003079978", "9978",
            "cf8f5fd4c89f8df9a503365575b3c7182f623b6025fe0fac2f34c9086be36b29",
            "70f028725189b114918c21a4a03ef392de21e47dd55f367d68c4131123370b03"},
        {"阿依古丽·买买提", "resident", "33048219850101999X", "999X",
            "eb7ffe670d6ddf5ac833a49d3856cbc15849fc459eebc75b3be5a08e5e274f01",
            "a5d75ca2022f49686cd9e6d538a8b1bd3757693b90a7a2c2a36d9325fd3ab652"},
        {"J. Smith", "passport", "E12345678", "5678",
            "c9354c5ff81e9867752f2c2fb2c0ee6c3c0ca05865761c376bce0ddd105226e3",
            "c9205629477fc3e919c07dda199937546b8a3af55b8574e4b427a4a69d84d083"},
        {"王〇", "other", "军字第1234-5678号", "678号",
            "a6cac7e56320d536b7e33510cc7830e80956be2aec89d7729bfd44cf138daf12",
            "b85794c24d54ecc1692f85739c922de00024ac412fea70367b27e5807648ad67"},
    };
    struct buf printed = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct person person = take(cases[i].name, cases[i].type, cases[i].number);
        char hex[DIGEST_HEX + 1];
        digest_hex(person.key, sizeof person.key, hex);
        assert_string_equal(hex, cases[i].key);
        assert_ptr_equal(person_name(&person), person.record.worker.name);
        assert_ptr_equal(person_number(&person), person.record.worker.document.number);
        print(&person, &printed);
        assert_non_null(strstr(printed.data, cases[i].document_key));
        assert_non_null(strstr(printed.data, cases[i].last4));
    }
    buf_release(&printed);
}

static void the_same_person_otherwise_typed_is_the_same(void **state)
{
    (void)state;
    static const struct {
        const char *name, *type, *number; // canonical
        const char *typed_name, *typed_number;
    } cases[] = {
        {"张三", "resident", "33048219850101999X", "张三", "33048219850101999x"},
        {"张三", "resident", "33048219850101999X", "张三", "３３０４８２１９８５０１０１９９９Ｘ"},
        {"张三", "resident", "33048219850101999X", "张三", " 330482 19850101 999X "},
        {"张三", "resident", "33048219850101999X", "张三", "330482-19850101-999X"},
        {"张三", "resident", "33048219850101999X", "张三", "33048219850101999Х"}, // Cyrillic
        {"张三", "resident", "33048219850101999X", "　张　三 ", "33048219850101999X"},
        {"张三", "resident", "33048219850101999X", "张三（班长）", "33048219850101999X"},
        {"阿依古丽·买买提", "resident", "33048219850101999X", "阿依古丽 • 买买提",
            "33048219850101999X"},
        {"阿依古丽·买买提", "resident", "33048219850101999X", "阿依古丽・买买提",
            "33048219850101999x"},
        {"J. Smith", "passport", "E12345678", "Ｊ．  Ｓｍｉｔｈ", "e1234 5678"},
        {"José", "passport", "E12345678", "Jose\u0301", "Ｅ12345678"},
    };
    struct buf printed = {0}, reprinted = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct person one = take(cases[i].name, cases[i].type, cases[i].number);
        struct person other = take(cases[i].typed_name, cases[i].type, cases[i].typed_number);
        struct inputs inputs;
        person_inputs(&other, &inputs);
        assert_string_equal(inputs.text[INPUT_NAME], cases[i].name);
        assert_string_equal(inputs.text[INPUT_NUMBER], cases[i].number);
        assert_memory_equal(one.key, other.key, sizeof one.key);
        assert_string_equal(other.record.worker.name, cases[i].typed_name);
        assert_string_equal(other.record.worker.document.number, cases[i].typed_number);
        print(&one, &printed);
        print(&other, &reprinted);
        assert_string_equal(strstr(printed.data, "\"doc\""), strstr(reprinted.data, "\"doc\""));
    }
    buf_release(&printed);
    buf_release(&reprinted);
}

static void another_person_is_another(void **state)
{
    (void)state;
    static const struct {
        const char *name, *type, *number;
    } people[] = {
        {"张三", "resident", "33048219850101999X"},
        {"张叁", "resident", "33048219850101999X"},
        {"张·三", "resident", "33048219850101999X"},
        {"张三", "other", "33048219850101999X"},
        {"张三", "resident", "330482198501019990"},
        {"张三", "passport", "E12345678"},
        {"张三", "passport", "E1234-5678"},
        {"JohnSmith", "passport", "E12345678"},
        {"John Smith", "passport", "E12345678"},
    };
    enum { COUNT = sizeof people / sizeof *people };
    struct person taken[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        taken[i] = take(people[i].name, people[i].type, people[i].number);
        for (size_t j = 0; j < i; j++)
            assert_memory_not_equal(taken[i].key, taken[j].key, sizeof taken[i].key);
    }
    for (size_t i = 0; i < COUNT; i++)
        person_release(&taken[i]);
}

static void who_has_nothing_left_is_not_asked_about(void **state)
{
    (void)state;
    static const struct {
        const char *name, *number;
    } cases[] = {
        {"·", "33048219850101999X"}, {"　", "33048219850101999X"}, {"张三", " "}, {"张三", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct person person = take(cases[i].name, "resident", cases[i].number);
        assert_int_equal(person.stage, STAGE_DONE);
        assert_int_equal(person.outcome, OUTCOME_BAD_INPUT);
        person_release(&person);
    }
}

static void a_record_that_is_handed_back_is_as_it_came(void **state)
{
    (void)state;
    struct person person = take("张 三", "resident", "33048219850101999x");
    struct record record;
    person_give_back(&person, &record);
    assert_null(person.name);
    assert_null(person.record.json);
    assert_string_equal(record.worker.name, "张 三");
    assert_string_equal(record.worker.document.number, "33048219850101999x");
    record_release(&record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_canonical_has_the_keys_it_always_had),
        cmocka_unit_test(the_same_person_otherwise_typed_is_the_same),
        cmocka_unit_test(another_person_is_another),
        cmocka_unit_test(who_has_nothing_left_is_not_asked_about),
        cmocka_unit_test(a_record_that_is_handed_back_is_as_it_came),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
