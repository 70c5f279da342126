#include "endpoints.h"

#include "base/mem.h"
#include "shipped.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int set_base(struct endpoint *endpoint, const char *url, struct err *err)
{
    char *base = endpoint->base = mem_text(url ? url : endpoint->profile.base);
    size_t len = strlen(base);
    while (url && len && base[len - 1] == '/')
        base[--len] = '\0';
    if (!profile_base_valid(base))
        return err_set(err, STATUS_USAGE, "usage.url",
            _("--url needs an address like https://host:port/start, without a user name or a "
              "question mark"));
    buf_add_text(&endpoint->realm, endpoint->profile.id);
    if (url) {
        char *origin = profile_origin(base);
        buf_printf(&endpoint->realm, " %s", origin);
        free(origin);
    }
    if (!strncasecmp(base, "http:", 5) && !profile_base_local(base))
        cli_say(_("document numbers go to %s without encryption; ask the endpoint's owner for an "
                  "https address"),
            base);
    return 0;
}

static int load(struct endpoints *endpoints, const char *name, const char *url, struct err *err)
{
    struct endpoint *endpoint = &endpoints->items[endpoints->count];
    char *path = NULL;
    if (shipped_template("endpoints", name, &path, err))
        return -1;
    int result = profile_load(&endpoint->profile, path, err);
    free(path);
    if (result)
        return -1;
    endpoints->count++;
    for (size_t i = 0; i + 1 < endpoints->count; i++)
        if (!strcmp(endpoints->items[i].profile.id, endpoint->profile.id))
            return err_set(err, STATUS_USAGE, "usage.endpoint",
                _("the endpoint `%s` is given twice; name each of them once, and give each profile "
                  "an `id` of its own"),
                endpoint->profile.id);
    return set_base(endpoint, url, err);
}

int endpoints_load(struct endpoints *endpoints, const struct cli_list *names,
    const struct endpoints_options *options, struct err *err)
{
    if (names->count > RUN_ENDPOINTS_MAX)
        return err_set(err, STATUS_USAGE, "usage.endpoint",
            _("one run asks at most %d endpoints; use a second check behind this one for the "
              "others"),
            RUN_ENDPOINTS_MAX);
    if (names->count > 1 && (options->url || options->rate || options->concurrency))
        return err_set(err, STATUS_USAGE, "usage.endpoint",
            _("--url, --rate and --concurrency are for one endpoint; with several of them write "
              "`base` and `limits` into the profiles"));
    if (!names->count)
        cli_say(_("no --endpoint given; rehearsing with the profile `reference`"));
    if (!names->count)
        return load(endpoints, "reference", options->url, err);
    for (size_t i = 0; i < names->count; i++)
        if (load(endpoints, names->items[i], options->url, err))
            return -1;
    return 0;
}

void endpoints_release(struct endpoints *endpoints)
{
    for (size_t i = 0; i < endpoints->count; i++) {
        struct endpoint *endpoint = &endpoints->items[i];
        profile_release(&endpoint->profile);
        buf_release(&endpoint->realm);
        free(endpoint->base);
    }
    endpoints->count = 0;
}

int endpoints_unlock(struct endpoints *endpoints, struct err *err)
{
    for (size_t i = 0; i < endpoints->count; i++)
        if (profile_unlock(&endpoints->items[i].profile, err))
            return -1;
    return 0;
}

static bool share_currency(const struct endpoints *endpoints)
{
    for (size_t i = 1; i < endpoints->count; i++)
        if (strcmp(endpoints->items[i].profile.price.currency,
                endpoints->items[0].profile.price.currency))
            return false;
    return true;
}

int endpoints_budget(
    const struct endpoints *endpoints, const char *text, long *minor, struct err *err)
{
    *minor = BUDGET_NONE;
    if (!text)
        return 0;
    long highest = 0;
    for (size_t i = 0; i < endpoints->count; i++)
        if (endpoints->items[i].profile.price.highest > highest)
            highest = endpoints->items[i].profile.price.highest;
    if (!highest)
        return err_set(err, STATUS_USAGE, "usage.budget",
            _("the profile `%s` says no price, so --budget cannot hold; write `price` into it"),
            endpoints->items[0].profile.id);
    if (!share_currency(endpoints))
        return err_set(err, STATUS_USAGE, "usage.budget",
            _("the endpoints are paid in different currencies, so one --budget cannot hold; check "
              "with one after the other"));
    return budget_parse(text, minor, err);
}

void endpoints_plan(const struct endpoints *endpoints, const struct endpoints_options *options,
    struct run_plan *plan)
{
    plan->endpoint_count = endpoints->count;
    for (size_t i = 0; i < endpoints->count; i++) {
        const struct endpoint *endpoint = &endpoints->items[i];
        const struct limits *limits = &endpoint->profile.limits;
        plan->endpoints[i] = (struct run_endpoint){.profile = &endpoint->profile,
            .base = endpoint->base,
            .url = options->url ? endpoint->base : NULL,
            .realm = endpoint->realm.data,
            .per_second = options->rate ? (double)options->rate : limits->per_second,
            .concurrency = options->concurrency ? options->concurrency : limits->concurrency};
    }
}
