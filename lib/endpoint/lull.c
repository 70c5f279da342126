#include "endpoint/lull.h"

#include "base/i18n.h"
#include "base/mem.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct guest {
    struct guest *next;
    void *item; // borrows
    struct timespec until;
};

struct lull {
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    void (*wake)(void *item);
    long delay_ms;
    bool closed;
    struct guest *first, **last; // owns; the delay is the same for all, so this is also their order
};

static struct timespec later(long ms)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += ms / 1000;
    at.tv_nsec += ms % 1000 * 1000000;
    if (at.tv_nsec >= 1000000000) {
        at.tv_sec++;
        at.tv_nsec -= 1000000000;
    }
    return at;
}

static bool is_due(const struct guest *guest)
{
    struct timespec now = later(0);
    return now.tv_sec > guest->until.tv_sec ||
           (now.tv_sec == guest->until.tv_sec && now.tv_nsec >= guest->until.tv_nsec);
}

static void *serve(void *context)
{
    struct lull *lull = context;
    pthread_mutex_lock(&lull->mutex);
    while (!lull->closed || lull->first) {
        struct guest *guest = lull->first;
        if (!guest) {
            pthread_cond_wait(&lull->changed, &lull->mutex);
        } else if (lull->closed || is_due(guest)) {
            lull->first = guest->next;
            if (!lull->first)
                lull->last = &lull->first;
            pthread_mutex_unlock(&lull->mutex);
            lull->wake(guest->item);
            free(guest);
            pthread_mutex_lock(&lull->mutex);
        } else {
            pthread_cond_timedwait(&lull->changed, &lull->mutex, &guest->until);
        }
    }
    pthread_mutex_unlock(&lull->mutex);
    return NULL;
}

struct lull *lull_new(long delay_ms, void (*wake)(void *item), struct err *err)
{
    struct lull *lull = mem_alloc(sizeof *lull);
    lull->wake = wake;
    lull->delay_ms = delay_ms;
    lull->last = &lull->first;
    pthread_condattr_t clock;
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_cond_init(&lull->changed, &clock);
    pthread_condattr_destroy(&clock);
    pthread_mutex_init(&lull->mutex, NULL);
    int failed = pthread_create(&lull->thread, NULL, serve, lull);
    if (!failed)
        return lull;
    err_set(err, STATUS_RESOURCE, "thread", _("cannot start a thread (%s); close other programs"),
        strerror(failed));
    pthread_mutex_destroy(&lull->mutex);
    pthread_cond_destroy(&lull->changed);
    free(lull);
    return NULL;
}

bool lull_enter(struct lull *lull, void *item)
{
    struct guest *guest = mem_alloc(sizeof *guest);
    *guest = (struct guest){.item = item, .until = later(lull->delay_ms)};
    pthread_mutex_lock(&lull->mutex);
    bool open = !lull->closed;
    if (open) {
        *lull->last = guest;
        lull->last = &guest->next;
        pthread_cond_signal(&lull->changed);
    } else {
        free(guest);
    }
    pthread_mutex_unlock(&lull->mutex);
    return open;
}

void lull_close(struct lull *lull)
{
    pthread_mutex_lock(&lull->mutex);
    lull->closed = true;
    pthread_cond_signal(&lull->changed);
    pthread_mutex_unlock(&lull->mutex);
    pthread_join(lull->thread, NULL);
}

void lull_free(struct lull *lull)
{
    if (!lull)
        return;
    pthread_mutex_destroy(&lull->mutex);
    pthread_cond_destroy(&lull->changed);
    free(lull);
}
