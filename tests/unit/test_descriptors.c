#include "unit.h"

#include "base/descriptors.h"
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { FREE = 8 };

/* So that exactly FREE can still be opened. */
static void leave_few(struct rlimit *before)
{
    assert_int_equal(getrlimit(RLIMIT_NOFILE, before), 0);
    int opened[FREE];
    for (int i = 0; i < FREE; i++)
        opened[i] = open("/dev/null", O_RDONLY | O_CLOEXEC);
    struct rlimit few = {(rlim_t)opened[FREE - 1] + 1, before->rlim_max};
    for (int i = 0; i < FREE; i++) {
        assert_true(opened[i] >= 0);
        close(opened[i]);
    }
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
}

static void as_many_as_are_left_are_enough(void **state)
{
    (void)state;
    struct rlimit before;
    struct err err = {0};
    leave_few(&before);
    assert_int_equal(descriptors_left(FREE, &err), 0);
    assert_int_equal(descriptors_left(FREE + 1, &err), -1);
    assert_int_equal(err.status, STATUS_RESOURCE);
    assert_string_equal(err.code, "descriptors.few");
    assert_non_null(strstr(err.text, "8 more, and 9 are needed"));
    int one = open("/dev/null", O_RDONLY | O_CLOEXEC);
    assert_int_equal(descriptors_left(FREE, &err), -1);
    close(one);
    assert_int_equal(descriptors_left(FREE, &err), 0);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_many_as_are_left_are_enough),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
