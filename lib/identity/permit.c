#include "identity/permit.h"

#include "base/i18n.h"
#include "identity/country.h"
#include "identity/mrz.h"
#include "identity/region.h"
#include "identity/resident.h"
#include <string.h>

enum { TRAVEL_LEN = 9, RENEWED_LEN = 11, TAIWAN_LEN = 8 };

static const char digits[] = "0123456789";

bool permit_is_of_18(const char *number)
{
    return number[0] == '9' || (number[0] == '8' && number[1] >= '1' && number[1] <= '3');
}

static bool is_province(const char *two)
{
    return region_find(identity_digits(two, 2) * 10000, 0, NULL) != REGION_NO_PROVINCE;
}

bool permit_place_is_known(const char *number)
{
    if (number[0] == '9')
        return is_province(number + 1) && country_has_number(number + 3);
    return !strncmp(number + 2, "0000", 4);
}

static int fail_country(struct err *err)
{
    return err_set(err, STATUS_INPUT, "id.country",
        _("no country has the characters that stand for it in the number; compare the number with "
          "the permit"));
}

int permit_read(
    struct identity *identity, const struct stated *stated, struct day on, struct err *err)
{
    const char *number = identity->number;
    identity->type = number[0] == '9' ? "fpr" : number[1] == '3' ? "tw_rp" : "hkmo_rp";
    if (resident_read_common(identity, stated, on, err))
        return -1;
    if (permit_place_is_known(number))
        return 0;
    return number[0] == '9' && is_province(number + 1) ? fail_country(err)
                                                       : resident_fail_region(err);
}

bool permit_is_old(const char *number)
{
    return strlen(number) == PERMIT_OLD_LEN && strspn(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3 &&
           strspn(number + 3, digits) == 12;
}

int permit_read_old(struct identity *identity, struct day on, struct err *err)
{
    const char *number = identity->number;
    if (!country_has_letters(number))
        return fail_country(err);
    if (!is_province(number + 3))
        return resident_fail_region(err);
    if (mrz_check(number, PERMIT_OLD_LEN - 1) != number[PERMIT_OLD_LEN - 1])
        return err_set(err, STATUS_INPUT, "id.checksum",
            _("a character of the number is wrong: the last one does not fit the others; compare "
              "the number with the permit"));
    identity->birth = mrz_past_day(number + 7, on);
    if (!identity->birth.year)
        return resident_fail_date(err);
    identity->type = "fpr15";
    return 0;
}

/* H or M, at least, and digits to the end but for the A of those without Chinese nationality. */
static bool has_travel_shape(const char *number)
{
    size_t len = strlen(number), letters = number[1] == 'A' ? 2 : 1;
    return (number[0] == 'H' || number[0] == 'M') && (len == TRAVEL_LEN || len == RENEWED_LEN) &&
           strspn(number + letters, digits) == len - letters;
}

bool permit_may_be_travel(const char *number)
{
    return has_travel_shape(number) ||
           (strlen(number) == TAIWAN_LEN && strspn(number, digits) == TAIWAN_LEN);
}

int permit_read_home_return(struct identity *identity, struct err *err)
{
    const char *number = identity->number;
    size_t len = strlen(number);
    if (len != TRAVEL_LEN && len != RENEWED_LEN)
        return err_set(err, STATUS_INPUT, "id.length",
            _("a home-return permit's number has 9 characters, or 11 with its renewals, this one "
              "has %zu; compare it with the permit"),
            len);
    if (!has_travel_shape(number))
        return err_set(err, STATUS_INPUT, "id.character",
            _("a home-return permit's number is H or M and digits; compare it with the permit"));
    if (number[1] == 'A')
        return err_set(err, STATUS_INPUT, "doc.home_return",
            _("a home-return permit that starts with HA or MA is for people without Chinese "
              "nationality, who may not be employed on it; ask for the passport and the work "
              "permit, or take the name off the list"));
    identity->type = "hkmo_mtp";
    return 0;
}

int permit_read_taiwan(struct identity *identity, struct err *err)
{
    const char *number = identity->number;
    size_t len = strlen(number);
    if (len != TAIWAN_LEN)
        return err_set(err, STATUS_INPUT, "id.length",
            _("a Taiwan travel permit's number has 8 digits, this one has %zu characters; compare "
              "it with the permit (number cells lose zeros in front: format the column as text)"),
            len);
    if (strspn(number, digits) < len)
        return err_set(err, STATUS_INPUT, "id.character",
            _("a Taiwan travel permit's number is 8 digits; compare it with the permit"));
    identity->type = "tw_mtp";
    return 0;
}
