#include "check/consent.h"

#include <string.h>
#include <strings.h>

static const char *const titles[] = {"同意", "授权", "consent", "agree", NULL};
static const char *const yes[] = {"是", "同意", "已同意", "授权", "已授权", "已签", "有", "√", "✓",
    "✔", "1", "y", "yes", "true", NULL};

static bool is_about_consent(const char *title)
{
    for (const char *const *word = titles; *word; word++)
        if (strcasestr(title, *word))
            return true;
    return false;
}

static bool says_yes(const char *text)
{
    for (const char *const *word = yes; *word; word++)
        if (!strcasecmp(text, *word))
            return true;
    return false;
}

bool consent_given(const struct record *record)
{
    bool given = false;
    const char *title;
    json_t *value;
    json_object_foreach(json_object_get(record->json, "extra"), title, value)
    {
        const char *text = json_string_value(value);
        if (!text || !*text || !is_about_consent(title))
            continue;
        if (!says_yes(text))
            return false;
        given = true;
    }
    return given;
}
