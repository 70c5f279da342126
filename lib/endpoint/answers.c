#include "endpoint/answers.h"

#include "base/mem.h"
#include <stdlib.h>
#include <string.h>

static bool same_key(const void *items, uint32_t item, const char *key, size_t len)
{
    const struct answer *answer = (const struct answer *)items + item;
    return !strncmp(answer->key, key, len) && !answer->key[len];
}

bool answers_key_valid(const char *key)
{
    static const char allowed[] =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
    size_t len = strlen(key);
    return len && len <= ANSWERS_KEY_MAX && strspn(key, allowed) == len;
}

enum claim answers_claim(struct answers *answers, const char *key,
    const unsigned char payload[DIGEST_BYTES], struct answer **answer)
{
    size_t len = strnlen(key, ANSWERS_KEY_MAX);
    uint32_t item = index_find(&answers->index, key, len, same_key, answers->items);
    *answer = NULL;
    if (item != INDEX_NONE) {
        struct answer *known = &answers->items[item];
        if (memcmp(known->payload, payload, DIGEST_BYTES))
            return CLAIM_REUSED;
        *answer = known;
        return CLAIM_REPEAT;
    }
    if (answers->count == (answers->limit ? answers->limit : ANSWERS_MAX))
        return CLAIM_FULL;
    answers->items =
        mem_grow(answers->items, answers->count, &answers->capacity, sizeof *answers->items);
    index_add(&answers->index, key, len, (uint32_t)answers->count);
    struct answer *added = &answers->items[answers->count++];
    *added = (struct answer){0};
    memcpy(added->key, key, len);
    memcpy(added->payload, payload, DIGEST_BYTES);
    *answer = added;
    return CLAIM_NEW;
}

void answers_release(struct answers *answers)
{
    free(answers->items);
    index_release(&answers->index);
    *answers = (struct answers){.limit = answers->limit};
}
