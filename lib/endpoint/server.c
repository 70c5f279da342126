#include "endpoint/server.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "endpoint/lull.h"
#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { DRAIN_MAX = 1 << 20 }; // bytes of a body that are read only to be able to refuse it

struct server {
    struct MHD_Daemon *daemon;
    struct service *service;
    struct lull *lull; // NULL: answers are not slow
    atomic_bool failed;
};

/* One request on its way. */
struct exchange {
    struct buf body;
    size_t received;
    bool checks, answered;
    struct reply reply;
};

static enum MHD_Result send_reply(struct MHD_Connection *connection, struct reply *reply)
{
    size_t len = reply->body.len;
    struct MHD_Response *response =
        MHD_create_response_from_buffer(len, buf_take(&reply->body), MHD_RESPMEM_MUST_FREE);
    if (!response)
        mem_out();
    MHD_add_response_header(response, "Content-Type", "application/json");
    if (reply->retry_after_s) {
        char seconds[16];
        snprintf(seconds, sizeof seconds, "%d", reply->retry_after_s);
        MHD_add_response_header(response, "Retry-After", seconds);
    }
    if (reply->status == 405)
        MHD_add_response_header(response, "Allow", "POST");
    enum MHD_Result result = MHD_queue_response(connection, (unsigned int)reply->status, response);
    MHD_destroy_response(response);
    return result;
}

static const char *header(struct MHD_Connection *connection, const char *name)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static void check(
    struct server *server, struct MHD_Connection *connection, struct exchange *exchange)
{
    const struct ask ask = {.authorization = header(connection, "Authorization"),
        .key = header(connection, "Idempotency-Key"),
        .body = buf_text(&exchange->body),
        .body_len = exchange->body.len,
        .too_large = exchange->received > SERVICE_BODY_MAX};
    service_check(server->service, &ask, &exchange->reply);
    if (server->service->log_fail.status)
        server->failed = true;
}

/* The headers are there: what needs no body is answered at once. */
static enum MHD_Result begin(struct server *server, struct MHD_Connection *connection,
    const char *path, const char *method, struct exchange *exchange)
{
    if (!strcmp(path, "/health")) {
        bool reads = !strcmp(method, "GET") || !strcmp(method, "HEAD");
        exchange->reply.status = reads ? 200 : 405;
        buf_add_text(
            &exchange->reply.body, reads ? "{\"status\":\"ok\"}" : "{\"error\":\"method\"}");
        return send_reply(connection, &exchange->reply);
    }
    bool known = !strcmp(path, "/v1/check");
    if (!known || strcmp(method, "POST")) {
        service_refuse(
            server->service, known ? 405 : 404, known ? "method" : "path", &exchange->reply);
        return send_reply(connection, &exchange->reply);
    }
    exchange->checks = true;
    const char *length = header(connection, "Content-Length");
    if (!length || strtoull(length, NULL, 10) <= DRAIN_MAX)
        return MHD_YES;
    exchange->received = DRAIN_MAX;
    check(server, connection, exchange);
    return send_reply(connection, &exchange->reply);
}

static enum MHD_Result take_body(struct server *server, struct MHD_Connection *connection,
    struct exchange *exchange, const char *data, size_t *len)
{
    exchange->received += *len;
    if (exchange->received <= SERVICE_BODY_MAX)
        buf_add(&exchange->body, data, *len);
    *len = 0;
    if (exchange->received <= DRAIN_MAX)
        return MHD_YES;
    check(server, connection, exchange); // for the log: nobody listens before the body has ended
    return MHD_NO;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *path,
    const char *method, const char *version, const char *data, size_t *len, void **state)
{
    struct server *server = context;
    struct exchange *exchange = *state;
    (void)version;
    if (!exchange) {
        *state = exchange = mem_alloc(sizeof *exchange);
        return begin(server, connection, path, method, exchange);
    }
    if (*len)
        return take_body(server, connection, exchange, data, len);
    if (!exchange->checks)
        return MHD_YES;
    if (!exchange->answered) {
        exchange->answered = true;
        check(server, connection, exchange);
        if (server->lull) {
            MHD_suspend_connection(connection);
            if (!lull_enter(server->lull, connection))
                MHD_resume_connection(connection);
            return MHD_YES;
        }
    }
    return send_reply(connection, &exchange->reply);
}

static void complete(void *context, struct MHD_Connection *connection, void **state,
    enum MHD_RequestTerminationCode how)
{
    struct exchange *exchange = *state;
    (void)context;
    (void)connection;
    (void)how;
    if (!exchange)
        return;
    buf_release(&exchange->body);
    buf_release(&exchange->reply.body);
    free(exchange);
    *state = NULL;
}

static int fail_address(const char *listen, struct err *err)
{
    return err_set(err, STATUS_USAGE, "listen.address",
        _("`%s` is no address to listen on; write ADDRESS:PORT, such as 127.0.0.1:8642"), listen);
}

/* Splits and reads the text. free the result with freeaddrinfo. */
static struct addrinfo *read_address(const char *listen, struct err *err)
{
    const char *colon = strrchr(listen, ':');
    size_t len = colon ? (size_t)(colon - listen) : 0;
    bool bracketed = len > 2 && listen[0] == '[' && listen[len - 1] == ']';
    char host[64];
    if (!len || len >= sizeof host || strspn(colon + 1, "0123456789") != strlen(colon + 1) ||
        !colon[1] || strtol(colon + 1, NULL, 10) > 65535) {
        fail_address(listen, err);
        return NULL;
    }
    snprintf(host, sizeof host, "%.*s", (int)(bracketed ? len - 2 : len), listen + bracketed);
    const char *numeric = strcmp(host, "localhost") ? host : "127.0.0.1";
    const struct addrinfo hints = {
        .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    if (getaddrinfo(numeric, colon + 1, &hints, &found) == 0 &&
        (found->ai_family == AF_INET6) == bracketed)
        return found;
    if (found)
        freeaddrinfo(found);
    fail_address(listen, err);
    return NULL;
}

static void describe(int fd, struct server_address *address)
{
    struct sockaddr_storage bound = {0};
    socklen_t len = sizeof bound;
    char host[INET6_ADDRSTRLEN] = "";
    getsockname(fd, (struct sockaddr *)&bound, &len);
    if (bound.ss_family == AF_INET6) {
        const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)&bound;
        inet_ntop(AF_INET6, &in6->sin6_addr, host, sizeof host);
        address->loopback = IN6_IS_ADDR_LOOPBACK(&in6->sin6_addr);
        snprintf(address->url, sizeof address->url, "http://[%s]:%u", host, ntohs(in6->sin6_port));
    } else {
        const struct sockaddr_in *in = (const struct sockaddr_in *)&bound;
        inet_ntop(AF_INET, &in->sin_addr, host, sizeof host);
        address->loopback = ntohl(in->sin_addr.s_addr) >> 24 == 127;
        snprintf(address->url, sizeof address->url, "http://%s:%u", host, ntohs(in->sin_port));
    }
}

/* A listening socket, or -1. */
static int open_socket(const char *text, struct server_address *address, struct err *err)
{
    struct addrinfo *info = read_address(text, err);
    if (!info)
        return -1;
    int fd = socket(info->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    int failed = fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int)) ||
                 bind(fd, info->ai_addr, info->ai_addrlen) || listen(fd, SOMAXCONN);
    int cause = errno;
    freeaddrinfo(info);
    if (!failed) {
        describe(fd, address);
        return fd;
    }
    if (fd >= 0)
        close(fd);
    if (cause == EADDRINUSE)
        return err_set(err, STATUS_RESOURCE, "listen.used",
            _("another program listens on %s; end it, or choose another port, or port 0 for a "
              "free one"),
            text);
    return err_set(err, STATUS_RESOURCE, "listen.failed",
        _("cannot listen on %s (%s); choose an address of this machine and a port from 1024 up"),
        text, strerror(cause));
}

static void wake(void *connection)
{
    MHD_resume_connection(connection);
}

struct server *server_start(struct service *service, const char *listen, long slow_ms,
    struct server_address *address, struct err *err)
{
    int fd = open_socket(listen, address, err);
    if (fd < 0)
        return NULL;
    struct server *server = mem_alloc(sizeof *server);
    server->service = service;
    if (slow_ms)
        server->lull = lull_new(slow_ms, wake, err);
    if (!slow_ms || server->lull)
        server->daemon =
            MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL,
                NULL, handle, server, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_NOTIFY_COMPLETED,
                complete, NULL, MHD_OPTION_CONNECTION_LIMIT, (unsigned int)SERVER_CONNECTIONS_MAX,
                MHD_OPTION_CONNECTION_TIMEOUT, (unsigned int)SERVER_IDLE_S, MHD_OPTION_END);
    if (server->daemon)
        return server;
    if (!slow_ms || server->lull)
        err_set(err, STATUS_RESOURCE, "listen.failed",
            _("cannot serve on %s; too many files may be open, so close other programs"), listen);
    if (server->lull)
        lull_close(server->lull);
    lull_free(server->lull);
    close(fd);
    free(server);
    return NULL;
}

bool server_failed(struct server *server)
{
    return server->failed;
}

void server_stop(struct server *server)
{
    if (server->lull)
        lull_close(server->lull);
    MHD_stop_daemon(server->daemon);
    lull_free(server->lull);
    free(server);
}
