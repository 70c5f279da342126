#include "profile/rules.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/nearest.h"
#include <stdlib.h>

static const char *const rule_keys[] = {CONDITION_KEYS, "outcome", "billed", NULL};

int rules_outcome(enum outcome *outcome, const struct yaml *yaml, const json_t *json,
    const char *key, struct err *err)
{
    const char *name = NULL, *known[OUTCOME_COUNT] = {0};
    if (yaml_string(yaml, json, key, &name, err))
        return -1;
    *outcome = name ? outcome_parse(name) : OUTCOME_NONE;
    if (*outcome != OUTCOME_NONE)
        return 0;
    for (int i = 1; i < OUTCOME_COUNT; i++)
        known[i - 1] = outcome_name((enum outcome)i);
    const char *nearest = name ? nearest_word(name, known) : NULL;
    return yaml_fail(yaml, json, name ? key : NULL, err, "profile.outcome",
        _("an outcome is needed here; did you mean `%s`?"), nearest ? nearest : "unknown");
}

static int parse_rule(
    struct rule *rule, const struct yaml *yaml, const json_t *json, struct err *err)
{
    bool billed = false;
    if (yaml_only(yaml, json, rule_keys, err) ||
        condition_parse(&rule->condition, yaml, json, err) ||
        rules_outcome(&rule->outcome, yaml, json, "outcome", err) ||
        yaml_boolean(yaml, json, "billed", &billed, err))
        return -1;
    if (json_object_get(json, "billed"))
        rule->billed = billed ? BILLED_YES : BILLED_NO;
    if (rule->outcome == OUTCOME_MATCH && !condition_demands(&rule->condition))
        return yaml_fail(yaml, json, "outcome", err, "profile.rule",
            _("a rule that says match must look into the reply for something that is there; add a "
              "`when`"));
    return 0;
}

int rules_parse(struct rules *rules, const struct yaml *yaml, const json_t *parent, const char *key,
    struct err *err)
{
    const json_t *list = json_object_get(parent, key);
    *rules = (struct rules){0};
    if (!json_is_array(list) || !json_array_size(list))
        return yaml_fail(yaml, parent, key, err, "profile.rule",
            _("`%s` must be a list of rules: what a reply means"), key);
    rules->rule = mem_alloc(json_array_size(list) * sizeof *rules->rule);
    size_t i;
    json_t *json;
    json_array_foreach((json_t *)list, i, json)
    {
        struct rule *rule = &rules->rule[rules->count++];
        int line = yaml_line(yaml, list, NULL, i);
        if (parse_rule(rule, yaml, json, err)) {
            err_at(err, yaml->file, NULL, line, 0);
            rules_release(rules);
            return -1;
        }
        rule->condition.line = line;
    }
    return 0;
}

void rules_release(struct rules *rules)
{
    for (size_t i = 0; i < rules->count; i++)
        condition_release(&rules->rule[i].condition);
    free(rules->rule);
    *rules = (struct rules){0};
}

const struct rule *rules_find(
    const struct rules *rules, const struct response *response, const json_t *json)
{
    for (size_t i = 0; i < rules->count; i++)
        if (condition_holds(&rules->rule[i].condition, response, json))
            return &rules->rule[i];
    return NULL;
}
