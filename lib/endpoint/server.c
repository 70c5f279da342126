#include "endpoint/server.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "endpoint/form.h"
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

struct server {
    struct MHD_Daemon *daemon;
    struct handler handler;
    struct faults *faults;
    struct lull *slow;            // NULL: answers are not slow
    struct lull *hang;            // NULL: none hang
    struct params query, headers; // of the request that is being answered
    atomic_bool failed;
};

/* One request on its way. */
struct exchange {
    char *target; // owns
    struct buf body;
    size_t received;
    bool begun, answered, waited;
    struct tell tell;
};

static enum MHD_Result send_reply(struct MHD_Connection *connection, struct tell *tell)
{
    size_t len = tell->body.len;
    struct MHD_Response *response =
        MHD_create_response_from_buffer(len, buf_take(&tell->body), MHD_RESPMEM_MUST_FREE);
    if (!response)
        mem_out();
    MHD_add_response_header(response, "Content-Type", tell->type ? tell->type : "application/json");
    if (tell->retry_after_s) {
        char seconds[16];
        snprintf(seconds, sizeof seconds, "%d", tell->retry_after_s);
        MHD_add_response_header(response, "Retry-After", seconds);
    }
    for (size_t i = 0; i < tell->headers.count; i++)
        MHD_add_response_header(
            response, params_name(&tell->headers, i), params_value(&tell->headers, i));
    enum MHD_Result result = MHD_queue_response(connection, (unsigned int)tell->status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result add_header(
    void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
    (void)kind;
    params_add(context, name, value ? value : "");
    return MHD_YES;
}

static void answer(struct server *server, struct MHD_Connection *connection, const char *method,
    struct exchange *exchange)
{
    size_t path_len = strcspn(exchange->target, "?");
    const char *query = exchange->target + path_len + (exchange->target[path_len] == '?');
    params_clear(&server->query);
    params_clear(&server->headers);
    MHD_get_connection_values(connection, MHD_HEADER_KIND, add_header, &server->headers);
    const struct ask ask = {.method = method,
        .target = exchange->target,
        .path_len = path_len,
        .query = &server->query,
        .query_wrong = !form_read(query, strlen(query), &server->query),
        .headers = &server->headers,
        .body = buf_text(&exchange->body),
        .body_len = exchange->body.len,
        .too_large = exchange->received > ASK_BODY_MAX};
    const struct handler *handler = &server->handler;
    const struct fault *fault = server->faults ? faults_draw(server->faults) : NULL;
    exchange->answered = true;
    if (!(fault ? handler->spoil(handler->context, &ask, fault, &exchange->tell)
                : handler->handle(handler->context, &ask, &exchange->tell)))
        server->failed = true;
}

static enum MHD_Result tell_health(
    struct MHD_Connection *connection, const char *method, struct exchange *exchange)
{
    bool reads = !strcmp(method, "GET") || !strcmp(method, "HEAD");
    exchange->answered = true;
    exchange->tell.status = reads ? 200 : 405;
    buf_add_text(&exchange->tell.body, reads ? "{\"status\":\"ok\"}" : "{\"error\":\"method\"}");
    return send_reply(connection, &exchange->tell);
}

/* The headers are there: what is too long is answered at once. */
static enum MHD_Result begin(struct server *server, struct MHD_Connection *connection,
    const char *method, struct exchange *exchange)
{
    exchange->begun = true;
    if (!strcmp(exchange->target, "/health"))
        return tell_health(connection, method, exchange);
    const char *length =
        MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
    if (!length || strtoull(length, NULL, 10) <= ASK_BODY_MAX)
        return MHD_YES;
    exchange->received = ASK_BODY_MAX + 1;
    answer(server, connection, method, exchange);
    return exchange->tell.manner == TELL_REPLY ? send_reply(connection, &exchange->tell) : MHD_NO;
}

static enum MHD_Result take_body(struct server *server, struct MHD_Connection *connection,
    const char *method, struct exchange *exchange, const char *data, size_t *len)
{
    exchange->received += *len;
    if (exchange->received <= ASK_BODY_MAX)
        buf_add(&exchange->body, data, *len);
    *len = 0;
    if (exchange->received <= ASK_BODY_MAX)
        return MHD_YES;
    answer(server, connection, method,
        exchange); // for the log: nobody listens before the body has ended
    return MHD_NO;
}

/* Whether the answer waits; then this is called again. */
static bool waits(
    struct server *server, struct MHD_Connection *connection, struct exchange *exchange)
{
    struct lull *lull = exchange->tell.manner == TELL_HANG ? server->hang : server->slow;
    if (!lull || exchange->waited)
        return false;
    exchange->waited = true;
    MHD_suspend_connection(connection);
    if (!lull_enter(lull, connection))
        MHD_resume_connection(connection);
    return true;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *path,
    const char *method, const char *version, const char *data, size_t *len, void **state)
{
    struct server *server = context;
    struct exchange *exchange = *state;
    (void)path;
    (void)version;
    if (!exchange->begun)
        return begin(server, connection, method, exchange);
    if (*len)
        return take_body(server, connection, method, exchange, data, len);
    if (!exchange->answered)
        answer(server, connection, method, exchange);
    if (waits(server, connection, exchange))
        return MHD_YES;
    return exchange->tell.manner == TELL_REPLY ? send_reply(connection, &exchange->tell) : MHD_NO;
}

/* The request line is there: its target, before libmicrohttpd takes it apart. */
static void *start_exchange(void *context, const char *target, struct MHD_Connection *connection)
{
    (void)context;
    (void)connection;
    struct exchange *exchange = mem_alloc(sizeof *exchange);
    exchange->target = mem_text(target);
    return exchange;
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
    free(exchange->target);
    buf_release(&exchange->body);
    tell_release(&exchange->tell);
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

/* Also of one that was started only in part. */
static void release(struct server *server)
{
    struct lull *lulls[] = {server->slow, server->hang};
    for (size_t i = 0; i < 2; i++)
        if (lulls[i])
            lull_close(lulls[i]);
    if (server->daemon)
        MHD_stop_daemon(server->daemon);
    for (size_t i = 0; i < 2; i++)
        lull_free(lulls[i]);
    params_release(&server->query);
    params_release(&server->headers);
    free(server);
}

static int start_lulls(struct server *server, const struct server_weather *weather, struct err *err)
{
    bool hangs = false;
    for (size_t i = 0; weather->faults && i < weather->faults->count; i++)
        hangs |= weather->faults->items[i].kind == FAULT_HANG;
    if (weather->slow_ms)
        server->slow = lull_new(weather->slow_ms, wake, err);
    if (weather->slow_ms && !server->slow)
        return -1;
    if (hangs)
        server->hang = lull_new(SERVER_HANG_MS, wake, err);
    return hangs && !server->hang ? -1 : 0;
}

struct server *server_start(const struct handler *handler, const char *listen,
    const struct server_weather *weather, struct server_address *address, struct err *err)
{
    int fd = open_socket(listen, address, err);
    if (fd < 0)
        return NULL;
    struct server *server = mem_alloc(sizeof *server);
    server->handler = *handler;
    server->faults = weather->faults;
    int failed = start_lulls(server, weather, err);
    if (!failed)
        server->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME,
            0, NULL, NULL, handle, server, MHD_OPTION_LISTEN_SOCKET, fd,
            MHD_OPTION_NOTIFY_COMPLETED, complete, NULL, MHD_OPTION_URI_LOG_CALLBACK,
            start_exchange, NULL, MHD_OPTION_CONNECTION_LIMIT, (unsigned int)SERVER_CONNECTIONS_MAX,
            MHD_OPTION_CONNECTION_TIMEOUT, (unsigned int)SERVER_IDLE_S, MHD_OPTION_END);
    if (server->daemon)
        return server;
    if (!failed)
        err_set(err, STATUS_RESOURCE, "listen.failed",
            _("cannot serve on %s; too many files may be open, so close other programs"), listen);
    release(server);
    close(fd);
    return NULL;
}

bool server_failed(struct server *server)
{
    return server->failed;
}

void server_stop(struct server *server)
{
    release(server);
}
