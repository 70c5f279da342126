#include "identity/resident.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/word.h"
#include "identity/candidates.h"
#include "identity/region.h"
#include <string.h>

enum { EXCEL_DIGITS = 15, PLACE_LEN = 6, CENTURY = 1900, EARLIEST_BIRTH = 1850 };

static const char digits[] = "0123456789";

char resident_check(const char *number)
{
    static const short weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < RESIDENT_LEN - 1; i++)
        sum += weights[i] * (short)(number[i] - '0');
    return "10X98765432"[sum % 11];
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool resident_has_shape(const char *number, int *place)
{
    bool front = word_is_digits(word_load(number)) && word_is_digits(word_load(number + 8)) &&
                 is_digit(number[RESIDENT_LEN - 2]);
    char last = number[RESIDENT_LEN - 1];
    if (front && (last == 'X' || is_digit(last)))
        return true;
    *place = (int)strspn(number, digits) + 1;
    return false;
}

static bool ends_rounded(const char *number)
{
    return !memcmp(number + EXCEL_DIGITS, "000", 3);
}

bool resident_maybe_rounded(const char *number)
{
    return strlen(number) == RESIDENT_LEN && ends_rounded(number);
}

int resident_fail_rounded(struct err *err)
{
    return err_set(err, STATUS_INPUT, "id.rounded",
        _("Excel dropped the last digits of the number; format the column as text, type the number "
          "again from the card and send the file again"));
}

int resident_fail_region(struct err *err)
{
    return err_set(err, STATUS_INPUT, "id.region",
        _("no province has the digits that stand for it in the number; compare the number with the "
          "card"));
}

int resident_fail_date(struct err *err)
{
    return err_set(err, STATUS_INPUT, "id.date",
        _("the date of birth in the number does not exist, lies ahead or is too long ago; compare "
          "the number with the card"));
}

static int fail_checksum(
    const char *number, const struct stated *stated, struct day on, struct err *err)
{
    static const char code[] = "id.checksum";
    struct buf likely = {0};
    candidates_print(number, stated, on, &likely);
    if (likely.len)
        err_set(err, STATUS_INPUT, code,
            _("a digit of the number is wrong: the last character does not fit the others, but would, "
              "for example, if %s; compare the number with the card"),
            likely.data);
    else
        err_set(err, STATUS_INPUT, code,
            _("more than one digit of the number is wrong: the last character does not fit the "
              "others; compare the number with the card"));
    buf_release(&likely);
    return -1;
}

int resident_read_common(
    struct identity *identity, const struct stated *stated, struct day on, struct err *err)
{
    const char *number = identity->number;
    int place;
    if (!resident_has_shape(number, &place))
        return err_set(err, STATUS_INPUT, "id.character",
            _("a number of 18 characters is 17 digits and a digit or X, but character %d is "
              "another one; compare the number with the card"),
            place);
    bool rounded = ends_rounded(number);
    if (resident_check(number) != number[RESIDENT_LEN - 1])
        return rounded ? resident_fail_rounded(err) : fail_checksum(number, stated, on, err);
    struct day birth = {identity_digits(number + 6, 4), identity_digits(number + 10, 2),
        identity_digits(number + 12, 2)};
    if (!day_valid(birth) || birth.year < EARLIEST_BIRTH || day_compare(birth, on) > 0)
        return resident_fail_date(err);
    identity->birth = birth;
    identity->sex = (number[16] - '0') % 2 ? 'M' : 'F';
    if (rounded)
        identity_note(identity, "id.rounded_maybe");
    return 0;
}

static void note_years(struct identity *identity, const struct region_years *years)
{
    struct identity_note *note = identity_note(identity, "id.region");
    note->name = years->from ? "from" : "until";
    note->number = years->from ? years->from : years->until;
}

static int read_region(struct identity *identity, struct err *err)
{
    struct region_years years;
    int code = identity_digits(identity->number, PLACE_LEN);
    switch (region_find(code, identity->birth.year, &years)) {
    case REGION_NO_PROVINCE:
        return resident_fail_region(err);
    case REGION_UNLISTED:
        identity_note(identity, "id.region")->name = "listed";
        break;
    case REGION_OTHER_YEARS:
        note_years(identity, &years);
        break;
    case REGION_IN_FORCE:
        break;
    }
    return 0;
}

int resident_read(
    struct identity *identity, const struct stated *stated, struct day on, struct err *err)
{
    identity->type = "resident";
    return resident_read_common(identity, stated, on, err) ? -1 : read_region(identity, err);
}

int resident_read_old(struct identity *identity, struct day on, struct err *err)
{
    const char *number = identity->number;
    struct day birth = {CENTURY + identity_digits(number + 6, 2), identity_digits(number + 8, 2),
        identity_digits(number + 10, 2)};
    if (!day_valid(birth) || day_compare(birth, on) > 0)
        return resident_fail_date(err);
    identity->type = "resident15";
    identity->birth = birth;
    identity->sex = (number[14] - '0') % 2 ? 'M' : 'F';
    identity_note(identity, "id.fifteen");
    return read_region(identity, err);
}

void resident_lengthen(const char *old, char number[RESIDENT_LEN + 1])
{
    memcpy(number, old, PLACE_LEN);
    memcpy(number + PLACE_LEN, "19", 2);
    memcpy(number + PLACE_LEN + 2, old + PLACE_LEN, RESIDENT_OLD_LEN - PLACE_LEN);
    number[RESIDENT_LEN - 1] = resident_check(number);
    number[RESIDENT_LEN] = '\0';
}

const char *resident_key(const char *number, char longer[RESIDENT_LEN + 1])
{
    if (strlen(number) != RESIDENT_OLD_LEN || strspn(number, digits) != RESIDENT_OLD_LEN)
        return number;
    resident_lengthen(number, longer);
    return longer;
}
