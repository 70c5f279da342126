#include "unit.h"

#include "record/squad.h"
#include <string.h>

static int add(struct squad_track *track, const char *id, long seat, long size, struct err *err)
{
    return squad_track_add(track, &(struct squad){id, 3, 10, seat, size}, err);
}

static void a_squad_ends_when_another_id_comes(void **state)
{
    (void)state;
    struct squad_track track = {0};
    struct err err = {0};
    assert_int_equal(add(&track, "20261111-01", 1, 2, &err), 1);
    assert_int_equal(add(&track, "20261111-01", 2, 2, &err), 0);
    assert_int_equal(add(&track, "20261111-02", 1, 5, &err), 1);
    assert_int_equal(track.squads, 2);
    assert_int_equal(track.arrived, 1);
    squad_track_release(&track);
}

static void missing_seats_come_from_the_records(void **state)
{
    (void)state;
    static const struct {
        const char *seats; // a digit a seat that came
        long size;
        const char *sentence;
    } cases[] = {
        {"123", 3, ""},
        {"13", 3, "squad 3: 2 of 3 arrived here; missing seats: 2"},
        {"137", 9, "squad 3: 3 of 9 arrived here; missing seats: 2, 4-6, 8-9"},
        {"9", 9, "squad 3: 1 of 9 arrived here; missing seats: 1-8"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct squad_track track = {0};
        struct buf out = {0};
        for (const char *s = cases[i].seats; *s; s++)
            assert_true(add(&track, "20261111-03", *s - '0', cases[i].size, NULL) >= 0);
        squad_track_missing(&track, &out);
        assert_string_equal(buf_text(&out), cases[i].sentence);
        buf_release(&out);
        squad_track_release(&track);
    }
}

static int add_beside_vacant(struct squad_track *track, long seat, const long *vacant, size_t count)
{
    struct squad squad = {"20261111-03", 3, 10, seat, 4, vacant, count};
    return squad_track_add(track, &squad, NULL);
}

static void a_vacant_seat_is_not_missing(void **state)
{
    (void)state;
    static const long vacant[] = {2, 5};
    struct squad_track track = {0};
    struct buf out = {0};
    assert_int_equal(add_beside_vacant(&track, 6, vacant, 2), 1);
    assert_int_equal(add_beside_vacant(&track, 1, vacant, 2), 0);
    squad_track_missing(&track, &out);
    assert_string_equal(out.data, "squad 3: 2 of 4 arrived here; missing seats: 3-4");
    assert_int_equal(add_beside_vacant(&track, 7, vacant, 2), -1);
    assert_int_equal(add_beside_vacant(&track, 5, vacant, 2), -1);
    assert_int_equal(add_beside_vacant(&track, 3, vacant, 1), -1);
    assert_int_equal(add_beside_vacant(&track, 3, (const long[]){2, 4}, 2), -1);
    assert_int_equal(add_beside_vacant(&track, 3, vacant, 2), 0);
    assert_int_equal(add_beside_vacant(&track, 4, vacant, 2), 0);
    buf_clear(&out);
    squad_track_missing(&track, &out);
    assert_string_equal(buf_text(&out), "");
    buf_release(&out);
    squad_track_release(&track);
}

static void a_long_list_of_seats_is_cut_with_its_count(void **state)
{
    (void)state;
    struct squad_track track = {0};
    struct buf out = {0};
    for (long seat = 2; seat <= 100; seat += 2)
        add(&track, "20261111-03", seat, 100, NULL);
    squad_track_missing(&track, &out);
    assert_non_null(strstr(out.data, "missing seats: 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23 "
                                     "and 38 more"));
    buf_release(&out);
    squad_track_release(&track);
}

static void refuses_records_that_contradict_each_other(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        long seat, size;
        const char *code;
    } cases[] = {
        {"20261111-01", 2, 3, "squad.back"},
        {"20261111-02", 1, 3, "squad.seat"},
        {"20261111-02", 4, 3, "squad.seat"},
        {"20261111-02", 2, 4, "squad.size"},
        {"20261111-04", 1, SQUAD_SIZE_MAX + 1, "squad.size"},
        {"../../etc/passwd", 1, 1, "squad.id"},
        {".hidden", 1, 1, "squad.id"},
        {"a b", 1, 1, "squad.id"},
    };
    struct squad_track track = {0};
    add(&track, "20261111-01", 1, 3, NULL);
    add(&track, "20261111-02", 1, 3, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = {0};
        assert_int_equal(add(&track, cases[i].id, cases[i].seat, cases[i].size, &err), -1);
        assert_string_equal(err.code, cases[i].code);
        assert_int_equal(err.status, STATUS_INPUT);
    }
    assert_int_equal(track.arrived, 1);
    squad_track_release(&track);
}

static void the_day_is_in_the_id(void **state)
{
    (void)state;
    struct day day = squad_day("20261111-03");
    assert_int_equal(day.year * 10000 + day.month * 100 + day.day, 20261111);
    assert_int_equal(squad_day("20261340-03").year, 0);
    assert_int_equal(squad_day("morning").year, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_squad_ends_when_another_id_comes),
        cmocka_unit_test(missing_seats_come_from_the_records),
        cmocka_unit_test(a_vacant_seat_is_not_missing),
        cmocka_unit_test(a_long_list_of_seats_is_cut_with_its_count),
        cmocka_unit_test(refuses_records_that_contradict_each_other),
        cmocka_unit_test(the_day_is_in_the_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
