#include "profile/command.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include <stdlib.h>
#include <string.h>

static const char *const keys[] = {"kind", "command", "timeout_ms", NULL};

int command_parse(
    struct command *command, const struct yaml *yaml, const json_t *auth, struct err *err)
{
    *command = (struct command){.timeout_ms = COMMAND_TIMEOUT_MS};
    if (yaml_only(yaml, auth, keys, err) || yaml_integer(yaml, auth, "timeout_ms", 10,
                                                COMMAND_TIMEOUT_MAX_MS, &command->timeout_ms, err))
        return -1;
    const json_t *list = json_object_get(auth, "command");
    size_t count = json_array_size(list);
    for (size_t i = 0; i < count && i < COMMAND_WORDS_MAX; i++) {
        const char *word = json_string_value(json_array_get(list, i));
        if (!word || (!i && !*word))
            break;
        bool path = !i && strchr(word, '/');
        command->words[i] = path ? path_beside(word, yaml->file) : mem_text(word);
    }
    if (count && count <= COMMAND_WORDS_MAX && command->words[count - 1])
        return 0;
    return yaml_fail(yaml, auth, list ? "command" : "kind", err, "profile.command",
        _("`command` must list the program that signs the requests and its arguments as texts, at "
          "most %d: `command: [./sign, \"7\"]`"),
        COMMAND_WORDS_MAX);
}

void command_release(struct command *command)
{
    for (size_t i = 0; command->words[i]; i++)
        free(command->words[i]);
    *command = (struct command){0};
}
