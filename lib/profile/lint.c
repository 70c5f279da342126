#include "profile/lint.h"

#include "base/i18n.h"
#include "profile/cover.h"

void lint_tell(struct lint *lint, int line, const char *code, const char *text, ...)
{
    struct buf sentence = {0};
    struct err finding;
    va_list args;
    va_start(args, text);
    buf_vprintf(&sentence, text, args);
    va_end(args);
    err_set(&finding, STATUS_CONFIG, code, "%s", buf_text(&sentence));
    err_at(&finding, lint->profile->yaml.file, NULL, line, 0);
    buf_release(&sentence);
    lint->count++;
    lint->report(lint->context, &finding);
}

size_t lint_lists(const struct profile *profile, const struct rules *lists[LINT_LISTS])
{
    size_t count = 0;
    lists[count++] = &profile->rules;
    if (profile->batch.size)
        lists[count++] = &profile->batch.rules;
    if (profile->poll.rules.count)
        lists[count++] = &profile->poll.rules;
    return count;
}

const struct condition *lint_shadow(const struct rules *rules, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (condition_covers(&rules->rule[j].condition, &rules->rule[i].condition))
            return &rules->rule[j].condition;
    return NULL;
}

static void find_shadows(struct lint *lint, const struct rules *rules)
{
    for (size_t i = 0; i < rules->count; i++) {
        const struct condition *shadow = lint_shadow(rules, i);
        if (shadow)
            lint_tell(lint, rules->rule[i].condition.line, "lint.shadowed",
                _("this rule is never reached, because the one in line %d fits first; put the "
                  "narrower rule before it, or remove it"),
                shadow->line);
    }
}

static void find_unbilled(struct lint *lint, const struct rules *rules)
{
    for (size_t i = 0; lint->profile->price.highest && i < rules->count; i++) {
        const struct rule *rule = &rules->rule[i];
        if (rule->billed == BILLED_UNSAID && outcome_reusable(rule->outcome))
            lint_tell(lint, rule->condition.line, "lint.billed",
                _("an answer costs money here, and this rule does not say whether %s is billed; "
                  "add `billed: true` or `billed: false`"),
                outcome_name(rule->outcome));
    }
}

static bool gives(const struct profile *profile, enum outcome outcome)
{
    const struct rules *lists[LINT_LISTS];
    size_t count = lint_lists(profile, lists);
    for (size_t n = 0; n < count; n++)
        for (size_t i = 0; i < lists[n]->count; i++)
            if (lists[n]->rule[i].outcome == outcome)
                return true;
    return false;
}

static void find_missing(struct lint *lint)
{
    static const enum outcome needed[] = {OUTCOME_MATCH, OUTCOME_MISMATCH, OUTCOME_NOT_FOUND};
    const struct profile *profile = lint->profile;
    const struct yaml *yaml = &profile->yaml;
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        const char *name = outcome_name(needed[i]);
        bool given = gives(profile, needed[i]);
        if (given && profile->never[needed[i]])
            lint_tell(lint, yaml_line(yaml, yaml->root, "never", 0), "lint.outcome",
                _("`never` holds %s, and a rule gives it; remove it from one of them"), name);
        if (given || profile->never[needed[i]])
            continue;
        int line = yaml_line(yaml, yaml->root, "rules", 0);
        if (needed[i] == OUTCOME_MATCH)
            lint_tell(lint, line, "lint.outcome",
                _("no rule gives match; nobody would ever get a green card: add the rule"));
        else
            lint_tell(lint, line, "lint.outcome",
                _("no rule gives %s; add one, or write `never: [%s]` when the endpoint does not "
                  "tell it apart"),
                name, name);
    }
}

/* What the rules are like by themselves. */
static void lint_rules(struct lint *lint)
{
    const struct rules *lists[LINT_LISTS];
    size_t count = lint_lists(lint->profile, lists);
    for (size_t i = 0; i < count; i++) {
        find_shadows(lint, lists[i]);
        find_unbilled(lint, lists[i]);
    }
    find_missing(lint);
}

size_t lint_profile(const struct profile *profile, lint_report *report, void *context)
{
    struct lint lint = {.profile = profile, .report = report, .context = context};
    lint_request(&lint);
    lint_rules(&lint);
    lint_replies(&lint);
    return lint.count;
}
