/* The list as the profile writes it. */
#include "profile/steps.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "profile/keytext.h"
#include <stdlib.h>
#include <string.h>

enum { WORDS = STEP_DIGEST }; // the kinds before it have one name each

static const char *const words[WORDS + 1] = {
    "upper", "lower", "dot", "prefix", "suffix", "first", "last", NULL};

enum { NAMES_MAX = WORDS + DIGEST_COUNT + CIPHER_COUNT + ENCODING_COUNT + 1 };

struct reader {
    const struct yaml *yaml;
    const struct vocabulary *vocabulary;
};

static int find_word(const char *name)
{
    for (int i = 0; i < WORDS; i++)
        if (!strcmp(words[i], name))
            return i;
    return -1;
}

/* Sets kind, name and algorithm; false when there is no such step. */
static bool find_step(struct step *step, const char *name)
{
    int found = find_word(name);
    if (found >= 0) {
        step->kind = (enum step_kind)found;
        step->name = words[found];
    } else if ((found = digest_find(name)) >= 0) {
        step->kind = STEP_DIGEST;
        step->digest = (enum digest)found;
        step->name = digest_names[found];
    } else if ((found = cipher_find(name)) >= 0) {
        step->kind = STEP_CIPHER;
        step->cipher = (enum cipher)found;
        step->name = cipher_names[found];
    } else if ((found = encoding_find(name)) >= 0) {
        step->kind = STEP_ENCODE;
        step->encoding = (enum encoding)found;
        step->name = encoding_names[found];
    }
    return found >= 0;
}

static int fail_name(const char *name, struct err *err)
{
    const char *all[NAMES_MAX];
    const char *const *const lists[] = {words, digest_names, cipher_names, encoding_names};
    size_t count = 0;
    struct buf known = {0};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (const char *const *word = lists[i]; *word; word++) {
            buf_printf(&known, "%s%s", count ? ", " : "", *word);
            all[count++] = *word;
        }
    all[count] = NULL;
    const char *nearest = nearest_word(name, all);
    if (nearest)
        err_set(err, STATUS_CONFIG, "profile.step", _("there is no step `%s`; did you mean `%s`?"),
            name, nearest);
    else
        err_set(err, STATUS_CONFIG, "profile.step", _("there is no step `%s`; use one of %s"), name,
            buf_text(&known));
    buf_release(&known);
    return -1;
}

static bool stands_alone(const struct step *step)
{
    return step->kind == STEP_UPPER || step->kind == STEP_LOWER || step->kind == STEP_ENCODE ||
           (step->kind == STEP_DIGEST && !digest_keyed(step->digest));
}

static bool gives_bytes(const struct step *step)
{
    return step->kind == STEP_DIGEST || step->kind == STEP_CIPHER;
}

static bool takes_bytes(const struct step *step)
{
    return step->kind >= STEP_DIGEST;
}

static int read_text(const struct reader *reader, struct template *template, const json_t *parent,
    const char *key, struct err *err)
{
    const char *text = NULL;
    if (yaml_string(reader->yaml, parent, key, &text, err))
        return -1;
    if (!text)
        return yaml_fail(reader->yaml, parent, NULL, err, "profile.step",
            _("`%s` is missing here; write it as `%s: TEXT`"), key, key);
    if (template_parse(template, text, PLACE_PLAIN, reader->vocabulary, err))
        return err_at(err, reader->yaml->file, NULL, yaml_line(reader->yaml, parent, key, 0), 0);
    return 0;
}

static bool is_constant(const struct template *template)
{
    return !template_lacks(template, &(struct inputs){{0}});
}

static int read_key(const struct reader *reader, struct template *template, const json_t *parent,
    const char *key, struct err *err)
{
    if (read_text(reader, template, parent, key, err))
        return -1;
    if (is_constant(template))
        return yaml_fail(reader->yaml, parent, key, err, "profile.secret",
            _("a key does not stand in a profile; write under `secrets:` where it is, and here "
              "\"{secret.NAME}\""));
    return 0;
}

/* An iv may be public, and stand in the profile. */
static int read_iv(
    const struct reader *reader, struct step *step, const json_t *parent, struct err *err)
{
    if (read_text(reader, &step->iv, parent, "iv", err))
        return -1;
    if (!is_constant(&step->iv))
        return 0;
    struct buf bytes = {0};
    int result = 0;
    if (keytext_read(&step->iv, &(struct inputs){{0}}, &bytes))
        result = yaml_fail(reader->yaml, parent, "iv", err, "profile.key-text",
            _("what follows `hex:` must be hex, and what follows `base64:` base64; correct it"));
    else if (bytes.len != cipher_iv_size(step->cipher))
        result = yaml_fail(reader->yaml, parent, "iv", err, "profile.key-length",
            _("`%s` takes an iv of %zu bytes and this has %zu; correct it"), step->name,
            cipher_iv_size(step->cipher), bytes.len);
    buf_release(&bytes);
    return result;
}

static int read_cipher(
    const struct reader *reader, struct step *step, const json_t *argument, struct err *err)
{
    static const char *const keys[] = {"key", NULL}, *const keys_and_iv[] = {"key", "iv", NULL};
    bool chained = cipher_iv_size(step->cipher) > 0;
    if (!json_is_object(argument) || !json_object_size(argument))
        return err_set(err, STATUS_CONFIG, "profile.step",
            chained ? _("`%s` needs its key and iv: {%s: {key: \"{secret.NAME}\", iv: TEXT}}")
                    : _("`%s` needs its key: {%s: {key: \"{secret.NAME}\"}}"),
            step->name, step->name);
    if (yaml_only(reader->yaml, argument, chained ? keys_and_iv : keys, err) ||
        read_key(reader, &step->text, argument, "key", err))
        return -1;
    return chained ? read_iv(reader, step, argument, err) : 0;
}

static int read_argument(
    const struct reader *reader, struct step *step, const json_t *item, struct err *err)
{
    switch (step->kind) {
    case STEP_FIRST:
    case STEP_LAST:
        return yaml_integer(reader->yaml, item, step->name, 1, 1000, &step->count, err);
    case STEP_CIPHER:
        return read_cipher(reader, step, json_object_get(item, step->name), err);
    case STEP_DIGEST:
        return read_key(reader, &step->text, item, step->name, err);
    default:
        return read_text(reader, &step->text, item, step->name, err);
    }
}

static int read_step(
    const struct reader *reader, struct step *step, const json_t *item, struct err *err)
{
    bool has_argument = json_is_object(item);
    const char *name = has_argument && json_object_size(item) == 1
                           ? json_object_iter_key(json_object_iter((json_t *)item))
                           : json_string_value(item);
    if (!name)
        return err_set(err, STATUS_CONFIG, "profile.step",
            _("a step is one word such as `upper`, or one word with its value such as {prefix: "
              "TEXT}"));
    if (!find_step(step, name))
        return fail_name(name, err);
    if (has_argument && stands_alone(step))
        return err_set(err, STATUS_CONFIG, "profile.step",
            _("`%s` takes no value; write the word alone"), name);
    if (!has_argument && !stands_alone(step))
        return err_set(err, STATUS_CONFIG, "profile.step",
            _("`%s` needs a value; write {%s: VALUE}"), name, name);
    return has_argument ? read_argument(reader, step, item, err) : 0;
}

static int check_order(const struct step *step, const struct step *before, struct err *err)
{
    if (!before || !gives_bytes(before) || takes_bytes(step))
        return 0;
    return err_set(err, STATUS_CONFIG, "profile.step-order",
        _("`%s` works on text and `%s` gives bytes; put hex or base64 between them"), step->name,
        before->name);
}

static int check_end(const struct steps *steps, struct err *err)
{
    const struct step *last = steps->count ? &steps->list[steps->count - 1] : NULL;
    if (!last || !gives_bytes(last))
        return 0;
    err_set(err, STATUS_CONFIG, "profile.step-order",
        _("`%s` gives bytes, which cannot be sent as they are; end with hex, HEX or base64"),
        last->name);
    return err_at(err, steps->file, NULL, last->line, 0);
}

int steps_parse(struct steps *steps, const struct yaml *yaml, const json_t *parent, const char *key,
    const char *field, const struct vocabulary *vocabulary, struct err *err)
{
    *steps = (struct steps){.field = field, .file = yaml->file};
    const json_t *list = json_object_get(parent, key);
    if (!list)
        return 0;
    size_t count = json_array_size(list);
    if (!json_is_array(list) || count > STEPS_MAX)
        return yaml_fail(yaml, parent, key, err, "profile.step",
            _("`%s` must be a list of at most %d steps, such as [upper, md5, hex]"), key,
            STEPS_MAX);
    struct reader reader = {yaml, vocabulary};
    steps->list = mem_alloc((count + 1) * sizeof *steps->list);
    for (size_t i = 0; i < count; i++) {
        struct step *step = &steps->list[steps->count++];
        step->line = yaml_line(yaml, list, NULL, i);
        if (read_step(&reader, step, json_array_get(list, i), err) ||
            check_order(step, i ? step - 1 : NULL, err)) {
            err_at(err, yaml->file, NULL, step->line, 0);
            goto out;
        }
    }
    if (!check_end(steps, err))
        return 0;
out:
    steps_release(steps);
    return -1;
}

void steps_release(struct steps *steps)
{
    for (size_t i = 0; i < steps->count; i++) {
        template_release(&steps->list[i].text);
        template_release(&steps->list[i].iv);
    }
    free(steps->list);
    *steps = (struct steps){0};
}

bool steps_use(const struct steps *steps, int input)
{
    for (size_t i = 0; i < steps->count; i++)
        if (template_uses(&steps->list[i].text, (enum input)input) ||
            template_uses(&steps->list[i].iv, (enum input)input))
            return true;
    return false;
}

bool steps_lack(const struct steps *steps, const struct inputs *inputs)
{
    for (size_t i = 0; i < steps->count; i++)
        if (template_lacks(&steps->list[i].text, inputs) ||
            template_lacks(&steps->list[i].iv, inputs))
            return true;
    return false;
}
