#include "table/separator.h"

#include <string.h>

enum {
    SAMPLE_BYTES = 1 << 16,
    SAMPLE_LINES = 40,
    LINE = 100000, // a line weighs more than any count in it
};

enum { COMMA, TAB, SEMICOLON, WIDE_COMMA, COMMAS, CANDIDATES };

static const char *const texts[] = {",", "\t", ";", SEPARATOR_WIDE};

static const struct separator candidates[CANDIDATES] = {
    {',', false}, {'\t', false}, {';', false}, {SEPARATOR_NONE, true}, {',', true}};

/* How often each candidate is in each of the first lines, outside quotes. */
struct sample {
    int counts[CANDIDATES][SAMPLE_LINES];
    int lines;
};

/* The candidate that is a text at `at`; CANDIDATES when there is none. */
static int candidate_at(const char *at)
{
    int i = 0;
    while (i < COMMAS && strncmp(at, texts[i], strlen(texts[i])))
        i++;
    return i < COMMAS ? i : CANDIDATES;
}

static void count(struct sample *sample, const char *at)
{
    int candidate = candidate_at(at);
    if (candidate == CANDIDATES)
        return;
    sample->counts[candidate][sample->lines]++;
    if (candidate == COMMA || candidate == WIDE_COMMA)
        sample->counts[COMMAS][sample->lines]++;
}

static void take_sample(struct sample *sample, const char *text, size_t len)
{
    const char *end = text + (len < SAMPLE_BYTES ? len : SAMPLE_BYTES);
    bool quoted = false, any = false;
    for (; text < end && sample->lines < SAMPLE_LINES; text++) {
        if (*text == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        if (*text == '\n' || *text == '\r') {
            sample->lines += any;
            any = false;
            continue;
        }
        any = true;
        count(sample, text);
    }
    if (any && sample->lines < SAMPLE_LINES)
        sample->lines++;
}

/* A separator is in most lines equally often; how many lines, then how often, decides. */
static long score(const int *counts, int lines)
{
    long best = 0;
    for (int i = 0; i < lines; i++) {
        long same = 0;
        for (int j = 0; j < lines; j++)
            same += counts[j] == counts[i];
        long its = counts[i] ? same * LINE + counts[i] : 0;
        if (its > best)
            best = its;
    }
    return best;
}

void separator_find(const char *text, size_t len, struct separator *separator)
{
    struct sample sample = {0};
    long scores[CANDIDATES], lines[CANDIDATES];
    take_sample(&sample, text, len);
    for (int i = 0; i < CANDIDATES; i++) {
        scores[i] = score(sample.counts[i], sample.lines);
        lines[i] = scores[i] / LINE;
    }
    int best = COMMA;
    for (int i = TAB; i <= SEMICOLON; i++)
        if (scores[i] > scores[best])
            best = i;
    long most = sample.lines - sample.lines / 2;
    if (lines[COMMAS] >= most && lines[COMMAS] > lines[best] && lines[COMMAS] > lines[WIDE_COMMA])
        best = COMMAS;
    else if (lines[WIDE_COMMA] >= most && lines[best] < most && scores[WIDE_COMMA] > scores[best])
        best = WIDE_COMMA;
    *separator = candidates[best];
}

size_t separator_read_mark(const char *text, size_t len, struct separator *separator)
{
    if (len < 5 || strncasecmp(text, "sep=", 4))
        return 0;
    int candidate = candidate_at(text + 4);
    if (candidate == CANDIDATES)
        return 0;
    size_t at = 4 + strlen(texts[candidate]);
    if (text[at] && text[at] != '\r' && text[at] != '\n')
        return 0;
    *separator = candidates[candidate];
    at += text[at] == '\r' && text[at + 1] == '\n' ? 2 : text[at] != '\0';
    return at;
}
