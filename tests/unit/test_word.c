#include "unit.h"

#include "base/word.h"

static void only_eight_digits_are_digits(void **state)
{
    (void)state;
    assert_true(word_is_digits(word_load("00000000")));
    assert_true(word_is_digits(word_load("99999999")));
    for (unsigned byte = 0; byte < 256; byte++)
        for (size_t i = 0; i < 8; i++) {
            char text[] = "13800138";
            text[i] = (char)byte;
            assert_int_equal(word_is_digits(word_load(text)), byte >= '0' && byte <= '9');
        }
}

static void the_first_byte_is_the_first_in_memory(void **state)
{
    (void)state;
    for (size_t i = 0; i < 8; i++) {
        char text[] = "abcdefgh";
        text[i] = (char)0x80;
        text[7] = (char)0xFF;
        assert_int_equal(word_first(word_load(text) & WORD_HIGHEST), i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_eight_digits_are_digits),
        cmocka_unit_test(the_first_byte_is_the_first_in_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
