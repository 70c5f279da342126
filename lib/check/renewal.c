#include "check/renewal.h"

#include <stdio.h>

enum { REPLY_BYTES = 2 * TOKEN_MAX };

static bool needs_token(const struct window *w)
{
    return w->endpoint->profile->auth.kind == AUTH_TOKEN;
}

static void ask(struct window *w, size_t tag, struct http *http)
{
    const struct profile *profile = w->endpoint->profile;
    struct request *request = http_take(http);
    struct inputs inputs = {0};
    struct moment moment;
    struct err err;
    if (!request)
        return;
    struct http_call call = {.timeout_ms = profile->limits.timeout_ms,
        .reply_bytes = REPLY_BYTES,
        .resend = true,
        .tls = &profile->tls};
    if (moment_take(&moment, &err)) {
        window_fail(w, &err);
        return;
    }
    moment_tell(&moment, &inputs);
    if (profile_token_request(profile, w->endpoint->url, &inputs, request, &err)) {
        window_fail(w, &err);
        return;
    }
    http_send(http, tag, &call);
    lease_asked(&w->lease);
}

bool renewal_ready(struct window *w, size_t tag, struct http *http, int64_t now_us)
{
    if (!needs_token(w) || lease_delay(&w->lease, now_us) == 0)
        return true;
    if (lease_ask_delay(&w->lease, now_us) == 0)
        ask(w, tag, http);
    return false;
}

int64_t renewal_delay(const struct window *w, int64_t now_us)
{
    if (!needs_token(w) || lease_delay(&w->lease, now_us) == 0)
        return 0;
    return lease_ask_delay(&w->lease, now_us);
}

static bool is_temporary(const struct http_reply *http)
{
    return http->end != HTTP_REPLIED || http->status >= 500 || http->status == 429;
}

static void fail(
    struct window *w, const struct http_reply *http, const char *status, int64_t now_us)
{
    long wait_s = http->retry_after_s ? http->retry_after_s : http->pause_s;
    lease_failed(&w->lease, wait_s < PACING_WAIT_MAX_S ? wait_s : PACING_WAIT_MAX_S, now_us);
    if (http->distrusted)
        window_stop(w, STOP_TLS, http->reason);
    else if (!is_temporary(http))
        window_stop(w, http->status / 100 == 3 ? STOP_REDIRECT : STOP_TOKEN, status);
    else if (w->lease.failures >= RUN_REFUSED_MAX)
        window_stop(w, STOP_UNAVAILABLE, http->end == HTTP_REPLIED ? status : http->reason);
}

void renewal_end(struct window *w, const struct http_reply *http, int64_t now_us)
{
    const struct response response = {http->status, http->headers, http->body, http->len};
    const struct token *token = &w->endpoint->profile->auth.token;
    char status[32];
    long lifetime_s;
    snprintf(status, sizeof status, "HTTP %ld", http->status);
    if (http->end == HTTP_REPLIED && token_read(token, &response, &w->lease.text, &lifetime_s))
        lease_got(&w->lease, lifetime_s, now_us);
    else
        fail(w, http, status, now_us);
}
