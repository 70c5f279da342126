#include "base/day.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

bool day_valid(struct day d)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (d.year < 1000 || d.year > 9999 || d.month < 1 || d.month > 12 || d.day < 1)
        return false;
    bool leap = (d.year % 4 == 0 && d.year % 100 != 0) || d.year % 400 == 0;
    return d.day <= lengths[d.month - 1] + (d.month == 2 && leap);
}

int day_compare(struct day a, struct day b)
{
    if (a.year != b.year)
        return a.year - b.year;
    return a.month != b.month ? a.month - b.month : a.day - b.day;
}

bool day_parse(const char *text, struct day *day)
{
    if (strlen(text) != 10 || strspn(text, "0123456789-") != 10)
        return false;
    if (sscanf(text, "%4d-%2d-%2d", &day->year, &day->month, &day->day) != 3)
        return false;
    return text[4] == '-' && text[7] == '-' && day_valid(*day);
}

/* `number` is below 100. */
static char *put_two(char *to, unsigned number)
{
    *to++ = (char)('0' + number / 10);
    *to++ = (char)('0' + number % 10);
    return to;
}

void day_print(struct day day, char text[11])
{
    unsigned year = (unsigned)day.year;
    char *to = put_two(put_two(text, year / 100), year % 100);
    *to++ = '-';
    to = put_two(to, (unsigned)day.month);
    *to++ = '-';
    *put_two(to, (unsigned)day.day) = '\0';
}

struct day day_local(int days_ahead)
{
    time_t now = time(NULL);
    struct tm tm;
    localtime_r(&now, &tm);
    tm.tm_mday += days_ahead;
    tm.tm_hour = 12; // noon: no summer-time change moves it to another day
    tm.tm_isdst = -1;
    mktime(&tm);
    return (struct day){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday};
}

int day_years(struct day birth, struct day on)
{
    int years = on.year - birth.year;
    if (on.month < birth.month || (on.month == birth.month && on.day < birth.day))
        years--;
    return years;
}
