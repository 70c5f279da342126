#include "endpoint/jobs.h"

#include "base/mem.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char prefix[] = "j-";

static void release(const struct job *job)
{
    free(job->name);
    free(job->number);
}

void jobs_release(struct jobs *jobs)
{
    for (size_t i = 0; i < jobs->count; i++)
        release(&jobs->items[i]);
    free(jobs->items);
    *jobs = (struct jobs){0};
}

long jobs_add(struct jobs *jobs, const struct job *job)
{
    if (jobs->count == JOBS_MAX) {
        release(job);
        return 0;
    }
    jobs->items = mem_grow(jobs->items, jobs->count, &jobs->capacity, sizeof *jobs->items);
    jobs->items[jobs->count++] = *job;
    return (long)jobs->count;
}

void jobs_print(long number, char text[JOBS_NAME])
{
    snprintf(text, JOBS_NAME, "%s%08ld", prefix, number);
}

struct job *jobs_find(struct jobs *jobs, const char *text)
{
    text += strncmp(text, prefix, strlen(prefix)) ? 0 : strlen(prefix);
    size_t digits = strspn(text, "0123456789");
    long number = digits && digits < 12 && !text[digits] ? strtol(text, NULL, 10) : 0;
    return number >= 1 && (size_t)number <= jobs->count ? &jobs->items[number - 1] : NULL;
}
