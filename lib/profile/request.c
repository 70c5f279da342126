#include "profile/request.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { BOUNDARY_MAX = 32 };

void request_clear(struct request *request)
{
    request->method = NULL;
    buf_clear(&request->base);
    buf_clear(&request->path);
    params_clear(&request->query);
    params_clear(&request->headers);
    request->body_kind = BODY_NONE;
    params_clear(&request->form);
    buf_clear(&request->body);
    buf_clear(&request->url);
}

/* A secret may stand in any part. */
void request_release(struct request *request)
{
    struct buf *parts[] = {&request->path, &request->body, &request->url, &request->query.texts,
        &request->headers.texts, &request->form.texts};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i]->data)
            explicit_bzero(parts[i]->data, parts[i]->capacity);
    buf_release(&request->base);
    buf_release(&request->path);
    params_release(&request->query);
    params_release(&request->headers);
    params_release(&request->form);
    buf_release(&request->body);
    buf_release(&request->url);
    *request = (struct request){0};
}

static const char *host_of(const struct request *request)
{
    const char *slashes = strstr(buf_text(&request->base), "//");
    return slashes ? slashes + 2 : "";
}

void request_host(const struct request *request, struct buf *out)
{
    const char *host = host_of(request);
    size_t len = strcspn(host, "/");
    bool tls = !strncmp(buf_text(&request->base), "https", 5);
    const char *usual = tls ? ":443" : ":80";
    size_t usual_len = strlen(usual);
    if (len > usual_len && !strncmp(host + len - usual_len, usual, usual_len))
        len -= usual_len;
    for (size_t i = 0; i < len; i++)
        buf_add_char(out, (char)tolower((unsigned char)host[i]));
}

void request_path(const struct request *request, struct buf *out)
{
    const char *host = host_of(request), *start = host + strcspn(host, "/");
    size_t path = strcspn(buf_text(&request->path), "?");
    if (!*start && (!path || *buf_text(&request->path) != '/'))
        buf_add_char(out, '/');
    buf_add_text(out, start);
    buf_add(out, buf_text(&request->path), path);
}

/* The first of "muster-0", "muster-1", ... that stands in no part. There is one: at most
 * one of them ends at each byte of the texts. */
static void find_boundary(const struct params *form, char boundary[BOUNDARY_MAX])
{
    const struct buf *texts = &form->texts;
    size_t number = 0;
    do
        snprintf(boundary, BOUNDARY_MAX, "muster-%zu", number++);
    while (texts->len && memmem(texts->data, texts->len, boundary, strlen(boundary)));
}

/* RFC 7578. */
static void write_multipart(const struct params *form, const char *boundary, struct buf *out)
{
    for (size_t i = 0; i < form->count; i++)
        buf_printf(out, "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n",
            boundary, params_name(form, i), params_value(form, i));
    buf_printf(out, "--%s--\r\n", boundary);
}

void request_close_body(struct request *request)
{
    const char *type = NULL;
    char boundary[BOUNDARY_MAX], multipart[BOUNDARY_MAX + 40];
    if (request->body_kind == BODY_JSON)
        type = "application/json";
    if (request->body_kind == BODY_FORM) {
        type = "application/x-www-form-urlencoded";
        buf_clear(&request->body);
        params_encode(&request->form, &request->body);
    }
    if (request->body_kind == BODY_MULTIPART) {
        find_boundary(&request->form, boundary);
        snprintf(multipart, sizeof multipart, "multipart/form-data; boundary=%s", boundary);
        type = multipart;
        buf_clear(&request->body);
        write_multipart(&request->form, boundary, &request->body);
    }
    if (type && !params_header(&request->headers, "Content-Type"))
        params_add(&request->headers, "Content-Type", type);
}

void request_close(struct request *request)
{
    request_close_body(request);
    struct buf *url = &request->url;
    const char *path = buf_text(&request->path);
    buf_clear(url);
    buf_add_text(url, buf_text(&request->base));
    buf_add_text(url, path);
    if (!request->query.count)
        return;
    buf_add_char(url, strchr(path, '?') ? '&' : '?');
    params_encode(&request->query, url);
}
