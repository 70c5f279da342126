#include "endpoint/credentials.h"

#include <stdio.h>
#include <string.h>

static void keep(struct gleanings *gleanings, enum input input, const char *text)
{
    if (text)
        gleanings_keep(gleanings, input, text, strlen(text));
}

static void glean_token(
    const struct token *token, const struct ask *ask, struct gleanings *gleanings)
{
    const char *text = NULL;
    if (token->send_query)
        text = params_find(ask->query, token->send_query);
    if (token->send_header)
        text = params_header(ask->headers, token->send_header);
    size_t prefix = token->send_header ? strlen(token->prefix) : 0;
    if (text && (!prefix || !strncmp(text, token->prefix, prefix)))
        keep(gleanings, INPUT_TOKEN, text + prefix);
}

/* A header may carry more than the signature before it, such as the time. */
static void glean_sign(const struct sign *sign, const struct ask *ask, struct gleanings *gleanings)
{
    static const struct inputs none;
    const char *text = sign->part == PART_HEADERS ? params_header(ask->headers, sign->name) : NULL;
    const char *rest;
    if (text)
        glean(&sign->prefix, text, &rest, &none, gleanings);
}

/* "20261111T054000Z" is the other form of 2026-11-11T05:40:00Z (ISO 8601). */
static void glean_short_time(const char *text, struct gleanings *gleanings)
{
    char time[24];
    if (!text || strlen(text) != 16)
        return;
    snprintf(time, sizeof time, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", text, text + 4, text + 6,
        text + 9, text + 11, text + 13);
    keep(gleanings, INPUT_TIME_ISO, time);
}

void credentials_glean(const struct auth *auth, const struct ask *ask, struct gleanings *gleanings)
{
    switch (auth->kind) {
    case AUTH_TOKEN:
        glean_token(&auth->token, ask, gleanings);
        break;
    case AUTH_SIGN:
        glean_sign(&auth->sign, ask, gleanings);
        break;
    case AUTH_TC3:
        keep(gleanings, INPUT_TIME_S, params_header(ask->headers, "X-TC-Timestamp"));
        break;
    case AUTH_ACS3:
        keep(gleanings, INPUT_TIME_ISO, params_header(ask->headers, "x-acs-date"));
        keep(gleanings, INPUT_NONCE, params_header(ask->headers, "x-acs-signature-nonce"));
        break;
    case AUTH_SDK_HMAC:
        glean_short_time(params_header(ask->headers, "X-Sdk-Date"), gleanings);
        break;
    default:
        break;
    }
}

bool credentials_signs(const struct auth *auth, const char *where)
{
    const char *name = strchrnul(where, ' ');
    size_t kind = (size_t)(name - where);
    name += *name != '\0';
    switch (auth->kind) {
    case AUTH_TC3:
    case AUTH_ACS3:
    case AUTH_SDK_HMAC:
        return !strcmp(where, "header Authorization");
    case AUTH_SIGN:
        return !strcmp(name, auth->sign.name) && !strncmp(where,
                                                     auth->sign.part == PART_QUERY  ? "query"
                                                     : auth->sign.part == PART_FORM ? "body"
                                                                                    : "header",
                                                     kind);
    default:
        return false;
    }
}
