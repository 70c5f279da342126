#include "scratch.h"

#include "base/mem.h"
#include "record/wire.h"
#include "roster/forming.h"
#include "squads.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PEOPLE_MAX = 400, ROUNDS = 300 };

/* A morning: who comes, how they are formed, and what comes of it. */
struct morning {
    struct crew crew;
    struct groups groups;
    struct forming forming;
    struct roll roll;
    struct seating seating;
    struct formed formed;
    uint32_t coach[PEOPLE_MAX]; // of each member; 0: none
    long squad_of[PEOPLE_MAX];  // index
    long seat_of[PEOPLE_MAX];
};

static uint32_t seed;

/* The same numbers on every machine. */
static uint32_t draw(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static void add(struct morning *morning, uint32_t coach, bool leader)
{
    char number[24], shuttle[24], name[24];
    static long count;
    snprintf(number, sizeof number, "E%07ld", ++count);
    snprintf(name, sizeof name, "P%ld", count);
    snprintf(shuttle, sizeof shuttle, "K%u", coach);
    morning->coach[morning->crew.count] = coach;
    crew_add(&morning->crew, &(struct worker){.name = name,
                                 .document = {.type = "other", .number = number},
                                 .shuttle = coach ? shuttle : NULL,
                                 .leader = leader});
}

static void form(struct morning *morning)
{
    morning->forming.on = (struct day){2026, 11, 11};
    morning->forming.first = 1;
    morning->forming.groups = &morning->groups;
    morning->forming.crew = &morning->crew;
    crew_settle(&morning->crew);
    forming_seat(&morning->forming, &morning->seating, &morning->formed);
    for (size_t i = 0; i < morning->crew.count; i++)
        morning->squad_of[i] = -1;
    for (size_t i = 0; i < morning->seating.squad_count; i++) {
        const struct seating_squad *squad = &morning->seating.squads[i];
        for (long seat = 1; seat <= squad->seat_count; seat++) {
            uint32_t person = morning->seating.seats[squad->first + (size_t)seat - 1];
            if (person == SEAT_NOBODY || person < morning->seating.old)
                continue;
            size_t member = person - morning->seating.old;
            assert_int_equal(morning->squad_of[member], -1);
            morning->squad_of[member] = (long)i;
            morning->seat_of[member] = seat;
        }
    }
    for (size_t i = 0; i < morning->crew.count; i++)
        assert_int_not_equal(morning->squad_of[i], -1);
}

static void end(struct morning *morning)
{
    seating_release(&morning->seating);
    formed_release(&morning->formed);
    groups_release(&morning->groups);
    roll_release(&morning->roll);
    crew_release(&morning->crew);
}

static long squads_for(size_t people, long size)
{
    return ((long)people + size - 1) / size;
}

static void add_random(struct morning *morning, uint32_t people, uint32_t coaches, uint32_t leaders)
{
    for (uint32_t i = 0; i < people; i++)
        add(morning, coaches ? draw(coaches + 1) : 0, leaders && draw(100) < leaders);
}

static void expect_order_of_arrival(const struct morning *morning)
{
    long last_new = -1;
    long last_seat[PEOPLE_MAX] = {0};
    for (size_t i = 0; i < morning->crew.count; i++) {
        long squad = morning->squad_of[i], seat = morning->seat_of[i];
        assert_true(squad <= last_new + 1); // squads are numbered by their first arrival
        last_new = squad > last_new ? squad : last_new;
        if (seat == 1 && morning->crew.members[i].leader)
            continue;
        assert_true(seat > last_seat[squad]);
        last_seat[squad] = seat;
    }
}

static void expect_coaches_whole(const struct morning *morning)
{
    size_t people[PEOPLE_MAX] = {0};
    long home[PEOPLE_MAX];
    for (size_t i = 0; i < morning->crew.count; i++)
        people[morning->coach[i]]++;
    memset(home, 0xFF, sizeof home);
    for (size_t i = 0; i < morning->crew.count; i++) {
        uint32_t coach = morning->coach[i];
        if (!coach || (long)people[coach] > morning->forming.size)
            continue;
        assert_true(home[coach] == -1 || home[coach] == morning->squad_of[i]);
        home[coach] = morning->squad_of[i];
    }
}

/* First fit: no two squads would fit into one, unless nobody may be put there. */
static void expect_packed(const struct morning *morning)
{
    long size = morning->forming.size;
    const struct seating_squad *squads = morning->seating.squads;
    for (size_t i = 0; i < morning->seating.squad_count; i++) {
        assert_in_range(squads[i].people, 1, size);
        for (size_t j = 0; j < i; j++)
            assert_true(squads[i].people + squads[j].people > size);
    }
}

static void expect_even(const struct morning *morning)
{
    long fewest = SQUAD_SIZE_MAX, most = 0;
    for (size_t i = 0; i < morning->seating.squad_count; i++) {
        long people = morning->seating.squads[i].people;
        fewest = people < fewest ? people : fewest;
        most = people > most ? people : most;
    }
    assert_true(most - fewest <= 1);
    assert_true(most <= morning->forming.size);
}

static void squads_are_full_in_order_of_arrival(void **state)
{
    struct morning morning = {.forming.size = 4};
    (void)state;
    add_random(&morning, 10, 3, 0);
    form(&morning);
    assert_int_equal(morning.seating.squad_count, 3);
    for (long i = 0; i < 10; i++) {
        assert_int_equal(morning.squad_of[i], i / 4);
        assert_int_equal(morning.seat_of[i], i % 4 + 1);
    }
    struct squad last = seating_squad(&morning.seating, 2);
    assert_string_equal(last.id, "20261111-03");
    assert_int_equal(last.size, 2);
    assert_int_equal(last.of, 3);
    end(&morning);
}

static void nobody_makes_no_squad(void **state)
{
    (void)state;
    for (int keep = KEEP_NONE; keep < KEEP_COUNT; keep++)
        for (int remainder = 0; remainder < REMAINDER_COUNT; remainder++) {
            struct morning morning = {.forming.size = 4};
            morning.groups.keep = (enum keep)keep;
            morning.forming.remainder = (enum remainder)remainder;
            form(&morning);
            assert_int_equal(morning.seating.squad_count, 0);
            end(&morning);
        }
}

static void any_morning_is_seated_as_promised(void **state)
{
    (void)state;
    seed = 1;
    for (int round = 0; round < ROUNDS; round++) {
        struct morning morning = {.forming.size = 1 + (long)draw(40)};
        bool keeps = draw(3) > 0;
        morning.groups.keep = keeps ? KEEP_SHUTTLE : KEEP_NONE;
        morning.forming.remainder = (enum remainder)draw(REMAINDER_COUNT);
        uint32_t people = draw(PEOPLE_MAX), leaders = draw(2) * draw(20);
        add_random(&morning, people, draw(30), leaders);
        form(&morning);
        expect_order_of_arrival(&morning);
        if (keeps)
            expect_coaches_whole(&morning);
        if (keeps && !morning.forming.remainder && !leaders)
            expect_packed(&morning);
        if (!keeps && morning.forming.remainder != REMAINDER_MERGE)
            assert_int_equal(morning.seating.squad_count, squads_for(people, morning.forming.size));
        if (!keeps && morning.forming.remainder == REMAINDER_SPREAD)
            expect_even(&morning);
        end(&morning);
    }
}

static void a_remainder_under_half_a_squad_joins_the_others(void **state)
{
    static const struct {
        uint32_t people;
        long size;
        long squads, most;
    } cases[] = {{14, 10, 1, 14}, {15, 10, 2, 10}, {24, 10, 2, 12}, {23, 10, 2, 12}, {4, 10, 1, 4},
        {20, 10, 2, 10}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct morning morning = {.forming.size = cases[i].size};
        morning.forming.remainder = REMAINDER_MERGE;
        add_random(&morning, cases[i].people, 0, 0);
        form(&morning);
        assert_int_equal(morning.seating.squad_count, cases[i].squads);
        assert_int_equal(morning.seating.squads[0].people, cases[i].most);
        end(&morning);
    }
}

static void every_squad_has_a_leader_when_there_are_enough(void **state)
{
    (void)state;
    seed = 7;
    for (int round = 0; round < ROUNDS; round++) {
        struct morning morning = {.forming.size = 2 + (long)draw(20)};
        uint32_t people = 1 + draw(PEOPLE_MAX - 1);
        size_t leaders = (size_t)squads_for(people, morning.forming.size);
        uint32_t from = draw(people - (uint32_t)leaders + 1); // all in one place
        for (uint32_t i = 0; i < people; i++)
            add(&morning, 0, i >= from && i < from + leaders);
        form(&morning);
        for (size_t i = 0; i < morning.seating.squad_count; i++) {
            const struct seating_squad *squad = &morning.seating.squads[i];
            assert_true(squad->is_led);
            assert_true(morning.crew.members[morning.seating.seats[squad->first]].leader);
        }
        expect_order_of_arrival(&morning);
        end(&morning);
    }
}

static void coaches_are_swapped_whole_for_a_leader(void **state)
{
    struct morning morning = {.forming.size = 6, .groups.keep = KEEP_SHUTTLE};
    static const struct {
        uint32_t coach;
        bool leader;
    } people[] = {{1, true}, {1, false}, {1, false}, {2, true}, {2, false}, {2, false}, {3, false},
        {3, false}, {3, false}, {4, false}, {4, false}};
    (void)state;
    for (size_t i = 0; i < sizeof people / sizeof *people; i++)
        add(&morning, people[i].coach, people[i].leader);
    form(&morning);
    assert_int_equal(morning.seating.squad_count, 2);
    assert_true(morning.seating.squads[0].is_led);
    assert_true(morning.seating.squads[1].is_led);
    expect_coaches_whole(&morning);
    end(&morning);
}

/* The list that was formed, as muster roster prints it, read back as the one before. */
static void read_back(const struct morning *before, struct morning *morning)
{
    struct buf text = {0};
    struct crew_view view;
    struct err err;
    for (size_t i = 0; i < before->seating.squad_count; i++) {
        struct squad squad = seating_squad(&before->seating, i);
        const struct seating_squad *s = &before->seating.squads[i];
        for (squad.seat = 1; squad.seat <= s->seat_count; squad.seat++) {
            crew_read(
                &before->crew, before->seating.seats[s->first + (size_t)squad.seat - 1], &view);
            print_squad(&text, &squad);
            wire_write_rest(&text, &view.worker);
        }
    }
    struct scratch file = scratch_file(text.data, text.len);
    morning->groups.keep = before->groups.keep;
    assert_int_equal(roll_read(&morning->roll, file.path, &morning->groups, &err), 0);
    unlink(file.path);
    buf_release(&text);
    morning->forming.roll = &morning->roll;
    morning->forming.size = before->forming.size;
}

static void expect_old_seats(const struct morning *morning)
{
    const struct roll *roll = &morning->roll;
    for (size_t i = 0; i < roll->count; i++) {
        const struct seating_squad *squad = &morning->seating.squads[roll->people[i].squad];
        uint32_t seat = roll->people[i].seat;
        bool there = seat <= squad->seat_count &&
                     morning->seating.seats[squad->first + seat - 1] == (uint32_t)i;
        assert_true(there != roll->people[i].left);
    }
}

static void expect_room_is_used_first(const struct morning *morning)
{
    long vacant = 0, joined_old = 0;
    for (size_t i = 0; i < morning->roll.squad_count; i++) {
        vacant += (long)morning->seating.squads[i].vacant_count;
        joined_old += morning->seating.squads[i].joined;
        if (morning->seating.squads[i].people < morning->forming.size)
            assert_int_equal(morning->seating.squad_count, morning->roll.squad_count);
    }
    assert_true(!vacant || joined_old == (long)morning->crew.count);
}

static void nobody_moves_when_others_join_or_leave(void **state)
{
    (void)state;
    seed = 11;
    for (int round = 0; round < ROUNDS; round++) {
        struct morning before = {.forming.size = 1 + (long)draw(20)}, after = {0};
        before.groups.keep = draw(2) ? KEEP_SHUTTLE : KEEP_NONE;
        before.forming.remainder = (enum remainder)draw(REMAINDER_COUNT);
        add_random(&before, 1 + draw(150), 8, 5);
        form(&before);
        read_back(&before, &after);
        for (size_t i = 0; i < after.roll.count; i++)
            after.roll.people[i].left = draw(10) == 0;
        add_random(&after, draw(60), 8, 5);
        form(&after);
        expect_old_seats(&after);
        if (!after.groups.keep)
            expect_room_is_used_first(&after);
        end(&before);
        end(&after);
    }
}

static void late_arrivals_go_to_their_own_coach(void **state)
{
    struct morning before = {.forming.size = 4, .groups.keep = KEEP_SHUTTLE}, after = {0};
    (void)state;
    for (int i = 0; i < 3; i++)
        add(&before, 1, false);
    for (int i = 0; i < 3; i++)
        add(&before, 2, false);
    form(&before);
    read_back(&before, &after);
    add(&after, 2, false);
    add(&after, 2, false);
    add(&after, 3, false);
    form(&after);
    assert_int_equal(after.squad_of[0], 1);
    assert_int_equal(after.seat_of[0], 4);
    assert_int_equal(after.squad_of[1], 0); // there is no seat in its own
    assert_int_equal(after.squad_of[2], 2);
    assert_int_equal(after.formed.split, 1);
    assert_string_equal(after.formed.splits.data, "K2 (5 people: squads 1, 2)");
    end(&before);
    end(&after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(squads_are_full_in_order_of_arrival),
        cmocka_unit_test(nobody_makes_no_squad),
        cmocka_unit_test(any_morning_is_seated_as_promised),
        cmocka_unit_test(a_remainder_under_half_a_squad_joins_the_others),
        cmocka_unit_test(every_squad_has_a_leader_when_there_are_enough),
        cmocka_unit_test(coaches_are_swapped_whole_for_a_leader),
        cmocka_unit_test(nobody_moves_when_others_join_or_leave),
        cmocka_unit_test(late_arrivals_go_to_their_own_coach),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
