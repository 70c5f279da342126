/* The rehearsal endpoint behind HTTP/1.1 (libmicrohttpd).
 *
 * One thread answers everything, in order; a slow answer waits aside and holds up no other. */
#ifndef ENDPOINT_SERVER_H
#define ENDPOINT_SERVER_H
#include "endpoint/ask.h"
#include "endpoint/faults.h"
#include <stdbool.h>

enum {
    SERVER_CONNECTIONS_MAX = 900, // under the usual 1024 descriptors
    SERVER_IDLE_S = 60,           // a silent connection is closed
    SERVER_HANG_MS = 60000,       // FAULT_HANG: until the connection ends
};

struct server;

struct server_weather {
    long slow_ms;          // each answer is this late
    struct faults *faults; // borrows
};

struct server_address {
    char url[80]; // "http://127.0.0.1:8642", with the port that was given
    bool loopback;
};

/* Listens on `listen`, "ADDRESS:PORT" or "[ADDRESS]:PORT" with a numeric address or `localhost`;
 * port 0 takes a free one. Borrows what `handler` and `weather` point to until server_stop. Answers
 * GET /health itself. Errors: STATUS_USAGE (`listen.address`), STATUS_RESOURCE (`listen.used`,
 * `listen.failed`). */
struct server *server_start(const struct handler *handler, const char *listen,
    const struct server_weather *weather, struct server_address *address, struct err *err);

/* True once the handler cannot go on: time to stop. */
bool server_failed(struct server *server);

/* Answers what is waiting and ends. The handler is not called after it. */
void server_stop(struct server *server);
#endif
