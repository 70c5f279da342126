#include "table/styles.h"

#include "base/mem.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    FORMATS_MAX = 1 << 16, // number format ids
    PART_MAX = 1 << 26,    // bytes
    DAY_SECONDS = 86400,
    DAYS_1900_TO_1970 = 25569, // the number of 1970-01-01
    DAYS_1904_TO_1970 = 24107,
    DAYS_END = 2958466, // the number of 10000-01-01
};

struct reading {
    struct styles *styles;
    bool *custom;        // by number format id
    bool formats, cells; // inside <numFmts>, <cellXfs>
};

bool styles_code_is_date(const char *code)
{
    for (; *code; code++) {
        if (*code == '"' || *code == '[') {
            code = strchr(code + 1, *code == '"' ? '"' : ']');
            if (!code)
                return false;
        } else if (*code == '\\' || *code == '_' || *code == '*') {
            if (!*++code)
                return false;
        } else if (!strncasecmp(code, "general", 7)) {
            code += 6;
        } else if (strchr("ymdhs", tolower((unsigned char)*code))) {
            return true;
        }
    }
    return false;
}

bool styles_builtin_is_date(long id)
{
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
           (id >= 50 && id <= 58);
}

static long format_id(const char *const *attributes)
{
    const char *text = part_attribute(attributes, "numFmtId");
    long id = text ? strtol(text, NULL, 10) : 0;
    return id > 0 && id < FORMATS_MAX ? id : 0;
}

static int on_start(void *context, const char *name, const char *const *attributes, struct err *err)
{
    (void)err;
    struct reading *reading = context;
    struct styles *styles = reading->styles;
    reading->formats |= !strcmp(name, "numFmts");
    reading->cells |= !strcmp(name, "cellXfs");
    if (reading->formats && !strcmp(name, "numFmt")) {
        const char *code = part_attribute(attributes, "formatCode");
        reading->custom[format_id(attributes)] = code && styles_code_is_date(code);
    } else if (reading->cells && !strcmp(name, "xf")) {
        long id = format_id(attributes);
        styles->dates =
            mem_grow(styles->dates, styles->count, &styles->capacity, sizeof *styles->dates);
        styles->dates[styles->count++] = id && (reading->custom[id] || styles_builtin_is_date(id));
    }
    return 0;
}

static int on_end(void *context, const char *name, struct err *err)
{
    (void)err;
    struct reading *reading = context;
    reading->formats &= strcmp(name, "numFmts") != 0;
    reading->cells &= strcmp(name, "cellXfs") != 0;
    return 0;
}

int styles_read(struct styles *styles, struct archive *archive, const char *part, struct err *err)
{
    struct reading reading = {.styles = styles, .custom = mem_alloc(FORMATS_MAX)};
    const struct part_events events = {&reading, on_start, on_end, NULL};
    int result = archive_read(archive, part, PART_MAX, &events, err);
    free(reading.custom);
    return result;
}

bool styles_is_date(const struct styles *styles, size_t format)
{
    return format < styles->count && styles->dates[format];
}

void styles_release(struct styles *styles)
{
    free(styles->dates);
    *styles = (struct styles){0};
}

/* A plain or scientific number, always with a point, whatever the locale. */
static bool parse_number(const char *text, double *number)
{
    double scale = 1;
    const char *start = text;
    *number = 0;
    for (; isdigit((unsigned char)*text); text++)
        *number = *number * 10 + (*text - '0');
    if (text == start)
        return false;
    if (*text == '.')
        for (text++; isdigit((unsigned char)*text); text++)
            *number += (*text - '0') * (scale /= 10);
    if (*text == 'e' || *text == 'E') {
        char *end;
        long power = strtol(text + 1, &end, 10);
        if (end == text + 1 || power < -20 || power > 20)
            return false;
        for (; power < 0; power++)
            *number /= 10;
        for (; power > 0; power--)
            *number *= 10;
        text = end;
    }
    return !*text;
}

bool styles_write_date(const struct styles *styles, const char *number, struct buf *out)
{
    double serial;
    if (!parse_number(number, &serial) || serial >= DAYS_END)
        return false;
    long long seconds = (long long)(serial * DAY_SECONDS + 0.5);
    long long days = seconds / DAY_SECONDS;
    if (!styles->from_1904 && days == 60)
        return false; // 1900-02-29, which there never was
    bool day = days > 0 || styles->from_1904, clock = seconds % DAY_SECONDS || !day;
    long long before = styles->from_1904 ? DAYS_1904_TO_1970 : DAYS_1900_TO_1970;
    if (!styles->from_1904 && days < 60)
        before--;
    time_t since = (time_t)(seconds - before * DAY_SECONDS);
    struct tm tm;
    if (!gmtime_r(&since, &tm) || tm.tm_year > 9999 - 1900)
        return false;
    if (day)
        buf_printf(out, "%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
    if (clock)
        buf_printf(
            out, day ? " %02d:%02d:%02d" : "%02d:%02d:%02d", tm.tm_hour, tm.tm_min, tm.tm_sec);
    return true;
}
