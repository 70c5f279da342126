#include "unit.h"

#include "base/index.h"
#include <string.h>

enum { COUNT = 2000 };

static unsigned keys[COUNT];

static bool same(const void *items, uint32_t item, const char *key, size_t len)
{
    (void)items;
    return !memcmp(&keys[item], key, len);
}

static uint32_t find(const struct index *index, unsigned i)
{
    return index_find(index, (const char *)&keys[i], sizeof *keys, same, NULL);
}

static void what_is_removed_is_gone_and_the_others_are_still_there(void **state)
{
    (void)state;
    struct index index = {0};
    for (unsigned i = 0; i < COUNT; i++)
        keys[i] = i;
    for (int round = 0; round < 3; round++) {
        for (unsigned i = 0; i < COUNT; i++)
            if (find(&index, i) == INDEX_NONE)
                index_add(&index, (const char *)&keys[i], sizeof *keys, i);
        for (unsigned i = 0; i < COUNT; i += 3)
            index_remove(&index, (const char *)&keys[i], sizeof *keys, same, NULL);
        index_remove(&index, (const char *)&keys[0], sizeof *keys, same, NULL); // no more there
        for (unsigned i = 0; i < COUNT; i++)
            assert_int_equal(find(&index, i), i % 3 ? i : INDEX_NONE);
        assert_int_equal(index.count, COUNT - (COUNT + 2) / 3);
    }
    index_release(&index);
}

static void an_empty_one_has_nothing(void **state)
{
    (void)state;
    struct index index = {0};
    assert_int_equal(find(&index, 1), INDEX_NONE);
    index_remove(&index, (const char *)&keys[1], sizeof *keys, same, NULL);
    index_release(&index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_removed_is_gone_and_the_others_are_still_there),
        cmocka_unit_test(an_empty_one_has_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
