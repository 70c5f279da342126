#include "check/budget.h"

#include "base/buf.h"
#include "base/i18n.h"
#include <string.h>

enum { WHOLE_DIGITS_MAX = 12 };

int budget_parse(const char *text, long *minor, struct err *err)
{
    size_t whole = strspn(text, "0123456789");
    const char *point = text + whole;
    size_t part = *point == '.' ? strspn(point + 1, "0123456789") : 0;
    bool ends = *point == '.' ? part == 2 && !point[3] : !*point;
    if (!whole || whole > WHOLE_DIGITS_MAX || !ends)
        return err_set(err, STATUS_USAGE, "usage.budget",
            _("--budget needs an amount such as 500 or 500.00, in the currency of the profile, not "
              "`%s`"),
            text);
    *minor = 0;
    for (size_t i = 0; i < whole; i++)
        *minor = *minor * 10 + (text[i] - '0');
    *minor *= 100;
    if (part)
        *minor += (point[1] - '0') * 10 + (point[2] - '0');
    return 0;
}

bool budget_admits(const struct budget *budget, long price)
{
    return budget->limit == BUDGET_NONE ||
           budget->spent + budget->risked + budget->held + price <= budget->limit;
}

void budget_hold(struct budget *budget, long price)
{
    budget->held += price;
}

void budget_settle(struct budget *budget, long held, long charged, long risked)
{
    budget->held -= held;
    budget->spent += charged;
    budget->risked += risked;
}

void budget_explain(const struct budget *budget, const char *currency, struct err *err)
{
    struct buf risk = {0};
    if (budget->risked)
        buf_printf(&risk, _(", and up to %ld.%02ld %s for answers that never came"),
            budget->risked / 100, budget->risked % 100, currency);
    err_set(err, STATUS_AGAIN, "check.budget",
        _("%ld.%02ld %s are spent%s, and the next answer could pass the budget of %ld.%02ld %s; run "
          "the same command again with a budget for those who are left"),
        budget->spent / 100, budget->spent % 100, currency, buf_text(&risk), budget->limit / 100,
        budget->limit % 100, currency);
    buf_release(&risk);
}
