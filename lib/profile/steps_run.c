/* The steps taken, and the way back. */
#include "profile/steps.h"

#include "base/i18n.h"
#include "base/text.h"
#include "profile/keytext.h"
#include <string.h>

static const char middle_dot[] = "\xC2\xB7";

/* One step on its way. */
struct stride {
    const struct steps *steps;
    const struct step *step;
    const struct inputs *inputs;
};

static int fail_key(const struct stride *stride, const char *word, size_t wanted,
    const struct buf *key, struct err *err)
{
    return err_set(err, STATUS_CREDENTIALS, "profile.key-length",
        _("the field `%s`: the %s of `%s` must be %zu bytes long and is %zu; correct it where it "
          "is kept, or write `hex:` or `base64:` before it"),
        stride->steps->field, word, stride->step->name, wanted, key->len);
}

/* Appends a key of any length, or of exactly `size` bytes if that is not 0. */
static int read_key(const struct stride *stride, const struct template *template, const char *word,
    size_t size, struct buf *key, struct err *err)
{
    if (keytext_read(template, stride->inputs, key))
        return err_set(err, STATUS_CREDENTIALS, "profile.key-text",
            _("the field `%s`: the %s of `%s` starts with `hex:` or `base64:`, and what follows is "
              "not that; correct it where it is kept"),
            stride->steps->field, word, stride->step->name);
    return size && key->len != size ? fail_key(stride, word, size, key, err) : 0;
}

static int fail_algorithm(const struct stride *stride, struct err *err)
{
    return err_set(err, STATUS_CONFIG, "profile.algorithm",
        _("the field `%s` needs `%s`, which the OpenSSL of this machine does not offer; ask its "
          "administrator to allow it"),
        stride->steps->field, stride->step->name);
}

static int digest(
    const struct stride *stride, const struct buf *from, struct buf *to, struct err *err)
{
    const struct step *step = stride->step;
    unsigned char bytes[DIGEST_BYTES];
    struct buf key = {0};
    int result =
        digest_keyed(step->digest) ? read_key(stride, &step->text, "key", 0, &key, err) : 0;
    if (!result &&
        digest_of(step->digest, buf_text(&key), key.len, buf_text(from), from->len, bytes))
        result = fail_algorithm(stride, err);
    if (!result)
        buf_add(to, bytes, digest_size(step->digest));
    buf_wipe(&key);
    return result;
}

/* Both ways; `work` is cipher_seal or cipher_open. */
static int encipher(const struct stride *stride, const struct buf *from, struct buf *to,
    int (*work)(enum cipher, const void *, const void *, const void *, size_t, struct buf *),
    struct err *err)
{
    const struct step *step = stride->step;
    size_t iv_size = cipher_iv_size(step->cipher);
    struct buf key = {0}, iv = {0};
    int result = read_key(stride, &step->text, "key", cipher_key_size(step->cipher), &key, err);
    if (!result && iv_size)
        result = read_key(stride, &step->iv, "iv", iv_size, &iv, err);
    if (!result && work(step->cipher, key.data, iv.data, buf_text(from), from->len, to))
        result = fail_algorithm(stride, err);
    buf_wipe(&key);
    buf_wipe(&iv);
    return result;
}

static void change_case(const struct buf *from, char first, char last, struct buf *to)
{
    for (size_t i = 0; i < from->len; i++) {
        char c = from->data[i];
        buf_add_char(to, (char)(c >= first && c <= last ? c ^ 0x20 : c));
    }
}

/* Ends early what has grown too long already. */
static void replace(const struct buf *from, const char *old, const char *by, struct buf *to)
{
    const char *text = buf_text(from), *found;
    for (; to->len <= STEPS_BYTES_MAX && (found = strstr(text, old)); text = found + strlen(old)) {
        buf_add(to, text, (size_t)(found - text));
        buf_add_text(to, by);
    }
    buf_add_text(to, text);
}

static void respell_dots(const struct stride *stride, const struct buf *from, struct buf *to)
{
    struct buf text = {0};
    template_fill(&stride->step->text, stride->inputs, &text);
    replace(from, middle_dot, buf_text(&text), to);
    buf_wipe(&text);
}

/* Where the character `count` stands, from 0; the end when there are fewer. */
static const char *character(const char *text, const char *end, size_t count)
{
    while (count-- && text < end)
        text_next(&text, end);
    return text;
}

static void cut(const struct step *step, const struct buf *from, struct buf *to)
{
    const char *text = buf_text(from), *end = text + from->len;
    size_t count = (size_t)step->count;
    if (step->kind == STEP_LAST) {
        size_t all = text_count(text);
        text = character(text, end, all > count ? all - count : 0);
    } else {
        end = character(text, end, count);
    }
    buf_add(to, text, (size_t)(end - text));
}

static int take(
    const struct stride *stride, const struct buf *from, struct buf *to, struct err *err)
{
    const struct step *step = stride->step;
    switch (step->kind) {
    case STEP_UPPER:
        change_case(from, 'a', 'z', to);
        return 0;
    case STEP_LOWER:
        change_case(from, 'A', 'Z', to);
        return 0;
    case STEP_DOT:
        respell_dots(stride, from, to);
        return 0;
    case STEP_PREFIX:
        template_fill(&step->text, stride->inputs, to);
        buf_add(to, buf_text(from), from->len);
        return 0;
    case STEP_SUFFIX:
        buf_add(to, buf_text(from), from->len);
        template_fill(&step->text, stride->inputs, to);
        return 0;
    case STEP_FIRST:
    case STEP_LAST:
        cut(step, from, to);
        return 0;
    case STEP_DIGEST:
        return digest(stride, from, to, err);
    case STEP_CIPHER:
        return encipher(stride, from, to, cipher_seal, err);
    case STEP_ENCODE:
        encoding_add(step->encoding, buf_text(from), from->len, to);
        return 0;
    }
    return 0;
}

static int check_length(const struct steps *steps, size_t len, struct err *err)
{
    return len <= STEPS_BYTES_MAX
               ? 0
               : err_set(err, STATUS_CONFIG, "profile.field-length",
                     _("the field `%s` grows beyond %d bytes; let its steps do less"), steps->field,
                     STEPS_BYTES_MAX);
}

int steps_run(const struct steps *steps, const char *text, const struct inputs *inputs,
    struct buf *out, struct err *err)
{
    struct buf now = {0}, next = {0};
    buf_add_text(&now, text);
    int result = check_length(steps, now.len, err);
    for (size_t i = 0; i < steps->count && !result; i++) {
        struct stride stride = {steps, &steps->list[i], inputs};
        result = take(&stride, &now, &next, err) || check_length(steps, next.len, err) ? -1 : 0;
        if (result)
            err_at(err, steps->file, NULL, stride.step->line, 0);
        buf_wipe(&now);
        now = next;
        next = (struct buf){0};
    }
    if (!result)
        buf_add(out, now.data, now.len);
    buf_wipe(&now);
    return result;
}

static int check_step(const struct stride *stride, struct err *err)
{
    const struct step *step = stride->step;
    bool cipher = step->kind == STEP_CIPHER;
    struct buf bytes = {0};
    int result = 0;
    if ((cipher || step->kind == STEP_DIGEST) && !template_lacks(&step->text, stride->inputs))
        result = read_key(
            stride, &step->text, "key", cipher ? cipher_key_size(step->cipher) : 0, &bytes, err);
    buf_clear(&bytes);
    if (!result && cipher && cipher_iv_size(step->cipher) &&
        !template_lacks(&step->iv, stride->inputs))
        result = read_key(stride, &step->iv, "iv", cipher_iv_size(step->cipher), &bytes, err);
    buf_wipe(&bytes);
    return result;
}

int steps_check(const struct steps *steps, const struct inputs *inputs, struct err *err)
{
    for (size_t i = 0; i < steps->count; i++) {
        struct stride stride = {steps, &steps->list[i], inputs};
        if (check_step(&stride, err))
            return err_at(err, steps->file, NULL, stride.step->line, 0);
    }
    return 0;
}

static bool undoes(const struct step *step)
{
    switch (step->kind) {
    case STEP_FIRST:
    case STEP_LAST:
    case STEP_DIGEST:
        return false;
    case STEP_DOT:
        return step->text.literals.len || template_lacks(&step->text, &(struct inputs){{0}});
    default:
        return true;
    }
}

bool steps_undoable(const struct steps *steps)
{
    for (size_t i = 0; i < steps->count; i++)
        if (!undoes(&steps->list[i]))
            return false;
    return true;
}

/* Appends all of `from` but `text` at its start or its end. */
static bool strip(const struct buf *from, const struct buf *text, bool start, struct buf *to)
{
    if (from->len < text->len)
        return false;
    size_t rest = from->len - text->len;
    if (memcmp(buf_text(from) + (start ? 0 : rest), buf_text(text), text->len) != 0)
        return false;
    buf_add(to, buf_text(from) + (start ? text->len : 0), rest);
    return true;
}

static bool take_back_text(const struct stride *stride, const struct buf *from, struct buf *to)
{
    const struct step *step = stride->step;
    struct buf text = {0};
    template_fill(&step->text, stride->inputs, &text);
    bool done = true;
    if (step->kind != STEP_DOT)
        done = strip(from, &text, step->kind == STEP_PREFIX, to);
    else if (text.len)
        replace(from, text.data, middle_dot, to);
    else
        done = false;
    buf_wipe(&text);
    return done;
}

static bool take_back(const struct stride *stride, const struct buf *from, struct buf *to)
{
    const struct step *step = stride->step;
    switch (step->kind) {
    case STEP_DOT:
    case STEP_PREFIX:
    case STEP_SUFFIX:
        return take_back_text(stride, from, to);
    case STEP_CIPHER:
        return !encipher(stride, from, to, cipher_open, NULL);
    case STEP_ENCODE:
        return !encoding_undo(step->encoding, buf_text(from), from->len, to);
    default:
        buf_add(to, buf_text(from), from->len);
        return undoes(step);
    }
}

static bool is_text(const struct buf *bytes)
{
    return !memchr(buf_text(bytes), '\0', bytes->len) &&
           text_valid_len(buf_text(bytes), bytes->len) == bytes->len;
}

bool steps_undo(
    const struct steps *steps, const char *text, const struct inputs *inputs, struct buf *out)
{
    if (!steps_undoable(steps) || steps_lack(steps, inputs))
        return false;
    struct buf now = {0}, next = {0};
    buf_add_text(&now, text);
    bool done = true;
    for (size_t i = steps->count; i-- && done;) {
        struct stride stride = {steps, &steps->list[i], inputs};
        done = take_back(&stride, &now, &next);
        buf_wipe(&now);
        now = next;
        next = (struct buf){0};
    }
    done = done && is_text(&now);
    if (done)
        buf_add(out, now.data, now.len);
    buf_wipe(&now);
    return done;
}
