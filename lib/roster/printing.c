#include "roster/printing.h"

#include "base/mem.h"
#include <stdlib.h>

/* The text may still move: only its length is set. */
static struct wire_part end_part(const struct buf *text, size_t *from)
{
    struct wire_part part = {.len = text->len - *from};
    *from = text->len;
    return part;
}

static const char *place(struct wire_part *parts, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++) {
        parts[i].text = text;
        text += parts[i].len;
    }
    return text;
}

void printing_init(struct printing *printing, const struct intake *intake)
{
    const struct parties *parties = &intake->crew.parties;
    struct buf text = {0};
    size_t from = 0;
    buf_add(&text, "", 0);
    struct wire_part *ties = mem_alloc(parties->count * sizeof *ties);
    for (size_t i = 0; i < parties->count; i++) {
        struct worker worker = {0};
        party_read(parties, (uint32_t)i, &worker);
        wire_ties(&text, &worker);
        ties[i] = end_part(&text, &from);
    }
    struct wire_part *origins = mem_alloc(intake->source_count * sizeof *origins);
    for (size_t i = 0; i < intake->source_count; i++) {
        const struct source *source = &intake->sources[i];
        wire_origin(&text, &(struct origin){source->file, source->sheet, 0});
        origins[i] = end_part(&text, &from);
    }
    place(origins, intake->source_count, place(ties, parties->count, text.data));
    *printing = (struct printing){.intake = intake, .text = text, .ties = ties, .origins = origins};
}

void printing_member(struct printing *printing, size_t member, struct buf *out)
{
    const struct crew *crew = &printing->intake->crew;
    const struct member *its = &crew->members[member];
    crew_read(crew, member, &printing->view);
    wire_write_person(
        out, &printing->view.worker, printing->ties[its->party], printing->origins[its->source]);
}

void printing_release(struct printing *printing)
{
    buf_release(&printing->text);
    free(printing->ties);
    free(printing->origins);
    *printing = (struct printing){0};
}
