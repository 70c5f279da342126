#include "scratch.h"

#include "roster/roll.h"
#include <stdio.h>
#include <unistd.h>

/* One record, on a line. */
static void print(
    struct buf *out, const char *id, long no, long of, const char *seats, const char *document)
{
    static long count;
    buf_printf(out,
        "{\"muster\":1,\"squad\":{\"id\":\"%s\",\"no\":%ld,\"of\":%ld,%s},\"name\":\"P%ld\","
        "\"doc\":{\"type\":\"resident\",%s},\"birth\":\"1990-03-07\",\"shuttle\":\"K1\",\"from\":"
        "{\"file\":\"a.csv\",\"row\":2}}\n",
        id, no, of, seats, ++count, document);
}

static int read_text(struct roll *roll, const struct buf *text, struct err *err)
{
    struct groups groups = {.keep = KEEP_SHUTTLE};
    struct scratch file = scratch_file(buf_text(text), text->len);
    int result = roll_read(roll, file.path, &groups, err);
    unlink(file.path);
    groups_release(&groups);
    return result;
}

static void reads_who_has_which_seat(void **state)
{
    struct roll roll = {0};
    struct buf text = {0}, out = {0};
    struct err err;
    (void)state;
    print(&text, "20261111-03", 3, 5, "\"seat\":4,\"size\":2,\"vacant\":[1,3]",
        "\"number\":\"330482199003079986\"");
    print(&text, "20261111-03", 3, 5, "\"seat\":2,\"size\":2,\"vacant\":[1,3]",
        "\"key\":\"ab\",\"last4\":\"9986\"");
    assert_int_equal(read_text(&roll, &text, &err), 0);
    assert_int_equal(roll.count, 2);
    assert_int_equal(roll.numberless, 1);
    assert_int_equal(roll.last, 5);
    assert_int_equal(roll.day.day, 11);
    assert_int_equal(roll.squads[0].seat_count, 4);
    assert_int_equal(roll.people[0].seat, 4);
    assert_int_equal(roll.people[0].group, 0);
    roll_write(&roll, 0, NULL, &out);
    roll_write(&roll, 1, NULL, &out);
    assert_string_equal(out.data, text.data);
    buf_clear(&out);
    roll_write(&roll, 1, &(struct squad){.of = 6, .size = 4}, &out);
    assert_non_null(strstr(out.data, "\"of\":6,\"seat\":2,\"size\":4},"));
    buf_release(&text);
    buf_release(&out);
    roll_release(&roll);
}

static void refuses_what_is_no_whole_list_of_one_day(void **state)
{
    static const struct {
        struct {
            const char *id, *seats;
        } records[2];
        const char *code;
    } cases[] = {
        {{{NULL, NULL}}, "into.empty"},
        {{{"20261111-01", "\"seat\":1,\"size\":2"}}, "into.missing"},
        {{{"20261111-01", "\"seat\":1,\"size\":2"}, {"20261111-02", "\"seat\":1,\"size\":1"}},
            "into.missing"},
        {{{"20261111-01", "\"seat\":1,\"size\":1"}, {"20261112-01", "\"seat\":1,\"size\":1"}},
            "into.day"},
        {{{"morning", "\"seat\":1,\"size\":1"}}, "into.day"},
        {{{"20261111-01", "\"seat\":1,\"size\":2"}, {"20261111-01", "\"seat\":1,\"size\":2"}},
            "squad.seat"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct roll roll = {0};
        struct buf text = {0};
        struct err err = {0};
        for (size_t j = 0; j < 2 && cases[i].records[j].id; j++)
            print(&text, cases[i].records[j].id, 1, 1, cases[i].records[j].seats,
                j ? "\"number\":\"1\"" : "\"number\":\"2\"");
        assert_int_equal(read_text(&roll, &text, &err), -1);
        assert_string_equal(err.code, cases[i].code);
        assert_int_equal(err.status, STATUS_INPUT);
        assert_true(err.place.file[0]);
        buf_release(&text);
        roll_release(&roll);
    }
}

static void people_are_known_by_number_or_key_or_all_the_rest(void **state)
{
    static const struct worker seated[] = {
        {.name = "张三", .birth = "1990-03-07", .document = {"resident", "330482199003079986"}},
        {.name = "李四", .birth = "1990-03-07", .document = {"resident", NULL, "k1", "9978"}},
        {.name = "王五", .document = {"passport", NULL, "k2", "4321"}},
    };
    static const struct {
        struct worker worker;
        uint32_t item;
    } cases[] = {
        {{.name = "张山", .document = {"resident", "330482199003079986"}}, 0},
        {{.name = "张三", .birth = "1990-03-07", .document = {"resident", NULL, "k9", "9986"}}, 0},
        {{.name = "张三", .birth = "1990-03-07", .document = {"resident", "110101199003079986"}},
            INDEX_NONE},
        {{.name = "李四", .birth = "1990-03-07", .document = {"resident", "330482199003079978"}},
            1},
        {{.name = "李四", .birth = "1991-03-07", .document = {"resident", "330482199103079978"}},
            INDEX_NONE},
        {{.name = "李四", .birth = "1990-03-07", .document = {"resident", "330482199003079986"}},
            0},
        {{.name = "王五", .document = {"passport", "E87654321"}}, 2},
        {{.name = "王五", .document = {"permit", "E87654321"}}, INDEX_NONE},
        {{.name = "某某", .document = {"passport", NULL, "k2", "4321"}}, 2},
    };
    struct known known = {0};
    (void)state;
    for (uint32_t i = 0; i < 3; i++)
        known_add(&known, &seated[i], i);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(known_find(&known, &cases[i].worker), cases[i].item);
    known_release(&known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_who_has_which_seat),
        cmocka_unit_test(refuses_what_is_no_whole_list_of_one_day),
        cmocka_unit_test(people_are_known_by_number_or_key_or_all_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
