/* The rehearsal endpoint behind HTTP/1.1 (libmicrohttpd).
 *
 * One thread answers everything, in order; a slow answer waits aside and holds up no other. */
#ifndef ENDPOINT_SERVER_H
#define ENDPOINT_SERVER_H
#include "endpoint/service.h"
#include <stdbool.h>

enum {
    SERVER_CONNECTIONS_MAX = 900, // under the usual 1024 descriptors
    SERVER_IDLE_S = 60,           // a silent connection is closed
};

struct server;

struct server_address {
    char url[80]; // "http://127.0.0.1:8642", with the port that was given
    bool loopback;
};

/* Listens on `listen`, "ADDRESS:PORT" or "[ADDRESS]:PORT" with a numeric address or `localhost`;
 * port 0 takes a free one. Answers each request after `slow_ms`. Borrows `service` until
 * server_stop. Errors: STATUS_USAGE (`listen.address`), STATUS_RESOURCE (`listen.used`,
 * `listen.failed`). */
struct server *server_start(struct service *service, const char *listen, long slow_ms,
    struct server_address *address, struct err *err);

/* True once the log could not be written: time to stop. */
bool server_failed(struct server *server);

/* Answers what is waiting and ends. The service's counts are final then. */
void server_stop(struct server *server);
#endif
