/* LD_PRELOAD under muster-check. FAULT_MALLOC="N COUNT": from the N-th on, so many allocations
 * fail. FAULT_CLOCK="N SECONDS": from the N-th look at it the wall clock is off by so many; the
 * monotonic clock goes on as ever. At the end FAULT_COUNT, a file, gets the number of allocations
 * and whether the process may be dumped.
 */
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <time.h>

static long allocations, looks, fail_at, fail_count, jump_at, jump_s;

/* The numbers in a variable of the environment; both 0 without it. */
static void read_pair(const char *name, long *first, long *second)
{
    const char *text = getenv(name);
    if (text && sscanf(text, "%ld %ld", first, second) != 2)
        abort();
}

__attribute__((constructor)) static void start(void)
{
    read_pair("FAULT_CLOCK", &jump_at, &jump_s);
    read_pair("FAULT_MALLOC", &fail_at, &fail_count);
    allocations = 0; // what the loader needed is not counted
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("FAULT_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (looks < jump_at) // nobody saw the jump
        abort();
    if (file &&
        (fprintf(file, "%ld %d\n", allocations, prctl(PR_GET_DUMPABLE)) < 0 || fclose(file)))
        abort();
}

/* Whether this allocation fails. */
static int fails(void)
{
    long number = ++allocations;
    if (!fail_at || number < fail_at || number - fail_at >= fail_count)
        return 0;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    static void *(*next)(size_t);
    if (!next)
        *(void **)&next = dlsym(RTLD_NEXT, "malloc");
    return fails() ? NULL : next(size);
}

void *calloc(size_t count, size_t size)
{
    static void *(*next)(size_t, size_t);
    if (!next)
        *(void **)&next = dlsym(RTLD_NEXT, "calloc");
    return fails() ? NULL : next(count, size);
}

void *realloc(void *old, size_t size)
{
    static void *(*next)(void *, size_t);
    if (!next)
        *(void **)&next = dlsym(RTLD_NEXT, "realloc");
    return fails() ? NULL : next(old, size);
}

static long jump(void)
{
    return jump_at && ++looks >= jump_at ? jump_s : 0;
}

time_t time(time_t *to)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (to)
        *to = now.tv_sec;
    return now.tv_sec;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    static int (*next)(clockid_t, struct timespec *);
    if (!next)
        *(void **)&next = dlsym(RTLD_NEXT, "clock_gettime");
    int result = next(clock, now);
    if (clock == CLOCK_REALTIME && !result)
        now->tv_sec += jump();
    return result;
}
