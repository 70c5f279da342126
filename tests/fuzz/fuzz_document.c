/* A document number: the first byte says what kind of cell it stood in and whether the roster has
 * sex and birth, too, the second what the column for the kind says. */
#include "fuzz.h"
#include "identity/document.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const char *const types[] = {"", "身份证", "护照", "港澳居民来往内地通行证",
        "台湾居民来往大陆通行证", "外国人永久居留身份证", "港澳台居民居住证", "PASSPORT"};
    if (len < 2 || text_valid_len((const char *)bytes + 2, len - 2) < len - 2 ||
        memchr(bytes + 2, 0, len - 2))
        return 0;
    struct buf text = {0};
    struct identity identity;
    struct err err = {0};
    buf_add(&text, bytes + 2, len - 2);
    struct stated stated = {.sex = 'F', .birth = {1992, 3, 7}};
    struct document_cell cell = {
        buf_text(&text), bytes[0] & 1, types[bytes[1] % 8], bytes[0] & 2 ? &stated : NULL};
    if (document_read(&cell, (struct day){2026, 11, 11}, &identity, &err)) {
        promise_error(&err);
    } else {
        size_t number = strlen(identity.number);
        promise(identity.type && number && number <= IDENTITY_NUMBER_MAX);
        promise(!identity.birth.year || day_valid(identity.birth));
        promise(identity.note_count <= IDENTITY_NOTES_MAX);
    }
    buf_release(&text);
    return 0;
}
