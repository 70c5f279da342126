#include "check/http.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "check/pause.h"
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { HEADER_BYTES = 256 * 1024, HEADER_LINES = 1000 }; // of one reply's headers

struct transfer {
    struct http *http; // borrows
    CURL *easy;
    struct curl_slist *lines; // owns; NULL unless under way
    struct request request;
    struct http_call call;
    struct params headers; // of the reply
    struct buf body;
    size_t header_bytes, header_lines, tag;
    int sends; // times that the request was put on a connection
    bool too_large;
    char error[CURL_ERROR_SIZE];
    struct transfer *next; // in the list of free ones
};

struct http {
    CURLM *multi;
    long connections;
    struct transfer *transfers; // owns; as many
    struct transfer *unused, *taken, *ended;
    int under_way; // those whose end http_next has not told
};

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
    struct transfer *t = context;
    if (t->body.len + size * count > t->call.reply_bytes) {
        t->too_large = true;
        return 0;
    }
    buf_add(&t->body, bytes, size * count);
    return size * count;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *context)
{
    struct transfer *t = context;
    (void)bytes;
    t->header_bytes += size * count;
    if (t->header_bytes <= HEADER_BYTES && ++t->header_lines <= HEADER_LINES)
        return size * count;
    t->too_large = true;
    return 0;
}

/* libcurl calls this when a connection is there, right before the request goes out; a second time
 * when it wants to send the request again because the connection was dropped. */
static int before_send(void *context, char *ip, char *local_ip, int port, int local_port)
{
    struct transfer *t = context;
    (void)ip, (void)local_ip, (void)port, (void)local_port;
    if (t->sends && !t->call.resend)
        return CURL_PREREQFUNC_ABORT;
    t->sends++;
    buf_clear(&t->body);
    t->header_bytes = t->header_lines = 0;
    return CURL_PREREQFUNC_OK;
}

static void set_up(struct transfer *t)
{
    t->easy = curl_easy_init();
    if (!t->easy)
        mem_out();
    CURL *e = t->easy;
    curl_easy_setopt(e, CURLOPT_PRIVATE, t);
    curl_easy_setopt(e, CURLOPT_ERRORBUFFER, t->error);
    curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(e, CURLOPT_WRITEDATA, t);
    curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(e, CURLOPT_HEADERDATA, t);
    curl_easy_setopt(e, CURLOPT_PREREQFUNCTION, before_send);
    curl_easy_setopt(e, CURLOPT_PREREQDATA, t);
    curl_easy_setopt(e, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(e, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(e, CURLOPT_PROXY, "");
    curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(e, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(e, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(e, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(e, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    curl_easy_setopt(e, CURLOPT_USERAGENT, "muster/" MUSTER_VERSION);
}

int http_new(struct http **made, long connections, struct err *err)
{
    unsetenv("SSLKEYLOGFILE"); // libcurl would write the keys of our connections there
    if (curl_global_init(CURL_GLOBAL_DEFAULT))
        return err_set(err, STATUS_RESOURCE, "http.start", _("the HTTP library does not start"));
    struct http *http = mem_alloc(sizeof *http);
    http->connections = connections;
    http->multi = curl_multi_init();
    if (!http->multi)
        mem_out();
    curl_multi_setopt(http->multi, CURLMOPT_MAXCONNECTS, connections);
    curl_multi_setopt(http->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_NOTHING);
    http->transfers = mem_alloc((size_t)connections * sizeof *http->transfers);
    for (long i = connections - 1; i >= 0; i--) {
        http->transfers[i].http = http;
        http->transfers[i].next = http->unused;
        http->unused = &http->transfers[i];
    }
    *made = http;
    return 0;
}

/* A reply may bring a token. */
static void wipe(struct buf *buf)
{
    if (buf->data)
        explicit_bzero(buf->data, buf->capacity);
}

void http_free(struct http *http)
{
    if (!http)
        return;
    for (long i = 0; i < http->connections; i++) {
        struct transfer *t = &http->transfers[i];
        if (t->lines)
            curl_multi_remove_handle(http->multi, t->easy);
        curl_easy_cleanup(t->easy);
        curl_slist_free_all(t->lines);
        request_release(&t->request);
        wipe(&t->headers.texts);
        params_release(&t->headers);
        wipe(&t->body);
        buf_release(&t->body);
    }
    curl_multi_cleanup(http->multi);
    free(http->transfers);
    free(http);
    curl_global_cleanup();
}

struct request *http_take(struct http *http)
{
    http->taken = http->unused;
    return http->taken ? &http->taken->request : NULL;
}

static void add_line(struct transfer *t, const char *line)
{
    struct curl_slist *longer = curl_slist_append(t->lines, line);
    if (!longer)
        mem_out();
    t->lines = longer;
}

/* libcurl leaves a header without a value out, unless it ends with a semicolon, and adds some of
 * its own, which nobody signed. */
static void add_lines(struct transfer *t)
{
    const struct params *headers = &t->request.headers;
    struct buf line = {0};
    add_line(t, "Expect:");
    if (!params_header(headers, "Content-Type"))
        add_line(t, "Content-Type:"); // libcurl would say that it is a form
    for (size_t i = 0; i < headers->count; i++) {
        const char *value = params_value(headers, i);
        buf_clear(&line);
        buf_printf(&line, *value ? "%s: %s" : "%s;", params_name(headers, i), value);
        add_line(t, line.data);
    }
    wipe(&line);
    buf_release(&line);
}

/* A handle keeps what was set, so each request says everything. With a password that is not NULL
 * OpenSSL never asks for one on the terminal. */
static void set_tls(CURL *easy, const struct tls *tls)
{
    static const struct tls none;
    char *file = NULL, *folder = NULL;
    tls = tls ? tls : &none;
    if (!tls->ca) {
        curl_easy_getinfo(easy, CURLINFO_CAINFO, &file);
        curl_easy_getinfo(easy, CURLINFO_CAPATH, &folder);
    }
    curl_easy_setopt(easy, CURLOPT_CAINFO, tls->ca ? tls->ca : file);
    curl_easy_setopt(easy, CURLOPT_CAPATH, folder);
    curl_easy_setopt(easy, CURLOPT_SSLCERT, tls->certificate);
    curl_easy_setopt(easy, CURLOPT_SSLKEY, tls->key);
    curl_easy_setopt(easy, CURLOPT_KEYPASSWD, tls->password ? tls->password : "");
}

void http_send(struct http *http, size_t tag, const struct http_call *call)
{
    struct transfer *t = http->taken;
    http->unused = t->next;
    http->taken = NULL;
    t->tag = tag;
    t->call = *call;
    t->sends = 0;
    t->too_large = false;
    t->error[0] = '\0';
    t->header_bytes = t->header_lines = 0;
    params_clear(&t->headers);
    buf_clear(&t->body);
    if (!t->easy)
        set_up(t);
    add_lines(t);
    const struct request *request = &t->request;
    set_tls(t->easy, call->tls);
    curl_easy_setopt(t->easy, CURLOPT_TIMEOUT_MS, call->timeout_ms);
    curl_easy_setopt(t->easy, CURLOPT_CONNECTTIMEOUT_MS, call->timeout_ms);
    curl_easy_setopt(t->easy, CURLOPT_URL, request->url.data);
    curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->lines);
    curl_easy_setopt(t->easy, CURLOPT_HTTPGET, 1L); // forgets the body of the one before
    if (request->body_kind != BODY_NONE || strcmp(request->method, "GET")) {
        curl_easy_setopt(t->easy, CURLOPT_POSTFIELDSIZE, (long)request->body.len);
        curl_easy_setopt(t->easy, CURLOPT_POSTFIELDS, buf_text(&request->body));
    }
    curl_easy_setopt(t->easy, CURLOPT_CUSTOMREQUEST, request->method);
    if (curl_multi_add_handle(http->multi, t->easy))
        mem_out();
    http->under_way++;
}

void http_wait(struct http *http, int in, int out, long timeout_ms)
{
    int running, waiting;
    struct curl_waitfd wait[2];
    unsigned count = 0;
    if (in >= 0)
        wait[count++] = (struct curl_waitfd){.fd = in, .events = CURL_WAIT_POLLIN};
    if (out >= 0)
        wait[count++] = (struct curl_waitfd){.fd = out, .events = CURL_WAIT_POLLOUT};
    curl_multi_perform(http->multi, &running);
    if (running < http->under_way)
        return; // libcurl does not count an end as something to wake up for
    if (curl_multi_poll(http->multi, wait, count, (int)timeout_ms, &waiting) == CURLM_OK)
        curl_multi_perform(http->multi, &running);
}

/* The ended one goes back to the unused ones when the next is asked for. */
static void recycle(struct http *http)
{
    struct transfer *t = http->ended;
    if (!t)
        return;
    curl_slist_free_all(t->lines);
    t->lines = NULL;
    t->next = http->unused;
    http->unused = t;
    http->ended = NULL;
}

/* What is not UTF-8 is taken for Latin-1, as HTTP once had it (RFC 9110, 5.5). Of a header without
 * a value libcurl leaves the end of its line. */
static void add_header(struct params *headers, const struct curl_header *header, struct buf *text)
{
    size_t len = strcspn(header->value, "\r\n");
    buf_clear(text);
    buf_add(text, header->value, len);
    if (text_valid_len(header->value, len) != len) {
        buf_clear(text);
        for (size_t i = 0; i < len; i++)
            text_put(text, (unsigned char)header->value[i]);
    }
    params_add(headers, header->name, text->data);
}

/* Those of the reply itself, without what came before (1xx) or after it (trailers). */
static void take_headers(struct transfer *t)
{
    struct buf text = {0};
    struct curl_header *header = NULL;
    while ((header = curl_easy_nextheader(t->easy, CURLH_HEADER, -1, header)))
        if (text_valid_len(header->name, strlen(header->name)) == strlen(header->name))
            add_header(&t->headers, header, &text);
    wipe(&text);
    buf_release(&text);
}

static long clamp(curl_off_t seconds)
{
    return seconds < 0 ? 0 : seconds > PAUSE_MAX_S ? PAUSE_MAX_S : (long)seconds;
}

static void describe_reply(struct transfer *t, struct http_reply *reply)
{
    curl_off_t retry_after = 0;
    take_headers(t);
    reply->headers = &t->headers;
    curl_easy_getinfo(t->easy, CURLINFO_RETRY_AFTER, &retry_after);
    reply->retry_after_s = pause_endless(&t->headers) ? PAUSE_MAX_S : clamp(retry_after);
    if (reply->status / 100 != 2)
        reply->pause_s = reply->retry_after_s;
    if (!reply->pause_s)
        reply->pause_s = pause_until_reset(&t->headers, time(NULL));
}

/* With TLS 1.3 our side of the handshake is over, and the request on its way, when the endpoint
 * says that it does not want our certificate (RFC 8446, 6.2): it has not read the request then. */
static bool refuses_certificate(struct transfer *t)
{
    static const char *const alerts[] = {"alert certificate required", "alert bad certificate",
        "alert certificate expired", "alert certificate revoked", "alert certificate unknown",
        "alert unknown ca", "alert unsupported certificate", "alert access denied",
        "alert handshake failure",
        "SSL certificate verification failed"}; // "expired", as libcurl says it while connecting
    long connections = 0;
    curl_easy_getinfo(t->easy, CURLINFO_NUM_CONNECTS, &connections);
    if (!connections || t->header_bytes || t->sends > 1)
        return false;
    for (size_t i = 0; i < sizeof alerts / sizeof *alerts; i++)
        if (strstr(t->error, alerts[i]))
            return true;
    return false;
}

static void describe(struct transfer *t, CURLcode result, struct http_reply *reply)
{
    *reply = (struct http_reply){
        .tag = t->tag, .body = buf_text(&t->body), .len = t->body.len, .end = HTTP_REPLIED};
    curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &reply->status);
    if (result == CURLE_OK) {
        describe_reply(t, reply);
        return;
    }
    long left = 0; // bytes that the connection took
    curl_easy_getinfo(t->easy, CURLINFO_REQUEST_SIZE, &left);
    reply->end = t->sends && left ? HTTP_BROKEN : HTTP_UNSENT;
    reply->reason = t->too_large ? _("the reply is larger than the profile allows")
                                 : curl_easy_strerror(result);
    reply->distrusted = result == CURLE_SSL_CERTPROBLEM || result == CURLE_SSL_CACERT_BADFILE;
    if (!refuses_certificate(t))
        return;
    reply->end = HTTP_UNSENT;
    reply->distrusted = true;
    reply->reason = t->call.tls && t->call.tls->certificate
                        ? _("it does not accept our certificate")
                        : _("it wants a certificate of ours");
}

bool http_next(struct http *http, struct http_reply *reply)
{
    recycle(http);
    CURLMsg *message;
    int left;
    while ((message = curl_multi_info_read(http->multi, &left))) {
        if (message->msg != CURLMSG_DONE)
            continue;
        CURL *easy = message->easy_handle;
        CURLcode result = message->data.result;
        struct transfer *t = NULL;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&t);
        curl_multi_remove_handle(http->multi, easy);
        describe(t, result, reply);
        http->under_way--;
        http->ended = t;
        return true;
    }
    return false;
}
