#include "scratch.h"

#include "record/wire.h"
#include "squads.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct worker worker = {
    .squad = {"20261111-03", 3, 10, 17, 200},
    .name = "阿依古丽·买买提",
    .document = {"resident", "330482199003079986", NULL, NULL},
    .sex = 'F',
    .birth = "1990-03-07",
    .phone = "13800138000",
    .from = {"heng\"xin.xlsx", "名\n单", 18},
};

static int read_one(const char *text, size_t len, struct record *record, struct err *err)
{
    struct scratch file = scratch_file(text, len);
    char *files[] = {file.path};
    struct lines reader;
    lines_open(&reader, files, 1);
    int got = wire_read(&reader, record, err);
    lines_close(&reader);
    unlink(file.path);
    return got;
}

static void write_worker(struct buf *line)
{
    struct note notes[] = {
        {"age.minor", {{"age", NULL, 17}}}, {"name.folded", {{"was", "张 三", 0}}}};
    struct extra extras[] = {{"班次", "夜班"}};
    struct worker full = worker;
    full.notes = notes;
    full.note_count = 2;
    full.extras = extras;
    full.extra_count = 1;
    print_squad(line, &full.squad);
    wire_write_rest(line, &full);
}

static void what_a_squad_has_in_common_is_printed_once(void **state)
{
    (void)state;
    static const long vacant[] = {3, 5};
    struct squad squad = {"20261111-02", 2, 9, 1, 198, vacant, 2};
    struct buf one = {0}, all = {0};
    struct wire_squad common = {0};
    for (squad.vacant_count = 0; squad.vacant_count <= 2; squad.vacant_count += 2) {
        wire_squad_set(&common, &squad);
        for (squad.seat = 1; squad.seat <= 1000; squad.seat += 333) {
            buf_printf(&one,
                "{\"muster\":1,\"squad\":{\"id\":\"20261111-02\",\"no\":2,\"of\":9,\"seat\":%ld,\"size\":198%s}",
                squad.seat, squad.vacant_count ? ",\"vacant\":[3,5]" : "");
            wire_squad_write(&common, squad.seat, &all);
        }
    }
    assert_string_equal(all.data, one.data);
    buf_release(&common.text);
    buf_release(&one);
    buf_release(&all);
}

static void comes_back_as_it_was_written(void **state)
{
    (void)state;
    struct buf line = {0}, again = {0};
    write_worker(&line);
    struct record record;
    struct err err;
    assert_int_equal(read_one(line.data, line.len, &record, &err), 1);
    assert_string_equal(record.worker.name, worker.name);
    assert_int_equal(record.worker.squad.seat, 17);
    assert_string_equal(record.worker.from.file, worker.from.file);
    record_write(&record, &again);
    assert_string_equal(again.data, line.data);
    record_release(&record);
    buf_release(&line);
    buf_release(&again);
}

static void reads_what_jq_indents(void **state)
{
    (void)state;
    static const char text[] =
        "{\n  \"muster\": 1,\n  \"squad\": {\n \"id\":\"20261111-01\",\"no\":1,\"of\":1,"
        "\"seat\":1,\"size\":1\n  },\n  \"name\": \"张三\",\n  \"doc\": {\n"
        "\"type\":\"other\",\"number\":\"1\"\n  },\n  \"new\": [1]\n}\n";
    struct record record;
    struct err err;
    struct buf out = {0};
    assert_int_equal(read_one(text, strlen(text), &record, &err), 1);
    record_write(&record, &out);
    assert_non_null(strstr(out.data, "\"new\":[1]}"));
    record_release(&record);
    buf_release(&out);
}

static void verdict_sets_the_strictest_lane_unless_a_person_did(void **state)
{
    (void)state;
    struct buf line = {0};
    write_worker(&line);
    struct record record;
    struct err err;
    read_one(line.data, line.len, &record, &err);
    record_set_verdict(
        &record, &(struct verdict){"a", OUTCOME_MATCH, "2026-11-11T00:00:00Z", "r1"});
    assert_int_equal(record.worker.lane, LANE_GREEN);
    record_set_verdict(&record, &(struct verdict){"b", OUTCOME_MISMATCH, "", NULL});
    assert_int_equal(record.worker.lane, LANE_RED);
    record_set_verdict(&record, &(struct verdict){"b", OUTCOME_NOT_FOUND, "", NULL});
    assert_int_equal(record.worker.lane, LANE_AMBER);
    assert_int_equal(json_array_size(json_object_get(record.json, "verdicts")), 2);
    json_t *review = json_pack("{s:s}", "lane", "green");
    json_object_set_new(record.json, "review", review);
    record_set_verdict(&record, &(struct verdict){"c", OUTCOME_MISMATCH, "", NULL});
    assert_int_equal(record.worker.lane, LANE_GREEN);
    record_release(&record);
    buf_release(&line);
}

static void number_gives_way_to_its_key(void **state)
{
    (void)state;
    struct buf line = {0}, out = {0};
    write_worker(&line);
    struct record record;
    struct err err;
    read_one(line.data, line.len, &record, &err);
    record_set_key(&record, "abcd", "9986", false);
    record_write(&record, &out);
    assert_null(strstr(out.data, "330482199003079986"));
    assert_non_null(
        strstr(out.data, "{\"type\":\"resident\",\"key\":\"abcd\",\"last4\":\"9986\"}"));
    record_release(&record);
    buf_release(&line);
    buf_release(&out);
}

static void a_seat_keeps_its_number_when_others_left(void **state)
{
    (void)state;
    struct buf line = {0}, out = {0};
    struct worker leader = worker;
    leader.leader = true;
    leader.squad = (struct squad){"20261111-03", 3, 10, 17, 15, (const long[]){5, 9}, 2};
    print_squad(&line, &leader.squad);
    wire_write_rest(&line, &leader);
    assert_non_null(strstr(line.data, "\"seat\":17,\"size\":15,\"vacant\":[5,9]}"));
    assert_non_null(strstr(line.data, "\"leader\":true"));
    struct record record;
    struct err err;
    assert_int_equal(read_one(line.data, line.len, &record, &err), 1);
    assert_int_equal(record.worker.squad.vacant_count, 2);
    assert_int_equal(record.worker.squad.vacant[1], 9);
    assert_true(record.worker.leader);
    record_set_squad(&record, &(struct squad){.of = 11, .size = 17});
    record_write(&record, &out);
    assert_non_null(strstr(out.data, "\"of\":11,\"seat\":17,\"size\":17},"));
    record_release(&record);
    buf_release(&line);
    buf_release(&out);
}

static void refuses_vacant_seats_that_cannot_be(void **state)
{
    (void)state;
    static const char *const lists[] = {
        "[]", "[9,5]", "[5,5]", "[0]", "[\"5\"]", "[17]", "5", "[99999999999]"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct buf text = {0};
        struct record record;
        struct err err = {0};
        buf_printf(&text,
            "{\"muster\":1,\"squad\":{\"id\":\"a\",\"no\":1,\"of\":1,\"seat\":1,\"size\":15,"
            "\"vacant\":%s},\"name\":\"x\",\"doc\":{\"type\":\"other\",\"number\":\"1\"}}\n",
            lists[i]);
        assert_int_equal(read_one(text.data, text.len, &record, &err), -1);
        assert_string_equal(err.code, "wire.field");
        assert_non_null(strstr(err.text, "squad.vacant"));
        buf_release(&text);
    }
}

static void refuses_what_is_no_record(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
    } cases[] = {
        {"hello\n", "wire.json"},
        {"[1]\n", "wire.json"},
        {"{\"muster\":1,\"muster\":1}\n", "wire.json"},
        {"{\"muster\":1,\"n\":1e999}\n", "wire.json"},
        {"{\"muster\":1,\"n\":99999999999999999999}\n", "wire.json"},
        {"{\n \"muster\": 1\n", "wire.json"},
        {"{\"muster\":2}\n", "wire.version"},
        {"{\"name\":\"x\"}\n", "wire.field"},
        {"{\"muster\":1,\"squad\":{\"id\":\"a\",\"no\":1,\"of\":1,\"seat\":0,\"size\":1}}\n",
            "wire.field"},
        {"{\"muster\":1,\"name\":\"\xFF\"}\n", "wire.utf8"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct record record;
        struct err err = {0};
        assert_int_equal(read_one(cases[i].text, strlen(cases[i].text), &record, &err), -1);
        assert_string_equal(err.code, cases[i].code);
        assert_int_equal(err.status, STATUS_INPUT);
        assert_int_equal(err.place.line, 1);
    }
}

static void refuses_a_line_over_the_limit(void **state)
{
    (void)state;
    size_t len = LINES_RECORD_MAX + 10;
    char *text = malloc(len);
    memset(text, 'x', len);
    struct record record;
    struct err err = {0};
    assert_int_equal(read_one(text, len, &record, &err), -1);
    assert_string_equal(err.code, "wire.long");
    free(text);
}

static void tells_what_it_would_wait_for(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    char name[32];
    snprintf(name, sizeof name, "/dev/fd/%d", ends[0]);
    struct buf lines = {0};
    write_worker(&lines);
    write_worker(&lines);
    assert_int_equal(write(ends[1], lines.data, lines.len), lines.len);
    close(ends[1]);
    char *files[] = {name};
    struct lines reader;
    struct record record;
    struct err err;
    lines_open(&reader, files, 1);
    assert_int_equal(wire_read(&reader, &record, &err), 1);
    record_release(&record);
    assert_int_equal(lines_wait_for(&reader), -1); // the second record came with the first
    assert_int_equal(wire_read(&reader, &record, &err), 1);
    assert_int_equal(record.place.line, 2);
    record_release(&record);
    assert_true(lines_wait_for(&reader) >= 0);
    assert_int_equal(wire_read(&reader, &record, &err), 0);
    lines_close(&reader);
    close(ends[0]);
    buf_release(&lines);
}

/* Seats of the records that come until something else than a record does. */
static int read_seats(struct lines *reader, long *seats, size_t room, struct err *err)
{
    size_t count = 0;
    int got;
    struct record record;
    memset(seats, 0, room * sizeof *seats);
    while ((got = wire_read(reader, &record, err)) == 1) {
        assert_true(count < room);
        seats[count++] = record.worker.squad.seat * 100 + record.place.line;
        record_release(&record);
    }
    return got;
}

/* The third record's end comes only after the replay began. */
static void gives_again_what_it_held(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    char name[32];
    snprintf(name, sizeof name, "/dev/fd/%d", ends[0]);
    static const char head[] =
        "{\"muster\":1,\"squad\":{\"id\":\"a\",\"no\":1,\"of\":1,\"size\":9,\"seat\":";
    static const char tail[] =
        "},\"name\":\"张三\",\"doc\":{\"type\":\"resident\",\"number\":\"1\"}}\n";
    dprintf(ends[1], "%s1%s\n%s2%s%s", head, tail, head, tail, head);
    char *files[] = {name};
    struct lines reader;
    struct err err;
    long seats[8];
    lines_open(&reader, files, 1);
    reader.at_once = true;
    lines_hold(&reader);
    assert_int_equal(read_seats(&reader, seats, 8, &err), LINES_LATER);
    assert_int_equal(seats[1], 203);
    assert_true(lines_holds(&reader) > 100);
    lines_replay(&reader);
    assert_int_equal(lines_wait_for(&reader), -1);
    assert_int_equal(read_seats(&reader, seats, 8, &err), LINES_LATER);
    assert_int_equal(seats[0], 101);
    assert_int_equal(seats[1], 203);
    assert_int_equal(lines_holds(&reader), 0);
    assert_true(lines_wait_for(&reader) >= 0);
    dprintf(ends[1], "3%s", tail);
    close(ends[1]);
    assert_int_equal(read_seats(&reader, seats, 8, &err), 0);
    assert_int_equal(seats[0], 304);
    lines_close(&reader);
    close(ends[0]);
}

static void holds_the_error_behind_the_records(void **state)
{
    (void)state;
    char path[] = "/tmp/muster-wire-XXXXXX";
    int fd = mkstemp(path);
    dprintf(fd, "{\"muster\":1}\n");
    close(fd);
    char missing[] = "/nowhere/at/all";
    char *files[] = {path, missing};
    struct lines reader;
    struct record record;
    struct err err;
    lines_open(&reader, files, 2);
    lines_hold(&reader);
    for (int round = 0; round < 2; round++) {
        assert_int_equal(wire_read(&reader, &record, &err), -1);
        assert_string_equal(err.code, "wire.field");
        assert_int_equal(wire_read(&reader, &record, &err), -1);
        assert_string_equal(err.code, "file.open");
        if (!round)
            lines_replay(&reader);
    }
    lines_close(&reader);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_squad_has_in_common_is_printed_once),
        cmocka_unit_test(comes_back_as_it_was_written),
        cmocka_unit_test(reads_what_jq_indents),
        cmocka_unit_test(verdict_sets_the_strictest_lane_unless_a_person_did),
        cmocka_unit_test(number_gives_way_to_its_key),
        cmocka_unit_test(a_seat_keeps_its_number_when_others_left),
        cmocka_unit_test(refuses_vacant_seats_that_cannot_be),
        cmocka_unit_test(refuses_what_is_no_record),
        cmocka_unit_test(refuses_a_line_over_the_limit),
        cmocka_unit_test(tells_what_it_would_wait_for),
        cmocka_unit_test(gives_again_what_it_held),
        cmocka_unit_test(holds_the_error_behind_the_records),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
