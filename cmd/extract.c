#include "extract.h"

#include "base/mem.h"
#include "sink.h"
#include "table/csv.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { DRAIN_BYTES = 1 << 16 };

/* The keys of an asking, in the order in which they always stand. */
enum {
    KEY,
    ASKING,
    PROFILE,
    VERSION,
    REQUEST,
    ASKED,
    ANSWERED,
    OUTCOME,
    BILLED,
    MINOR,
    CURRENCY,
    REF,
    FIELDS
};
static const char *const names[FIELDS] = {"key", "asking", "profile", "profile_version", "batch",
    "asked_at", "answered_at", "outcome", "billed", "minor", "currency", "ref"};

static bool is_plain(int field) // JSON without quotes
{
    return field == ASKING || field == BILLED || field == MINOR;
}

struct extract {
    struct sink sink;
    bool csv;
};

/* The values as texts, "" where there is none. */
struct values {
    const char *text[FIELDS];
    char asking[24], batch[48], minor[24];
};

static void fill(struct values *values, const struct ledger_row *row)
{
    *values = (struct values){0};
    snprintf(values->asking, sizeof values->asking, "%ld", row->asking);
    if (row->batch)
        snprintf(values->batch, sizeof values->batch, "r%ld-%ld", row->run, row->batch);
    if (row->billed)
        snprintf(values->minor, sizeof values->minor, "%ld", row->minor);
    const char *const texts[FIELDS] = {row->key, values->asking, row->profile, row->profile_version,
        values->batch, row->asked_at, row->answered_at, row->outcome,
        row->billed ? "true" : "false", values->minor, row->currency, row->ref};
    memcpy(values->text, texts, sizeof texts);
}

static void add_json(struct buf *out, const struct values *values)
{
    for (int i = 0; i < FIELDS; i++) {
        const char *text = values->text[i];
        buf_printf(out, "%c\"%s\":", i ? ',' : '{', names[i]);
        if (!*text)
            buf_add_text(out, "null");
        else if (is_plain(i))
            buf_add_text(out, text);
        else {
            json_t *string = json_string(text);
            char *quoted = string ? json_dumps(string, JSON_ENCODE_ANY) : NULL;
            json_decref(string);
            if (!quoted)
                mem_out();
            buf_add_text(out, quoted);
            free(quoted);
        }
    }
    buf_add_text(out, "}\n");
}

static void add_csv(struct buf *out, const char *const texts[FIELDS])
{
    for (int i = 0; i < FIELDS; i++) {
        if (i)
            buf_add_char(out, ',');
        csv_write_cell(out, texts[i]);
    }
    buf_add_text(out, "\r\n");
}

static int take(void *context, const struct ledger_row *row, struct err *err)
{
    struct extract *extract = context;
    struct values values;
    fill(&values, row);
    if (extract->csv)
        add_csv(&extract->sink.pending, values.text);
    else
        add_json(&extract->sink.pending, &values);
    return sink_drain(&extract->sink, DRAIN_BYTES, err);
}

enum status extract_run(const char *folder, const struct ledger_choice *choice, bool csv)
{
    struct extract extract = {.sink = {.file = {.fd = -1}}, .csv = csv};
    struct ledger *ledger = NULL;
    struct err err;
    int failed =
        ledger_open_book(&ledger, folder, false, &err) || sink_open(&extract.sink, NULL, &err);
    if (!failed && csv) {
        buf_add_text(&extract.sink.pending, "\xEF\xBB\xBF");
        add_csv(&extract.sink.pending, names);
    }
    if (!failed)
        failed =
            ledger_each(ledger, choice, take, &extract, &err) || sink_close(&extract.sink, &err);
    sink_abort(&extract.sink);
    ledger_close(ledger);
    return failed ? cli_fail(&err) : STATUS_DONE;
}
