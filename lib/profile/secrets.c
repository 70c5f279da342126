#include "profile/secrets.h"

#include "base/buf.h"
#include "base/i18n.h"
#include <stdlib.h>
#include <string.h>

int secrets_parse(struct secrets *secrets, const struct yaml *yaml, struct vocabulary *vocabulary,
    struct err *err)
{
    const json_t *section = json_object_get(yaml->root, "secrets");
    if (!section)
        return 0;
    if (yaml_filled(yaml, yaml->root, "secrets", err))
        return -1;
    if (!json_is_object(section) || json_object_size(section) > INPUT_SECRETS_MAX)
        return yaml_fail(yaml, yaml->root, "secrets", err, "config.type",
            _("`secrets` must hold at most %d lines such as name: env:VARIABLE"),
            INPUT_SECRETS_MAX);
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)section, name, value)
    {
        if (!vocabulary_may_name(name))
            return yaml_fail(yaml, section, name, err, "profile.name",
                _("a name here is up to 40 lower-case letters, digits, - and _"));
        const char *reference = json_string_value(value);
        if (!reference || !secret_valid(reference))
            return yaml_fail(yaml, section, name, err, "profile.secret",
                _("write where the secret is, never the secret itself: `%s: env:NAME` or `%s: "
                  "file:PATH`"),
                name, name);
        struct buf whole = {0};
        buf_printf(&whole, "secret.%s", name);
        struct named_secret *secret = &secrets->items[secrets->count];
        *secret = (struct named_secret){.name = buf_take(&whole), .reference = reference};
        vocabulary->names[INPUT_SECRET + secrets->count++] = secret->name;
    }
    return 0;
}

int secrets_unlock(
    struct secrets *secrets, const char *beside, struct missing *missing, struct err *err)
{
    for (size_t i = 0; i < secrets->count; i++)
        if (secret_need(secrets->items[i].reference, beside, &secrets->items[i].text, missing, err))
            return -1;
    return 0;
}

void secrets_tell(const struct secrets *secrets, struct inputs *inputs)
{
    for (size_t i = 0; i < secrets->count; i++)
        inputs->text[INPUT_SECRET + i] = secrets->items[i].text;
}

void secrets_release(struct secrets *secrets)
{
    for (size_t i = 0; i < secrets->count; i++) {
        free(secrets->items[i].name);
        secret_free(secrets->items[i].text);
    }
    *secrets = (struct secrets){0};
}
