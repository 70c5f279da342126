#include "roster/leader.h"

#include <string.h>
#include <strings.h>

static const char *const marks[] = {"是", "√", "✓", "✔", "☑", "●", "★", "对", "有", "1", "v", "y",
    "yes", "true", "leader", "组长", "小组长", "班长", "队长", "小队长", "领队", "带队", "带队人",
    "领班", "负责人", "车长", NULL};

bool leader_is_marked(const char *mark, const char *name)
{
    for (const char *const *m = marks; *m; m++)
        if (!strcasecmp(*m, mark))
            return true;
    return *mark && !strcmp(mark, name);
}
