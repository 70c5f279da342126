#include "endpoint/tokens.h"

#include "base/digest.h"
#include <string.h>

const char *tokens_give(struct tokens *tokens)
{
    unsigned char random[16];
    if (digest_random(random, sizeof random))
        return NULL;
    struct given_token *token = &tokens->items[tokens->next++ % TOKENS_MAX];
    token->left = tokens->life ? tokens->life : -1;
    memcpy(token->text, "t-", 2);
    digest_hex(random, sizeof random, token->text + 2);
    return token->text;
}

bool tokens_take(struct tokens *tokens, const char *text)
{
    for (size_t i = 0; i < TOKENS_MAX; i++) {
        struct given_token *token = &tokens->items[i];
        if (!token->text[0] || strcmp(token->text, text) != 0)
            continue;
        bool good = token->left != 0;
        token->left -= token->left > 0;
        return good;
    }
    return false;
}
