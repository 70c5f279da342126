#include "roster/crew.h"
#include "unit.h"

static const struct note cleaned = {"name.cleaned", {{"was", "张 三", 0}}};
static const struct note region = {"id.region", {{"from", NULL, 1993}, {"unlisted", "no", 0}}};
static const struct extra shift = {"班次", "夜班"};

static void add(struct crew *crew, const char *name, const struct note *notes, size_t count)
{
    const struct worker worker = {.name = name,
        .document = {.type = "resident", .number = "330482199203079980"},
        .sex = 'F',
        .shuttle = "浙F12345",
        .notes = notes,
        .note_count = count,
        .extras = &shift,
        .extra_count = 1};
    crew_add(crew, &worker)->row = 7;
}

static void a_person_comes_back_as_it_was(void **state)
{
    struct crew crew = {0};
    struct crew_view view;
    (void)state;
    const struct note notes[] = {cleaned, region};
    add(&crew, "张三", notes, 2);
    crew_settle(&crew);
    crew_read(&crew, 0, &view);
    const struct worker *worker = &view.worker;
    assert_string_equal(worker->name, "张三");
    assert_string_equal(worker->document.number, "330482199203079980");
    assert_string_equal(worker->document.type, "resident");
    assert_string_equal(worker->shuttle, "浙F12345");
    assert_null(worker->phone);
    assert_null(worker->birth);
    assert_int_equal(worker->sex, 'F');
    assert_int_equal(worker->from.row, 7);
    assert_int_equal(worker->note_count, 2);
    assert_string_equal(worker->notes[0].value[0].text, "张 三");
    assert_null(worker->notes[0].value[1].name);
    assert_int_equal(worker->notes[1].value[0].number, 1993);
    assert_null(worker->notes[1].value[0].text);
    assert_string_equal(worker->notes[1].value[1].text, "no");
    assert_int_equal(worker->extra_count, 1);
    assert_string_equal(worker->extras[0].text, "夜班");
    crew_release(&crew);
}

static void late_notes_follow_their_member_when_others_are_dropped(void **state)
{
    struct crew crew = {0};
    struct crew_view view;
    (void)state;
    add(&crew, "张三", NULL, 0);
    add(&crew, "李四", &cleaned, 1);
    add(&crew, "王五", NULL, 0);
    crew_note(&crew, 2, &region);
    crew_note(&crew, 0, &region);
    crew_note(&crew, 1, &region);
    crew.members[0].dropped = true;
    crew_settle(&crew);
    assert_int_equal(crew.count, 2);
    crew_read(&crew, 0, &view);
    assert_string_equal(view.worker.name, "李四");
    assert_int_equal(view.worker.note_count, 2);
    assert_string_equal(view.worker.notes[0].code, "name.cleaned");
    assert_string_equal(view.worker.notes[1].code, "id.region");
    crew_read(&crew, 1, &view);
    assert_string_equal(view.worker.name, "王五");
    assert_int_equal(view.worker.note_count, 1);
    assert_string_equal(view.worker.notes[0].code, "id.region");
    crew_release(&crew);
}

static void more_notes_than_fit_are_not_kept(void **state)
{
    struct crew crew = {0};
    struct crew_view view;
    (void)state;
    add(&crew, "张三", &cleaned, 1);
    for (int i = 0; i < 2 * CREW_NOTES_MAX; i++)
        crew_note(&crew, 0, &region);
    crew_settle(&crew);
    crew_read(&crew, 0, &view);
    assert_int_equal(view.worker.note_count, CREW_NOTES_MAX);
    crew_release(&crew);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_comes_back_as_it_was),
        cmocka_unit_test(late_notes_follow_their_member_when_others_are_dropped),
        cmocka_unit_test(more_notes_than_fit_are_not_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
