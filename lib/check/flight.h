/* The requests of one endpoint that are under way. */
#ifndef CHECK_FLIGHT_H
#define CHECK_FLIGHT_H
#include "check/http.h"
#include "check/window.h"

struct flight {
    size_t *numbers; // owns; of the people
    size_t count;
    struct moment moment; // of the request
    int64_t sent_us;
    long lease;          // which token it carries
    struct flight *next; // in the list of unused ones
};

/* How many connections the window needs at once. */
long flights_at_once(const struct run_endpoint *endpoint);

void flights_init(struct window *w);
void flights_release(struct window *w);

/* Sends what may leave now. `index` is the window's in its run. */
void flights_send(struct window *w, size_t index, struct http *http, int64_t now_us);

/* Microseconds until flights_send has something to do; a long time when that is up to others. */
int64_t flights_delay(struct window *w, int64_t now_us);

/* Whose window a reply belongs to: its index in the run. */
size_t flights_window(const struct http_reply *http);

/* One of them ended. */
void flights_end(struct window *w, const struct http_reply *http, int64_t now_us);
#endif
