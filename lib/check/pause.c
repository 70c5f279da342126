#include "check/pause.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOMENT_S = 100000000 }; // from here it is no span of time, but a moment

/* A whole number at the start of a header's value; what may follow it is a fraction or a list. */
static bool read_whole(const char *text, long long *number)
{
    char *end;
    text += strspn(text, " \t\"");
    if (!isdigit((unsigned char)*text))
        return false;
    errno = 0;
    *number = strtoll(text, &end, 10);
    return !errno && (!*end || strchr(" \t.,;\"", *end));
}

static long from_now(long long reset, long now_s)
{
    if (reset >= (long long)MOMENT_S * 1000)
        reset /= 1000;
    if (reset >= MOMENT_S)
        reset -= now_s;
    return reset < 0 ? 0 : reset > PAUSE_MAX_S ? PAUSE_MAX_S : (long)reset;
}

static long longer(long a, long b)
{
    return a > b ? a : b;
}

static long of_pair(const struct params *headers, const char *left, const char *at, long now_s)
{
    long long remaining, reset;
    const char *said = params_header(headers, left), *when = params_header(headers, at);
    if (!said || !when || !read_whole(said, &remaining) || remaining > 0 ||
        !read_whole(when, &reset))
        return 0;
    return from_now(reset, now_s);
}

/* Whether a parameter has one of these names; `*value` is what stands behind its "=". */
static bool is_parameter(const char *text, const char *brief, const char *name, const char **value)
{
    size_t len = strcspn(text, "=,; \t");
    if (text[len] != '=')
        return false;
    *value = text + len + 1;
    return (len == strlen(brief) && !strncasecmp(text, brief, len)) ||
           (len == strlen(name) && !strncasecmp(text, name, len));
}

/* One field: a list of quotas with parameters, or one quota whose members are set off by commas. */
static long of_field(const char *field, long now_s)
{
    long pause_s = 0;
    long long remaining = -1, reset = -1, number;
    for (const char *c = field; *c;) {
        const char *value;
        c += strspn(c, ",; \t");
        if (*c == '"') { // the name of the next quota
            remaining = reset = -1;
            c += strcspn(c + 1, "\"") + 1;
            c += *c == '"';
            continue;
        }
        if (is_parameter(c, "r", "remaining", &value) && read_whole(value, &number))
            remaining = number;
        else if (is_parameter(c, "t", "reset", &value) && read_whole(value, &number))
            reset = number;
        if (remaining == 0 && reset >= 0)
            pause_s = longer(pause_s, from_now(reset, now_s));
        c += strcspn(c, ",;");
    }
    return pause_s;
}

long pause_until_reset(const struct params *headers, long now_s)
{
    static const char *const pairs[][2] = {{"RateLimit-Remaining", "RateLimit-Reset"},
        {"X-RateLimit-Remaining", "X-RateLimit-Reset"},
        {"X-Rate-Limit-Remaining", "X-Rate-Limit-Reset"}};
    long pause_s = 0;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        pause_s = longer(pause_s, of_pair(headers, pairs[i][0], pairs[i][1], now_s));
    for (size_t i = 0; i < headers->count; i++)
        if (!strcasecmp(params_name(headers, i), "RateLimit"))
            pause_s = longer(pause_s, of_field(params_value(headers, i), now_s));
    return pause_s;
}

bool pause_endless(const struct params *headers)
{
    const char *said = params_header(headers, "Retry-After");
    said = said ? said + strspn(said, " \t0") : "";
    size_t digits = strspn(said, "0123456789");
    return digits > 10 && !said[digits + strspn(said + digits, " \t")];
}
