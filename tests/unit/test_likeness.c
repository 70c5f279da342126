#include "unit.h"

#include "base/buf.h"
#include "roster/likeness.h"
#include <stdio.h>
#include <string.h>

static void add(struct crew *crew, struct likeness *likeness, const char *name, const char *number,
    const char *phone)
{
    const struct worker worker = {.name = name, .document.number = number, .phone = phone};
    crew_add(crew, &worker);
    likeness_add(likeness, &worker);
}

static void place(const void *context, size_t member, struct buf *out)
{
    (void)context;
    buf_printf(out, "row %zu", member);
}

/* The person's only note, or NULL. */
static const struct note *note_of(const struct crew *crew, size_t member, struct crew_view *view)
{
    crew_read(crew, member, view);
    assert_true(view->worker.note_count <= 1);
    return view->worker.note_count ? &view->notes[0] : NULL;
}

static void numbers_are_near_when_a_digit_or_two_neighbours_are_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *one, *other;
        bool near;
    } pairs[] = {
        {"330482199203079980", "130482199203079980", true}, // the first character
        {"330482199203079980", "330482199303079980", true},
        {"330482199203079980", "330482199213079980", true}, // where the halves meet
        {"330482199203079980", "330482199204079980", true},
        {"330482199203079980", "330482199203079280", true}, // the last before the check character
        {"330482199203079980", "330482199203079988", true}, // the check character itself
        {"330482199203079980", "330482199203079968", true}, // with the check character
        {"330482199203079980", "303482199203079980", true}, // swapped
        {"330482199203079980", "330482192903079980", true},
        {"330482199203079980", "330482199023079980", true},
        {"330482199203079980", "330482199230079980", true},
        {"330482199203079980", "330482199203709980", true},
        {"330482199203079980", "330482199303079280", false}, // two digits
        {"330482199203079980", "330284199203079980", false}, // swapped, not neighbours
        {"330482199203079980", "33048219920307998", false}, {"E12345678", "E12345679", true},
        {"E12345678", "E12354678", true}, {"E12345678", "E12345699", false},
        {"E1234", "E1235", true}, {"12", "13", false}, // too short to say anything
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct crew crew = {0};
        struct likeness likeness = {0};
        struct crew_view view;
        add(&crew, &likeness, "张三", pairs[i].one, NULL);
        add(&crew, &likeness, "李四", pairs[i].other, NULL); // another name
        add(&crew, &likeness, "张三", pairs[i].other, NULL);
        likeness_note(&likeness, &crew, place, NULL);
        crew_settle(&crew);
        const struct note *note = note_of(&crew, 0, &view);
        if ((note != NULL) != pairs[i].near)
            fail_msg("%s and %s", pairs[i].one, pairs[i].other);
        if (note) {
            assert_string_equal(note->code, "id.near");
            assert_string_equal(note->value[0].text, "row 2");
            assert_string_equal(note_of(&crew, 2, &view)->value[0].text, "row 0");
        }
        assert_null(note_of(&crew, 1, &view));
        crew_release(&crew);
        likeness_release(&likeness);
    }
}

static void a_row_that_was_set_aside_is_compared_and_gets_nothing(void **state)
{
    (void)state;
    struct crew crew = {0};
    struct likeness likeness = {0};
    struct crew_view view;
    add(&crew, &likeness, "张三", "330482199203079981", NULL);
    add(&crew, &likeness, "张三", "330482199203079980", NULL);
    crew.members[0].dropped = true;
    likeness_note(&likeness, &crew, place, NULL);
    crew_settle(&crew);
    assert_int_equal(crew.count, 1);
    assert_string_equal(note_of(&crew, 0, &view)->value[0].text, "row 0");
    crew_release(&crew);
    likeness_release(&likeness);
}

static void a_phone_is_shared_when_three_people_gave_it(void **state)
{
    (void)state;
    static const char *const phones[] = {"15400000001", "15400000002", "15400000001", "15400000002",
        "15400000003", NULL, NULL, NULL, "15400000001"};
    enum { COUNT = sizeof phones / sizeof *phones };
    struct crew crew = {0};
    struct likeness likeness = {0};
    struct crew_view view;
    for (int i = 0; i < COUNT; i++) {
        char number[24];
        snprintf(number, sizeof number, "E%d000%d", i, 9 - i);
        add(&crew, &likeness, "张三", number, phones[i]);
    }
    crew.members[COUNT - 1].dropped = true;
    likeness_note(&likeness, &crew, place, NULL);
    crew_settle(&crew);
    for (size_t i = 0; i < crew.count; i++) {
        const struct note *note = note_of(&crew, i, &view);
        assert_int_equal(note != NULL, phones[i] && !strcmp(phones[i], "15400000001"));
        if (note) {
            assert_string_equal(note->code, "phone.shared");
            assert_int_equal(note->value[0].number, 3);
        }
    }
    crew_release(&crew);
    likeness_release(&likeness);
}

/* Nobody can make the comparison slow: thousands of one name, all with nearly the same number. */
static void a_name_of_thousands_is_compared_with_a_few(void **state)
{
    (void)state;
    enum { COUNT = 20000 };
    struct crew crew = {0};
    struct likeness likeness = {0};
    struct crew_view view;
    for (int i = 0; i < COUNT; i++) {
        char number[24];
        snprintf(number, sizeof number, "E%08d", i);
        add(&crew, &likeness, "张伟", number, "15400000001");
    }
    likeness_note(&likeness, &crew, place, NULL);
    crew_settle(&crew);
    assert_true(crew.late_count <= 2 * COUNT);
    crew_read(&crew, 0, &view);
    assert_int_equal(view.worker.note_count, 2);
    assert_string_equal(view.notes[0].code, "id.near");
    assert_int_equal(view.notes[1].value[0].number, COUNT);
    crew_release(&crew);
    likeness_release(&likeness);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_near_when_a_digit_or_two_neighbours_are_wrong),
        cmocka_unit_test(a_row_that_was_set_aside_is_compared_and_gets_nothing),
        cmocka_unit_test(a_phone_is_shared_when_three_people_gave_it),
        cmocka_unit_test(a_name_of_thousands_is_compared_with_a_few),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
