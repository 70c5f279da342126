#include "endpoint/glean.h"

#include "base/mem.h"
#include "endpoint/form.h"
#include <stdlib.h>
#include <string.h>

/* How a text stands in a URL: unreserved characters (RFC 3986) and escapes. */
static const char url_text[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%";

void gleanings_release(struct gleanings *gleanings)
{
    for (int i = 0; i < INPUTS_MAX; i++)
        free(gleanings->text[i]);
    *gleanings = (struct gleanings){{0}};
}

void gleanings_keep(struct gleanings *gleanings, int input, const char *text, size_t len)
{
    if (!gleanings->text[input])
        gleanings->text[input] = mem_text_n(text, len);
}

void gleanings_tell(const struct gleanings *gleanings, struct inputs *inputs)
{
    for (int i = 0; i < INPUTS_MAX; i++)
        if (!inputs->text[i])
            inputs->text[i] = gleanings->text[i];
}

/* Of inputs whose length is always the same and that are never escaped; 0: others. */
static size_t fixed_length(int input)
{
    switch (input) {
    case INPUT_KEY:
        return 64;
    case INPUT_UUID:
        return 36;
    case INPUT_NONCE:
        return 32;
    case INPUT_TIME_S:
    case INPUT_BIRTH:
        return 10;
    case INPUT_TIME_MS:
        return 13;
    case INPUT_TIME_LOCAL:
        return 14;
    case INPUT_DATE:
        return 8;
    case INPUT_SEX:
        return 1;
    default:
        return 0;
    }
}

static void unescape_xml(const char *text, size_t len, struct buf *out)
{
    static const struct {
        const char *entity;
        char sign;
    } entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    for (const char *end = text + len; text < end; text++) {
        char c = *text;
        for (size_t i = 0; c == '&' && i < sizeof entities / sizeof *entities; i++)
            if (!strncmp(text, entities[i].entity, strlen(entities[i].entity))) {
                text += strlen(entities[i].entity) - 1;
                c = entities[i].sign;
                break;
            }
        buf_add_char(out, c);
    }
}

/* A header's own % is not escaped, so what is no escape stands for itself. */
static void unescape_header(const char *text, size_t len, struct buf *out)
{
    if (!form_unescape(text, len, false, out))
        buf_add(out, text, len);
}

static bool keep(const struct template *template, int input, const char *text, size_t len,
    struct gleanings *gleanings)
{
    struct buf plain = {0};
    bool good = true;
    if (template->place == PLACE_URL)
        good = form_unescape(text, len, false, &plain);
    else if (template->place == PLACE_HEADER)
        unescape_header(text, len, &plain);
    else if (template->place == PLACE_XML)
        unescape_xml(text, len, &plain);
    else
        buf_add(&plain, text, len);
    if (good)
        gleanings_keep(gleanings, input, buf_text(&plain), plain.len);
    buf_release(&plain);
    return good;
}

/* Appends the literals from part `*at` on, with what is known between them; `*at` becomes the part
 * whose input has to be found, or the number of parts. */
static void next_literal(
    const struct template *template, size_t *at, const struct inputs *known, struct buf *literal)
{
    for (; *at < template->count; ++*at) {
        struct template_part *part = &template->parts[*at];
        const struct template one = {
            .place = template->place, .literals = template->literals, .parts = part, .count = 1};
        template_fill(&one, known, literal);
        if (part->input >= 0 && !known->text[part->input])
            return;
    }
}

/* How long the input at the start of `text` is, which `literal` follows, or the end; -1: it is
 * none. */
static long measure(const struct template *template, int input, const char *text,
    const struct buf *literal, bool last, bool open)
{
    size_t longest = template->place == PLACE_URL ? strspn(text, url_text) : strlen(text);
    size_t fixed = fixed_length(input);
    if (last && !literal->len)
        return (long)longest;
    if (!literal->len)
        return fixed && fixed <= longest ? (long)fixed : -1;
    const char *found = strstr(text, literal->data);
    if (found && last && !open) {
        found = text + strlen(text) - literal->len;
        found = strcmp(found, literal->data) ? NULL : found;
    }
    return found && found - text <= (long)longest ? found - text : -1;
}

bool glean(const struct template *template, const char *text, const char **rest,
    const struct inputs *known, struct gleanings *gleanings)
{
    struct buf literal = {0};
    size_t at = 0;
    next_literal(template, &at, known, &literal);
    bool good = !strncmp(text, buf_text(&literal), literal.len);
    while (good && at < template->count) {
        text += literal.len;
        int input = template->parts[at++].input;
        buf_clear(&literal);
        next_literal(template, &at, known, &literal);
        long len = measure(template, input, text, &literal, at == template->count, rest != NULL);
        good = len >= 0 && keep(template, input, text, (size_t)len, gleanings);
        text += good ? len : 0;
    }
    text += good ? literal.len : 0;
    if (rest)
        *rest = text;
    buf_release(&literal);
    return good && (rest || !*text);
}
