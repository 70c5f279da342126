#include "profile/echo.h"

#include "base/i18n.h"
#include "base/text.h"
#include "profile/call.h"
#include "profile/pointer.h"
#include <string.h>
#include <strings.h>

/* A constant says nothing about whose answer it is. */
static bool uses_any(const struct template *template)
{
    for (size_t i = 0; i < template->count; i++)
        if (template->parts[i].input >= 0)
            return true;
    return false;
}

static int check_place(
    const struct echo_line *line, const struct yaml *yaml, const json_t *section, struct err *err)
{
    const char *header = line->where.header, *pointer = line->where.pointer;
    if (!header)
        return spot_check(yaml, section, pointer, pointer, err);
    return call_header_valid(header)
               ? 0
               : yaml_fail(yaml, section, header, err, "profile.header",
                     _("`%s` cannot be the name of a header or of a field"), header);
}

static int parse_line(struct echo_line *line, const struct yaml *yaml, const json_t *section,
    const struct vocabulary *vocabulary, struct err *err)
{
    const char *text = NULL, *name = line->where.header ? line->where.header : line->where.pointer;
    enum template_place place = line->where.header ? PLACE_HEADER : PLACE_PLAIN;
    if (check_place(line, yaml, section, err) || yaml_string(yaml, section, name, &text, err))
        return -1;
    if (template_parse(&line->text, text, place, vocabulary, err))
        return err_at(err, yaml->file, NULL, yaml_line(yaml, section, name, 0), 0);
    return uses_any(&line->text)
               ? 0
               : yaml_fail(yaml, section, name, err, "profile.echo",
                     _("say with a placeholder what the reply repeats here, such as \"{number}\""));
}

/* The lines of `echo`, or of its `header`. */
static int parse_lines(struct echo *echo, const struct yaml *yaml, const json_t *parent,
    const char *key, const struct vocabulary *vocabulary, struct err *err)
{
    const json_t *section = json_object_get(parent, key);
    const char *name;
    json_t *value;
    bool headers = parent != yaml->root;
    if (yaml_filled(yaml, parent, key, err))
        return -1;
    if (!json_object_size(section) || echo->count + json_object_size(section) > ECHO_MAX)
        return yaml_fail(yaml, parent, key, err, "profile.echo",
            headers ? _("`header` holds lines such as X-Correlator: \"{uuid}\"; `echo` has at most "
                        "%d lines in all")
                    : _("`echo` holds at most %d lines such as /data/id: \"{number}\""),
            (int)ECHO_MAX);
    json_object_foreach((json_t *)section, name, value)
    {
        if (!headers && !strcmp(name, "header")) {
            if (parse_lines(echo, yaml, section, name, vocabulary, err))
                return -1;
            continue;
        }
        struct echo_line *line = &echo->lines[echo->count++];
        line->where = (struct spot){0};
        if (headers)
            line->where.header = name;
        else
            line->where.pointer = name;
        if (parse_line(line, yaml, section, vocabulary, err))
            return -1;
    }
    return 0;
}

int echo_parse(struct echo *echo, const struct yaml *yaml, const struct vocabulary *vocabulary,
    struct err *err)
{
    struct vocabulary public = *vocabulary;
    *echo = (struct echo){.count = 0};
    for (int i = INPUT_SECRET; i < INPUTS_MAX; i++)
    public.names[i] = NULL;
    if (!json_object_get(yaml->root, "echo") ||
        !parse_lines(echo, yaml, yaml->root, "echo", &public, err))
        return 0;
    echo_release(echo);
    return -1;
}

void echo_release(struct echo *echo)
{
    for (size_t i = 0; i < echo->count; i++)
        template_release(&echo->lines[i].text);
    *echo = (struct echo){.count = 0};
}

bool echo_text(const struct echo_line *line, const struct inputs *inputs, struct buf *text)
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

static enum echo_says compare_json(
    const struct echo_line *line, const json_t *json, const json_t *whole, const char *sent)
{
    char space[SCALAR_SPACE];
    const json_t *value = pointer_get(json, line->where.pointer);
    if (!value)
        value = pointer_get(whole, line->where.pointer);
    if (!value || json_is_null(value))
        return ECHO_ABSENT;
    const char *text = scalar_text(value, space);
    if (!text)
        return ECHO_FOREIGN;
    return *text ? compare_text(line, text, sent) : ECHO_ABSENT;
}

static enum echo_says compare_headers(
    const struct echo_line *line, const struct params *headers, const char *sent)
{
    enum echo_says says = ECHO_FITS;
    bool found = false;
    for (size_t i = 0; headers && i < headers->count; i++) {
        const char *text = params_value(headers, i);
        if (strcasecmp(params_name(headers, i), line->where.header))
            continue;
        enum echo_says now = *text ? compare_text(line, text, sent) : ECHO_ABSENT;
        says = now > says ? now : says;
        found = true;
    }
    return found ? says : ECHO_ABSENT;
}

enum echo_says echo_compare(const struct echo *echo, const struct inputs *inputs,
    const struct response *response, const json_t *json, const json_t *whole)
{
    struct buf sent = {0};
    enum echo_says says = ECHO_FITS;
    for (size_t i = 0; i < echo->count; i++) {
        const struct echo_line *line = &echo->lines[i];
        if (!echo_text(line, inputs, &sent))
            continue;
        enum echo_says now = line->where.header
                                 ? compare_headers(line, response->headers, buf_text(&sent))
                                 : compare_json(line, json, whole, buf_text(&sent));
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
        const char *pointer = line->where.pointer;
        const json_t *value = pointer ? pointer_get(json, pointer) : NULL;
        if ((json_is_string(value) || json_is_integer(value)) && echo_text(line, inputs, &sent))
            pointer_set(json, pointer, json_string(buf_text(&sent)));
    }
    buf_release(&sent);
}

const struct echo_line *echo_header(const struct echo *echo, const char *name)
{
    for (size_t i = 0; i < echo->count; i++)
        if (echo->lines[i].where.header && !strcasecmp(echo->lines[i].where.header, name))
            return &echo->lines[i];
    return NULL;
}
