#include "card/phrase.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/nearest.h"
#include <stdlib.h>
#include <string.h>

static const char *const names[FIELD_COUNT + 1] = {"name", "squad.no", "squad.id", "squad.of",
    "seat", "agency", "shuttle", "grid", "enterprise", "date", "month", "day", "label", "phone",
    "role", NULL};

struct parser {
    struct phrase *phrase;
    struct buf literal;
    int bracket, brackets;
};

static struct phrase_piece *add_piece(struct parser *p)
{
    struct phrase *phrase = p->phrase;
    phrase->pieces =
        mem_grow(phrase->pieces, phrase->count, &phrase->capacity, sizeof *phrase->pieces);
    struct phrase_piece *piece = &phrase->pieces[phrase->count++];
    *piece = (struct phrase_piece){.bracket = p->bracket};
    return piece;
}

static void end_literal(struct parser *p)
{
    if (p->literal.len)
        add_piece(p)->literal = buf_take(&p->literal);
}

static int unknown_field(const char *name, bool in_contact, struct buf *problem)
{
    const char *nearest = nearest_word(name, names);
    if (nearest) {
        buf_printf(problem, _("unknown placeholder {%s}; did you mean {%s}?"), name, nearest);
        return -1;
    }
    buf_printf(problem, _("unknown placeholder {%s}; known here:"), name);
    for (int i = 0; i < (in_contact ? FIELD_COUNT : FIELD_WORKER_END); i++)
        buf_printf(problem, " {%s}", names[i]);
    return -1;
}

/* `*at` stands behind "{"; moves it behind "}". */
static int parse_field(struct parser *p, const char **at, bool in_contact, struct buf *problem)
{
    size_t len = strcspn(*at, "{}");
    if ((*at)[len] != '}') {
        buf_add_text(problem, _("a { has no } behind it; write {{ for a plain {"));
        return -1;
    }
    char *name = mem_text_n(*at, len);
    int field = 0;
    while (names[field] && strcmp(names[field], name))
        field++;
    int result = 0;
    if (!names[field] || (field >= FIELD_WORKER_END && !in_contact)) {
        result = names[field] ? -1 : unknown_field(name, in_contact, problem);
        if (names[field])
            buf_printf(problem,
                _("{%s} belongs to a contact; it can stand only in the parts of a `contacts` box"),
                name);
    } else {
        end_literal(p);
        add_piece(p)->field = (enum field)field;
    }
    free(name);
    *at += len + 1;
    return result;
}

static int parse_bracket(struct parser *p, char c, struct buf *problem)
{
    if ((c == '[') == (p->bracket != 0)) {
        buf_add_text(problem,
            _("[ and ] must stand in pairs, not in one another; write [[ or ]] for a plain one"));
        return -1;
    }
    end_literal(p);
    p->bracket = c == '[' ? ++p->brackets : 0;
    return 0;
}

int phrase_parse(struct phrase *phrase, const char *text, bool in_contact, struct buf *problem)
{
    struct parser p = {.phrase = phrase};
    int result = 0;
    *phrase = (struct phrase){0};
    while (*text && !result) {
        char c = *text++;
        bool special = c == '{' || c == '}' || c == '[' || c == ']';
        if (!special || *text == c) {
            buf_add_char(&p.literal, c);
            text += special;
        } else if (c == '{') {
            result = parse_field(&p, &text, in_contact, problem);
        } else if (c == '}') {
            buf_add_text(problem, _("a } has no { before it; write }} for a plain }"));
            result = -1;
        } else {
            result = parse_bracket(&p, c, problem);
        }
    }
    if (!result && p.bracket) {
        buf_add_text(problem, _("a [ has no ] behind it; write [[ for a plain ["));
        result = -1;
    }
    end_literal(&p);
    buf_release(&p.literal);
    if (result)
        phrase_release(phrase);
    return result;
}

void phrase_release(struct phrase *phrase)
{
    for (size_t i = 0; i < phrase->count; i++)
        free(phrase->pieces[i].literal);
    free(phrase->pieces);
    *phrase = (struct phrase){0};
}

static const char *value_of(const struct phrase_piece *piece, const struct field_values *values)
{
    const char *text = piece->literal ? piece->literal : values->of[piece->field];
    return text ? text : "";
}

static bool bracket_is_empty(
    const struct phrase *phrase, size_t from, const struct field_values *values)
{
    int bracket = phrase->pieces[from].bracket;
    for (size_t i = from; i < phrase->count && phrase->pieces[i].bracket == bracket; i++)
        if (!*value_of(&phrase->pieces[i], values))
            return true;
    return false;
}

bool phrase_fill(const struct phrase *phrase, const struct field_values *values, struct buf *out)
{
    bool fields = false, any = false;
    for (size_t i = 0; i < phrase->count; i++) {
        const struct phrase_piece *piece = &phrase->pieces[i];
        fields |= !piece->literal;
        any |= !piece->literal && *value_of(piece, values);
    }
    if (fields && !any)
        return false;
    int skipped = 0, seen = 0;
    for (size_t i = 0; i < phrase->count; i++) {
        const struct phrase_piece *piece = &phrase->pieces[i];
        if (piece->bracket && piece->bracket != seen) {
            seen = piece->bracket;
            skipped = bracket_is_empty(phrase, i, values) ? seen : 0;
        }
        if (!piece->bracket || piece->bracket != skipped)
            buf_add_text(out, value_of(piece, values));
    }
    return true;
}
