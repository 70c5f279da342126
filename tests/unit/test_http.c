#include "unit.h"

#include "check/http.h"
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* A server in a process of its own. The path /N gets reply N, whose %s is the request as it came.
 */
static const char *const replies[] = {
    "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\nX-Verdict: match\r\nx-verdict: second\r\n"
    "X-Name: \xE5\xBC\xA0\r\nX-Latin: \xE9t\xE9\r\nX-Empty:\r\n\r\n%s",
    "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
    "X-Length: %zu\r\nX-Own: 1\r\n\r\n2\r\n{}\r\n0\r\nX-Verdict: match\r\n\r\n%.0s",
    "HTTP/1.1 200 OK\r\nRetry-After: 9\r\nContent-Length: %zu\r\n\r\n%s",
    "HTTP/1.1 503 No\r\nRetry-After: 9\r\nRateLimit: \"a\";r=0;t=4\r\nContent-Length: %zu\r\n\r\n%s",
    "HTTP/1.1 200 OK\r\nRateLimit: \"a\";r=0;t=4\r\nContent-Length: %zu\r\n\r\n%s",
    "HTTP/1.1 200 OK\r\nContent-Length: 9999%zu\r\n\r\nshort%.0s", // and then nothing
};
static char base[64];
static pid_t server;

/* The request up to the end of its body; false at the end of the connection. */
static bool take_request(int connection, struct buf *request)
{
    char byte;
    size_t head = 0, body = 0;
    buf_clear(request);
    while (!head || request->len < head + body) {
        if (read(connection, &byte, 1) != 1)
            return false;
        buf_add_char(request, byte);
        const char *end = head ? NULL : strstr(request->data, "\r\n\r\n");
        const char *length = strstr(request->data, "Content-Length: ");
        if (end)
            head = (size_t)(end - request->data) + 4;
        if (end && length)
            body = strtoul(length + strlen("Content-Length: "), NULL, 10);
    }
    return true;
}

static void serve(int listener)
{
    struct buf request = {0}, reply = {0};
    for (int connection; (connection = accept(listener, NULL, NULL)) >= 0; close(connection))
        while (take_request(connection, &request)) {
            int which = strchr(request.data, '/')[1] - '0';
            buf_clear(&reply);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
            buf_printf(&reply, replies[which], request.len, request.data);
#pragma GCC diagnostic pop
            if (write(connection, reply.data, reply.len) < 0 || which == 5)
                break;
        }
    _exit(0);
}

static int start(void **state)
{
    (void)state;
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof at;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&at, len) || listen(listener, 8) ||
        getsockname(listener, (struct sockaddr *)&at, &len))
        return -1;
    snprintf(base, sizeof base, "http://127.0.0.1:%d", ntohs(at.sin_port));
    server = fork();
    if (!server)
        serve(listener);
    close(listener);
    return server < 0;
}

static int stop(void **state)
{
    (void)state;
    kill(server, SIGKILL);
    return waitpid(server, NULL, 0) == server ? 0 : -1;
}

/* Asks for reply N and waits for it. */
static void ask(struct http *http, int which, const char *method, const char *body,
    const struct http_call *call, struct http_reply *reply)
{
    struct request *request = http_take(http);
    assert_non_null(request);
    request_clear(request);
    request->method = method;
    buf_add_text(&request->base, base);
    buf_printf(&request->path, "/%d", which);
    if (body) {
        request->body_kind = BODY_RAW;
        buf_add_text(&request->body, body);
    }
    request_close(request);
    http_send(http, 7, call);
    while (!http_next(http, reply))
        http_wait(http, -1, -1, 1000);
    assert_int_equal(reply->tag, 7);
}

static const struct http_call usual = {.timeout_ms = 10000, .reply_bytes = 1000};

static void a_reply_brings_its_headers(void **state)
{
    (void)state;
    struct http *http;
    struct http_reply reply;
    assert_int_equal(http_new(&http, 2, NULL), 0);
    ask(http, 0, "GET", NULL, &usual, &reply);
    assert_int_equal(reply.end, HTTP_REPLIED);
    assert_string_equal(params_header(reply.headers, "X-VERDICT"), "match");
    assert_string_equal(params_header(reply.headers, "X-Name"), "张");
    assert_string_equal(params_header(reply.headers, "X-Latin"), "été");
    assert_string_equal(params_header(reply.headers, "X-Empty"), "");
    assert_int_equal(reply.headers->count, 6);
    http_free(http);
}

static void what_comes_before_and_after_it_is_none_of_its_headers(void **state)
{
    (void)state;
    struct http *http;
    struct http_reply reply;
    assert_int_equal(http_new(&http, 2, NULL), 0);
    ask(http, 1, "GET", NULL, &usual, &reply);
    assert_string_equal(reply.body, "{}");
    assert_non_null(params_header(reply.headers, "X-Own"));
    assert_null(params_header(reply.headers, "X-Early"));
    assert_null(params_header(reply.headers, "X-Verdict"));
    http_free(http);
}

static void headers_say_how_long_to_wait(void **state)
{
    (void)state;
    static const struct {
        int which;
        long retry_after_s, pause_s;
    } cases[] = {{0, 0, 0}, {2, 9, 0}, {3, 9, 9}, {4, 0, 4}};
    struct http *http;
    struct http_reply reply;
    assert_int_equal(http_new(&http, 2, NULL), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ask(http, cases[i].which, "GET", NULL, &usual, &reply);
        assert_int_equal(reply.retry_after_s, cases[i].retry_after_s);
        assert_int_equal(reply.pause_s, cases[i].pause_s);
    }
    http_free(http);
}

/* All over one connection, one after the other. */
static void a_request_is_sent_as_it_is_and_no_other(void **state)
{
    (void)state;
    static const struct {
        const char *method, *body, *starts, *ends;
    } cases[] = {
        {"POST", "<a/>", "POST /0 HTTP/1.1\r\n", "\r\n\r\n<a/>"},
        {"GET", NULL, "GET /0 HTTP/1.1\r\n", "\r\n\r\n"},
        {"PUT", "b", "PUT /0 HTTP/1.1\r\n", "\r\n\r\nb"},
        {"POST", NULL, "POST /0 HTTP/1.1\r\n", "\r\n\r\n"},
        {"GET", "c", "GET /0 HTTP/1.1\r\n", "\r\n\r\nc"},
        {"GET", NULL, "GET /0 HTTP/1.1\r\n", "\r\n\r\n"},
    };
    struct http *http;
    struct http_reply reply;
    assert_int_equal(http_new(&http, 2, NULL), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        print_message("# case %zu\n", i);
        ask(http, 0, cases[i].method, cases[i].body, &usual, &reply);
        size_t end = strlen(cases[i].ends);
        assert_memory_equal(reply.body, cases[i].starts, strlen(cases[i].starts));
        assert_string_equal(reply.body + reply.len - end, cases[i].ends);
        assert_null(strstr(reply.body, "Content-Type"));
        assert_null(strstr(reply.body, "Expect"));
    }
    http_free(http);
}

static void limits_belong_to_the_request(void **state)
{
    (void)state;
    struct http *http;
    struct http_reply reply;
    const struct http_call narrow = {.timeout_ms = 10000, .reply_bytes = 10};
    assert_int_equal(http_new(&http, 2, NULL), 0);
    ask(http, 0, "GET", NULL, &narrow, &reply);
    assert_int_equal(reply.end, HTTP_BROKEN);
    assert_null(reply.headers);
    ask(http, 0, "GET", NULL, &usual, &reply);
    assert_int_equal(reply.end, HTTP_REPLIED);
    ask(http, 5, "GET", NULL, &usual, &reply);
    assert_int_equal(reply.end, HTTP_BROKEN);
    http_free(http);
}

static void nobody_there_means_unsent(void **state)
{
    (void)state;
    struct http *http;
    struct http_reply reply;
    char here[sizeof base];
    memcpy(here, base, sizeof base);
    strcpy(base, "http://127.0.0.1:1");
    assert_int_equal(http_new(&http, 2, NULL), 0);
    ask(http, 0, "GET", NULL, &usual, &reply);
    assert_int_equal(reply.end, HTTP_UNSENT);
    assert_false(reply.distrusted);
    http_free(http);
    memcpy(base, here, sizeof base);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reply_brings_its_headers),
        cmocka_unit_test(what_comes_before_and_after_it_is_none_of_its_headers),
        cmocka_unit_test(headers_say_how_long_to_wait),
        cmocka_unit_test(a_request_is_sent_as_it_is_and_no_other),
        cmocka_unit_test(limits_belong_to_the_request),
        cmocka_unit_test(nobody_there_means_unsent),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
