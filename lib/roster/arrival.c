#include "roster/arrival.h"

#include "base/i18n.h"
#include <stdlib.h>
#include <string.h>

static enum standing refuse_name(
    const struct roll *roll, uint32_t person, const char *name, struct err *why)
{
    const struct seated *seated = &roll->people[person];
    err_set(why, STATUS_INPUT, "dup.document",
        _("this document number has seat %lu of squad %s already, as %s, not %s; compare both cards "
          "and correct the row, or free that seat with --cancel if the list is wrong"),
        (unsigned long)seated->seat, roll->squads[seated->squad].id, roll_name(roll, person), name);
    return STANDING_REFUSED;
}

static enum standing refuse_agency(
    const struct roll *roll, uint32_t person, const char *agency, struct err *why)
{
    const struct seated *seated = &roll->people[person];
    err_set(why, STATUS_INPUT, "dup.document",
        _("this person has seat %lu of squad %s already, with %s, and this row says %s; find out "
          "with whom the person comes and delete the other row"),
        (unsigned long)seated->seat, roll->squads[seated->squad].id, roll_agency(roll, person),
        agency);
    return STANDING_REFUSED;
}

static void note_elsewhere(struct arrival *arrival, const struct origin *from)
{
    struct buf text = {0};
    struct place place;
    if (arrival->elsewhere++)
        return;
    place_set(&place, from->file, from->sheet, from->row, 0);
    place_print(&place, &text);
    arrival->example = buf_take(&text);
}

enum standing arrival_standing(void *context, const struct worker *worker, struct err *why)
{
    struct arrival *arrival = context;
    const struct roll *roll = arrival->roll;
    if (leavers_have(arrival->leavers, worker))
        return STANDING_LEFT;
    uint32_t person = roll_find(arrival->roll, worker);
    if (person == INDEX_NONE)
        return STANDING_NEW;
    if (roll->people[person].left)
        return STANDING_LEFT;
    if (strcmp(roll_name(roll, person), worker->name) != 0)
        return refuse_name(roll, person, worker->name, why);
    const char *agency = roll_agency(roll, person);
    if (!agency || !worker->agency || !strcmp(agency, worker->agency))
        return STANDING_SEATED;
    if (roll->people[person].agency_named && roll_names_agency(worker))
        return refuse_agency(roll, person, worker->agency, why);
    note_elsewhere(arrival, &worker->from);
    return STANDING_SEATED;
}

void arrival_release(struct arrival *arrival)
{
    free(arrival->example);
    *arrival = (struct arrival){0};
}
