#include "endpoint/times.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Seconds and milliseconds since 1970. */
static bool read_count(const char *text, long unit, struct timespec *time)
{
    size_t digits = strspn(text, "0123456789");
    if (!digits || digits > 14 || text[digits])
        return false;
    long long count = strtoll(text, NULL, 10);
    *time =
        (struct timespec){.tv_sec = count / unit, .tv_nsec = count % unit * (1000000000 / unit)};
    return true;
}

/* By strptime's format, in UTC or in local time. */
static bool read_date(const char *text, const char *format, bool utc, struct timespec *time)
{
    struct tm tm = {.tm_isdst = -1};
    const char *end = strptime(text, format, &tm);
    if (!end || *end)
        return false;
    *time = (struct timespec){.tv_sec = utc ? timegm(&tm) : mktime(&tm)};
    return true;
}

static bool read_time(enum input form, const char *text, struct timespec *time)
{
    switch (form) {
    case INPUT_TIME_S:
        return read_count(text, 1, time);
    case INPUT_TIME_MS:
        return read_count(text, 1000, time);
    case INPUT_TIME_ISO:
        return read_date(text, "%Y-%m-%dT%H:%M:%SZ", true, time);
    default:
        return read_date(text, "%Y%m%d%H%M%S", false, time);
    }
}

/* The day of a time that may be a little off. */
static bool is_day(const char *date, time_t now, long skew_s)
{
    char early[16], late[16];
    struct tm tm;
    time_t times[] = {now - skew_s, now + skew_s};
    strftime(early, sizeof early, "%Y%m%d", localtime_r(&times[0], &tm));
    strftime(late, sizeof late, "%Y%m%d", localtime_r(&times[1], &tm));
    return !strcmp(date, early) || !strcmp(date, late);
}

bool times_settle(struct inputs *inputs, struct moment *moment, long skew_s)
{
    static const enum input forms[] = {
        INPUT_TIME_MS, INPUT_TIME_S, INPUT_TIME_ISO, INPUT_TIME_LOCAL};
    struct timespec now, time;
    bool found = false;
    clock_gettime(CLOCK_REALTIME, &now);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const char *text = inputs->text[forms[i]];
        struct timespec one;
        if (!text)
            continue;
        if (!read_time(forms[i], text, &one) || one.tv_sec < now.tv_sec - skew_s ||
            one.tv_sec > now.tv_sec + skew_s)
            return false;
        if (!found)
            time = one;
        found = true;
    }
    if (inputs->text[INPUT_DATE] && !is_day(inputs->text[INPUT_DATE], now.tv_sec, skew_s))
        return false;
    struct inputs made = {{0}};
    moment_at(moment, found ? &time : &now);
    moment_tell(moment, &made);
    for (int i = INPUT_TIME_S; i <= INPUT_DATE; i++)
        if (!inputs->text[i])
            inputs->text[i] = made.text[i];
    return true;
}
