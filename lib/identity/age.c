#include "identity/age.h"

static bool past_birthday(struct day birth, struct day on, int years)
{
    struct day birthday = {birth.year + years, birth.month, birth.day};
    return day_compare(on, birthday) > 0;
}

bool age_may_work(struct day birth, struct day on)
{
    return past_birthday(birth, on, AGE_WORKING);
}

bool age_is_minor(struct day birth, struct day on)
{
    return age_may_work(birth, on) && !past_birthday(birth, on, AGE_ADULT);
}

bool age_is_senior(struct day birth, struct day on)
{
    return day_years(birth, on) >= AGE_SENIOR;
}
