#include "endpoint/credentials.h"

#include <string.h>

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
        gleanings_keep(gleanings, INPUT_TOKEN, text + prefix, strlen(text) - prefix);
}

void credentials_glean(const struct auth *auth, const struct ask *ask, struct gleanings *gleanings)
{
    if (auth->kind == AUTH_TOKEN)
        glean_token(&auth->token, ask, gleanings);
}
