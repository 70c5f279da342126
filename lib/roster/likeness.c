#include "roster/likeness.h"

#include "base/hash.h"
#include "base/mem.h"
#include <stdlib.h>
#include <string.h>

enum { RESIDENT_LEN = 18, SLOTS_A_KEY = 16, WORDS_MIN = 1 << 10 };

/* The characters of a number that are compared: the check character follows from the others. */
static size_t body_len(const char *number)
{
    size_t len = strlen(number);
    return len == RESIDENT_LEN ? len - 1 : len;
}

static uint32_t key_of(uint64_t seed, const char *bytes, size_t len)
{
    uint32_t key = (uint32_t)hash_bytes(seed, bytes, len);
    return key ? key : 1;
}

void likeness_add(struct likeness *likeness, const struct worker *worker)
{
    const char *number = worker->document.number, *phone = worker->phone;
    size_t len = body_len(number), head = len * 10 / 17, tail = head + 1;
    uint64_t name = hash_bytes(len, worker->name, strlen(worker->name));
    struct traits traits = {{0}};
    if (tail < len) {
        traits.keys[TRAIT_HEAD] = key_of(name, number, head);
        traits.keys[TRAIT_TAIL] = key_of(name, number + tail, len - tail);
    }
    if (phone)
        traits.keys[TRAIT_PHONE] = key_of(0, phone, strlen(phone));
    likeness->items =
        mem_grow(likeness->items, likeness->count, &likeness->capacity, sizeof *likeness->items);
    likeness->items[likeness->count++] = traits;
}

/* Members that seem to have the same key as another one. */
struct found {
    uint32_t key, member;
};

struct finds {
    struct found *items; // owns
    size_t count, capacity;
};

static int by_key(const void *a, const void *b)
{
    const struct found *one = a, *other = b;
    if (one->key != other->key)
        return one->key < other->key ? -1 : 1;
    return (one->member > other->member) - (one->member < other->member);
}

/* How often a key came, up to twice: two bits, the keys of which lie side by side in a word. */
struct tally {
    uint64_t *words; // owns
    size_t mask;
};

static struct tally tally_new(size_t keys)
{
    size_t words = WORDS_MIN;
    while (words * (64 / 2) < keys * SLOTS_A_KEY)
        words *= 2;
    struct tally tally = {mem_resize(NULL, words, sizeof(uint64_t)), words - 1};
    memset(tally.words, 0, words * sizeof(uint64_t)); // as in index.c
    return tally;
}

static unsigned tally_of(const struct tally *tally, uint32_t key)
{
    return tally->words[key / 32 & tally->mask] >> key % 32 * 2 & 3;
}

static void tally_count(const struct tally *tally, uint32_t key)
{
    unsigned came = tally_of(tally, key);
    if (came < 2)
        tally->words[key / 32 & tally->mask] += UINT64_C(1) << key % 32 * 2;
}

/* Keys that share their bits in the one tally hardly do so in the other. */
static uint32_t other_bits(uint32_t key)
{
    return key >> 16 | key << 16;
}

/* Takes out those whose key came once after all. */
static void sift(struct finds *finds)
{
    struct tally tally = tally_new(finds->count);
    for (size_t i = 0; i < finds->count; i++)
        tally_count(&tally, other_bits(finds->items[i].key));
    size_t kept = 0;
    for (size_t i = 0; i < finds->count; i++)
        if (tally_of(&tally, other_bits(finds->items[i].key)) > 1)
            finds->items[kept++] = finds->items[i];
    finds->count = kept;
    free(tally.words);
}

/* A million rows of which hardly any two are alike are not sorted for that: only keys that came
 * twice are, and a few that share their bits. Sorted by key and member. */
static struct finds find_alike(const struct likeness *likeness, enum trait trait)
{
    struct tally tally = tally_new(likeness->count);
    for (size_t i = 0; i < likeness->count; i++)
        tally_count(&tally, likeness->items[i].keys[trait]);
    struct finds finds = {0};
    for (size_t i = 0; i < likeness->count; i++) {
        uint32_t key = likeness->items[i].keys[trait];
        if (!key || tally_of(&tally, key) < 2)
            continue;
        finds.items = mem_grow(finds.items, finds.count, &finds.capacity, sizeof *finds.items);
        finds.items[finds.count++] = (struct found){key, (uint32_t)i};
    }
    free(tally.words);
    sift(&finds);
    if (finds.count)
        qsort(finds.items, finds.count, sizeof *finds.items, by_key);
    return finds;
}

static bool is_near(const char *one, const char *other)
{
    size_t len = body_len(one), differ = 0, last = 0;
    if (strlen(one) != strlen(other) || !strcmp(one, other))
        return false;
    for (size_t i = 0; i < len && differ <= 2; i++)
        if (one[i] != other[i]) {
            differ++;
            last = i;
        }
    bool swapped = differ == 2 && one[last] == other[last - 1] && one[last - 1] == other[last];
    return differ <= 1 || swapped;
}

struct near {
    struct crew *crew;
    likeness_place *place;
    const void *context;
    unsigned char *noted; // owns; a member each
};

static void note_near(struct near *near, uint32_t member, uint32_t other)
{
    if (near->noted[member])
        return;
    near->noted[member] = 1;
    struct buf at = {0};
    near->place(near->context, other, &at);
    const struct note note = {"id.near", {{"at", buf_text(&at), 0}}};
    crew_note(near->crew, member, &note);
    buf_release(&at);
}

static void compare(struct near *near, uint32_t one, uint32_t other)
{
    const struct crew *crew = near->crew;
    bool dropped = crew->members[one].dropped && crew->members[other].dropped;
    if (dropped || (near->noted[one] && near->noted[other]))
        return;
    if (!is_near(crew_number(crew, one), crew_number(crew, other)) ||
        strcmp(crew_name(crew, one), crew_name(crew, other)) != 0)
        return;
    note_near(near, one, other);
    note_near(near, other, one);
}

static void note_near_numbers(const struct likeness *likeness, struct near *near, enum trait trait)
{
    struct finds finds = find_alike(likeness, trait);
    for (size_t i = 0; i < finds.count; i++)
        for (size_t j = i + 1; j < finds.count && j - i <= LIKENESS_WINDOW; j++) {
            if (finds.items[j].key != finds.items[i].key)
                break;
            compare(near, finds.items[i].member, finds.items[j].member);
        }
    free(finds.items);
}

static int by_phone(const void *a, const void *b, void *context)
{
    const struct crew *crew = context;
    const struct found *one = a, *other = b;
    int order = strcmp(crew_phone(crew, one->member), crew_phone(crew, other->member));
    return order ? order : (one->member > other->member) - (one->member < other->member);
}

/* Notes those of `found` who gave the same phone: they are side by side. */
static void note_group(struct crew *crew, const struct found *found, size_t count)
{
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count; end++)
            if (strcmp(crew_phone(crew, found[i].member), crew_phone(crew, found[end].member)) != 0)
                break;
        const struct note note = {"phone.shared", {{"people", NULL, (long)(end - i)}}};
        for (size_t j = i; j < end && end - i > LIKENESS_FAMILY; j++)
            crew_note(crew, found[j].member, &note);
    }
}

static void note_phones(const struct likeness *likeness, struct crew *crew)
{
    struct finds finds = find_alike(likeness, TRAIT_PHONE);
    for (size_t i = 0, end; i < finds.count; i = end) {
        for (end = i + 1; end < finds.count && finds.items[end].key == finds.items[i].key; end++)
            ;
        if (end - i <= LIKENESS_FAMILY)
            continue;
        qsort_r(finds.items + i, end - i, sizeof *finds.items, by_phone, crew);
        note_group(crew, finds.items + i, end - i);
    }
    free(finds.items);
}

void likeness_note(
    const struct likeness *likeness, struct crew *crew, likeness_place *place, const void *context)
{
    if (!likeness->count)
        return;
    struct near near = {crew, place, context, mem_alloc(likeness->count)};
    note_near_numbers(likeness, &near, TRAIT_HEAD);
    note_near_numbers(likeness, &near, TRAIT_TAIL);
    note_phones(likeness, crew);
    free(near.noted);
}

void likeness_release(struct likeness *likeness)
{
    free(likeness->items);
    *likeness = (struct likeness){0};
}
