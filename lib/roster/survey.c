#include "roster/survey.h"

#include "base/mem.h"
#include "roster/mention.h"
#include <stdlib.h>
#include <string.h>

enum { LINES = 200, SEPARATORS = 4, TITLES_MAX = 64 };

/* The full-width forms are the same separator: lists typed on a phone mix them. */
static const char *const separators[SEPARATORS][2] = {
    {",", "，"}, {"\t", "\t"}, {";", "；"}, {"|", "｜"}};

/* What the first lines look like. */
struct lines_seen {
    const struct headers *headers;
    struct token_line line;
    struct mention mention;
    int people, others; // lines with a number of a person's, lines without
    struct header {
        bool known; // its titles are a roster's
        int count;  // of the separator in it; 0: no header
        int like;   // people with as many, or with any when it is known
    } headings[SEPARATORS];
};

/* Where the next separator of the kind starts, or NULL; `*len` is its length. */
static const char *find_separator(const char *text, int kind, size_t *len)
{
    const char *best = NULL;
    for (int i = 0; i < 2; i++) {
        const char *at = strstr(text, separators[kind][i]);
        if (at && (!best || at < best)) {
            best = at;
            *len = strlen(separators[kind][i]);
        }
    }
    return best;
}

static int count_separators(const char *text, int kind)
{
    int count = 0;
    size_t len;
    for (; (text = find_separator(text, kind, &len)); text += len)
        count++;
    return count;
}

static bool has_titles(const struct headers *headers, const char *text, int kind)
{
    struct cell cells[TITLES_MAX];
    struct mapping none = {0};
    const struct naming naming = {headers, &none, ""};
    struct titles titles;
    struct tables tables;
    struct row row = {1, cells, 0};
    char *copy = mem_text(text), *at = copy;
    while (at && row.count < TITLES_MAX) {
        size_t len;
        char *end = (char *)find_separator(at, kind, &len);
        if (end)
            *end = '\0';
        cells[row.count++] = cell_make(at, strlen(at), CELL_TEXT);
        at = end ? end + len : NULL;
    }
    titles_read(&titles, &row);
    bool known = tables_read(&tables, &naming, NULL, &titles);
    tables_release(&tables);
    titles_release(&titles);
    free(copy);
    return known;
}

/* A line above the people may be a table's header: by its titles, or as its parts are as many as
 * theirs. */
static void survey_heading(struct lines_seen *seen, struct header *header, const char *text, int i)
{
    int count = count_separators(text, i);
    bool plain = count > 1 && !text[strcspn(text, "0123456789")];
    if (!count || header->known)
        return;
    header->known = has_titles(seen->headers, text, i);
    if (header->known || plain)
        header->count = count;
}

static void survey_line(struct lines_seen *seen, const char *text)
{
    mention_read(&seen->mention, &seen->line, seen->headers, text);
    enum mention_kind kind = seen->mention.kind;
    bool person = kind >= MENTION_PERSON && kind != MENTION_NAME;
    seen->people += person;
    seen->others += kind == MENTION_NOBODY && !seen->mention.labelled;
    for (int i = 0; i < SEPARATORS; i++) {
        struct header *header = &seen->headings[i];
        if (!seen->people)
            survey_heading(seen, header, text, i);
        if (!person || !header->count)
            continue;
        int count = count_separators(text, i);
        header->like += header->known ? count > 0 : count == header->count;
    }
}

enum survey survey_text(const struct headers *headers, const char *text, size_t len)
{
    const char *end = text + len;
    struct lines_seen *seen = mem_alloc(sizeof *seen);
    seen->headers = headers;
    for (int lines = 0; text < end && lines < LINES; lines++) {
        size_t line = strcspn(text, "\r\n");
        if (line && line <= TOKEN_LINE_MAX) {
            char *copy = mem_text_n(text, line);
            survey_line(seen, copy);
            free(copy);
        }
        text += line + (text + line < end);
    }
    bool table = false;
    for (int i = 0; i < SEPARATORS; i++)
        table |= seen->headings[i].like * 2 > seen->people;
    enum survey found = table || !seen->people        ? SURVEY_TABLE
                        : seen->people > seen->others ? SURVEY_CHAT
                                                      : SURVEY_MIXED;
    token_line_release(&seen->line);
    mention_release(&seen->mention);
    free(seen);
    return found;
}
