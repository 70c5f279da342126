/* Doubts about what is sent, and where to. */
#include "profile/lint.h"

#include "base/i18n.h"
#include <string.h>
#include <strings.h>

static bool holds_text(const json_t *json, const char *text)
{
    const char *key;
    json_t *value;
    size_t i;
    if (json_is_string(json))
        return strstr(json_string_value(json), text) != NULL;
    json_object_foreach((json_t *)json, key, value)
    {
        if (holds_text(value, text))
            return true;
    }
    json_array_foreach((json_t *)json, i, value)
    {
        if (holds_text(value, text))
            return true;
    }
    return false;
}

/* Every name in `section` stands as {prefix.NAME} somewhere in the profile. */
static void find_unused(struct lint *lint, const char *section, const char *prefix)
{
    const struct yaml *yaml = &lint->profile->yaml;
    const json_t *names = json_object_get(yaml->root, section);
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)names, name, value)
    {
        struct buf placeholder = {0};
        buf_printf(&placeholder, "{%s.%s}", prefix, name);
        if (!holds_text(yaml->root, buf_text(&placeholder)))
            lint_tell(lint, yaml_line(yaml, names, name, 0), "lint.unused",
                _("%s stands nowhere in the profile; use it or remove it"), buf_text(&placeholder));
        buf_release(&placeholder);
    }
}

static void find_plain(struct lint *lint, const json_t *parent)
{
    const struct yaml *yaml = &lint->profile->yaml;
    const char *base = json_string_value(json_object_get(parent, "base"));
    if (base && !strncasecmp(base, "http://", 7) && !profile_base_local(base))
        lint_tell(lint, yaml_line(yaml, parent, "base", 0), "lint.plain",
            _("what is sent to %s can be read on the way; ask the endpoint's owner for an https "
              "address"),
            base);
}

/* The key of a part of the request that speaks of consent, or NULL. */
static const char *consent_key(const json_t *json)
{
    const char *key, *found = NULL;
    json_t *value;
    size_t i;
    json_object_foreach((json_t *)json, key, value)
    {
        found = strcasestr(key, "consent") ? key : consent_key(value);
        if (found)
            return found;
    }
    json_array_foreach((json_t *)json, i, value)
    {
        found = consent_key(value);
        if (found)
            return found;
    }
    return NULL;
}

static void find_consent(struct lint *lint)
{
    static const char *const parts[] = {"query", "headers", "body", "batch"};
    const struct yaml *yaml = &lint->profile->yaml;
    for (size_t i = 0; !lint->profile->consent && i < sizeof parts / sizeof *parts; i++) {
        const char *key = consent_key(json_object_get(yaml->root, parts[i]));
        if (!key)
            continue;
        lint_tell(lint, yaml_line(yaml, yaml->root, parts[i], 0), "lint.consent",
            _("the request says something of consent (`%s`); add `consent: required`, so that it "
              "is true of everybody who is sent"),
            key);
        return;
    }
}

void lint_request(struct lint *lint)
{
    const json_t *root = lint->profile->yaml.root;
    find_plain(lint, root);
    find_plain(lint, json_object_get(json_object_get(root, "auth"), "request"));
    find_unused(lint, "secrets", "secret");
    find_unused(lint, "fields", "field");
    if (!holds_text(root, "{name}"))
        lint_tell(lint, 0, "lint.name",
            _("nothing sends the name, so the endpoint cannot say whether it belongs to the "
              "number; put {name} into the path, a header or the body"));
    find_consent(lint);
}
