#include "roster/statement.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char digits[] = "0123456789";

static char read_sex(const char *text)
{
    static const char *const men[] = {"男", "M", "先生"}, *const women[] = {"女", "F", "W", "G"};
    for (size_t i = 0; i < sizeof men / sizeof *men; i++)
        if (!strncasecmp(text, men[i], strlen(men[i])))
            return 'M';
    for (size_t i = 0; i < sizeof women / sizeof *women; i++)
        if (!strncasecmp(text, women[i], strlen(women[i])))
            return 'F';
    return 0;
}

/* Moves behind digits and the sign that ends them. */
static int read_part(const char **text, size_t digits_max)
{
    static const char *const signs[] = {"-", "/", ".", "年", "月", "日", "号"};
    size_t len = strspn(*text, digits);
    if (!len || len > digits_max)
        return 0;
    int value = identity_digits(*text, (int)len);
    *text += len;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (!strncmp(*text, signs[i], strlen(signs[i]))) {
            *text += strlen(signs[i]);
            break;
        }
    return value;
}

static struct day read_compact(const char *text, size_t len)
{
    return (struct day){identity_digits(text, 4), identity_digits(text + 4, 2),
        len == 8 ? identity_digits(text + 6, 2) : 0};
}

/* "1990.1" may be a spreadsheet's way to write 1990.10. */
static bool lost_a_zero(const char *text)
{
    const char *dot = strchr(text, '.');
    return dot && !strcmp(dot, ".1");
}

static struct day read_birth(const char *text)
{
    const char *c = text;
    struct day birth;
    size_t len = strspn(text, digits);
    if (!text[len] && (len == 8 || len == 6)) {
        birth = read_compact(text, len);
    } else {
        birth = (struct day){.year = read_part(&c, 4)};
        birth.month = lost_a_zero(text) ? 0 : read_part(&c, 2);
        birth.day = birth.month ? read_part(&c, 2) : 0;
        if (*c && *c != ' ' && !lost_a_zero(text)) // a time may follow
            return (struct day){0};
    }
    struct day whole = {birth.year, birth.month ? birth.month : 1, birth.day ? birth.day : 1};
    return birth.year >= 1850 && day_valid(whole) ? birth : (struct day){0};
}

void statement_read(
    struct statement *statement, const char *sex, const char *birth, const char *age)
{
    *statement = (struct statement){.age = -1};
    if (sex)
        statement->stated.sex = read_sex(sex);
    if (birth)
        statement->stated.birth = read_birth(birth);
    size_t len = age ? strspn(age, digits) : 0;
    if (len && len < 4 && (!age[len] || !strcmp(age + len, "岁") || !strcmp(age + len, "周岁")))
        statement->age = identity_digits(age, (int)len);
}

bool statement_age_agrees(const struct statement *statement, struct day birth, struct day on)
{
    enum { TOLERANCE = 2 };
    return statement->age < 0 || abs(statement->age - day_years(birth, on)) <= TOLERANCE;
}
