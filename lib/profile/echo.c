#include "profile/echo.h"

#include "base/i18n.h"
#include "base/text.h"
#include "profile/pointer.h"
#include <string.h>

/* A constant says nothing about whose answer it is. */
static bool uses_any(const struct template *template)
{
    for (size_t i = 0; i < template->count; i++)
        if (template->parts[i].input >= 0)
            return true;
    return false;
}

static int parse_line(struct echo_line *line, const struct yaml *yaml, const json_t *section,
    const struct vocabulary *vocabulary, struct err *err)
{
    const char *text = NULL;
    if (spot_check(yaml, section, line->pointer, line->pointer, err) ||
        yaml_string(yaml, section, line->pointer, &text, err))
        return -1;
    if (template_parse(&line->text, text, PLACE_PLAIN, vocabulary, err))
        return err_at(err, yaml->file, NULL, yaml_line(yaml, section, line->pointer, 0), 0);
    return uses_any(&line->text)
               ? 0
               : yaml_fail(yaml, section, line->pointer, err, "profile.echo",
                     _("say with a placeholder what the reply repeats here, such as \"{number}\""));
}

int echo_parse(struct echo *echo, const struct yaml *yaml, const struct vocabulary *vocabulary,
    struct err *err)
{
    const json_t *section = json_object_get(yaml->root, "echo");
    struct vocabulary public = *vocabulary;
    *echo = (struct echo){.count = 0};
    for (int i = INPUT_SECRET; i < INPUTS_MAX; i++)
    public.names[i] = NULL;
    if (!section)
        return 0;
    if (yaml_filled(yaml, yaml->root, "echo", err))
        return -1;
    size_t count = json_object_size(section);
    if (!count || count > ECHO_MAX)
        return yaml_fail(yaml, yaml->root, "echo", err, "profile.echo",
            _("`echo` holds at most %d lines such as /data/id: \"{number}\""), (int)ECHO_MAX);
    const char *pointer;
    json_t *value;
    json_object_foreach((json_t *)section, pointer, value)
    {
        struct echo_line *line = &echo->lines[echo->count++];
        line->pointer = pointer;
        if (parse_line(line, yaml, section, &public, err)) {
            echo_release(echo);
            return -1;
        }
    }
    return 0;
}

void echo_release(struct echo *echo)
{
    for (size_t i = 0; i < echo->count; i++)
        template_release(&echo->lines[i].text);
    *echo = (struct echo){.count = 0};
}

/* What is to be repeated; false when an input for it is missing. */
static bool expected(const struct echo_line *line, const struct inputs *inputs, struct buf *text)
{
    buf_clear(text);
    for (size_t i = 0; i < line->text.count; i++)
        if (line->text.parts[i].input >= 0 && !inputs->text[line->text.parts[i].input])
            return false;
    template_fill(&line->text, inputs, text);
    return text->len > 0;
}

static bool same(uint32_t a, uint32_t b, bool number)
{
    return a == b || (number && (a == 'x' || a == 'X') && (b == 'x' || b == 'X'));
}

/* Character by character; masked ones fit. */
static enum echo_says compare_text(const struct echo_line *line, const char *text, const char *sent)
{
    const char *text_end = text + strlen(text), *sent_end = sent + strlen(sent);
    bool number = template_uses(&line->text, INPUT_NUMBER), shown = false;
    while (text < text_end && sent < sent_end) {
        uint32_t there = text_next(&text, text_end), asked = text_next(&sent, sent_end);
        if (there == '*' && asked != '*')
            continue;
        if (!same(there, asked, number))
            return ECHO_FOREIGN;
        shown = true;
    }
    if (text < text_end || sent < sent_end)
        return ECHO_FOREIGN;
    return shown ? ECHO_FITS : ECHO_ABSENT;
}

static enum echo_says compare_line(
    const struct echo_line *line, const json_t *value, const char *sent)
{
    char space[SCALAR_SPACE];
    if (!value || json_is_null(value))
        return ECHO_ABSENT;
    const char *text = scalar_text(value, space);
    if (!text)
        return ECHO_FOREIGN;
    return *text ? compare_text(line, text, sent) : ECHO_ABSENT;
}

enum echo_says echo_compare(
    const struct echo *echo, const struct inputs *inputs, const json_t *json, const json_t *whole)
{
    struct buf sent = {0};
    enum echo_says says = ECHO_FITS;
    for (size_t i = 0; i < echo->count; i++) {
        const struct echo_line *line = &echo->lines[i];
        const json_t *value = pointer_get(json, line->pointer);
        if (!expected(line, inputs, &sent))
            continue;
        if (!value)
            value = pointer_get(whole, line->pointer);
        enum echo_says now = compare_line(line, value, buf_text(&sent));
        if (now > says)
            says = now;
    }
    buf_release(&sent);
    return says;
}

void echo_write(const struct echo *echo, const struct inputs *inputs, json_t *json)
{
    struct buf sent = {0};
    for (size_t i = 0; i < echo->count; i++) {
        const struct echo_line *line = &echo->lines[i];
        const json_t *value = pointer_get(json, line->pointer);
        if ((json_is_string(value) || json_is_integer(value)) && expected(line, inputs, &sent))
            pointer_set(json, line->pointer, json_string(buf_text(&sent)));
    }
    buf_release(&sent);
}
