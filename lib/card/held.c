#include "card/held.h"

#include "base/i18n.h"
#include "table/csv.h"
#include <string.h>

enum { NUMBER_LEAST = 8 };

static int put(struct held_list *list, const struct buf *line, struct err *err)
{
    return list->has_file ? publish_write(&list->file, line->data, line->len, err) : 0;
}

int held_open(struct held_list *list, const char *path, struct err *err)
{
    *list = (struct held_list){.file = {.fd = -1}, .has_file = path != NULL};
    if (!path)
        return 0;
    if (publish_open(&list->file, path, 0600, err))
        return -1;
    struct buf line = {0};
    buf_printf(&line, "\xEF\xBB\xBF%s,%s,%s,%s,%s,%s\r\n", _("name"), _("last 4"), _("squad"),
        _("seat"), _("code"), _("what to do"));
    int result = put(list, &line, err);
    buf_release(&line);
    return result;
}

void held_last4(const struct worker *worker, struct buf *out)
{
    const struct document *document = &worker->document;
    size_t len = document->number ? strlen(document->number) : 0;
    if (document->last4)
        buf_add_text(out, document->last4);
    else if (len >= NUMBER_LEAST)
        buf_add_text(out, document->number + len - 4);
}

static void count_reason(struct held_list *list, const char *code)
{
    list->count++;
    size_t i = 0;
    while (i < list->reason_count && strcmp(list->reasons[i].code, code))
        i++;
    if (i == HELD_REASONS_MAX)
        return;
    if (i == list->reason_count) {
        strcpy(list->reasons[i].code, code);
        list->reasons[i].count = 0;
        list->reason_count++;
    }
    list->reasons[i].count++;
}

int held_add(
    struct held_list *list, const struct worker *worker, const struct err *why, struct err *err)
{
    struct buf line = {0}, last4 = {0};
    count_reason(list, why->code);
    held_last4(worker, &last4);
    csv_write_cell(&line, worker->name);
    buf_add_char(&line, ',');
    csv_write_cell(&line, buf_text(&last4));
    buf_add_char(&line, ',');
    csv_write_cell(&line, worker->squad.id);
    buf_printf(&line, ",%ld,%s,", worker->squad.seat, why->code);
    csv_write_cell(&line, why->text);
    buf_add_text(&line, "\r\n");
    int result = put(list, &line, err);
    buf_release(&line);
    buf_release(&last4);
    return result;
}

int held_close(struct held_list *list, struct err *err)
{
    if (!list->has_file)
        return 0;
    list->has_file = false;
    return publish_commit(&list->file, err);
}

void held_abort(struct held_list *list)
{
    if (list->has_file)
        publish_abort(&list->file);
    list->has_file = false;
}
