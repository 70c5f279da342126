/* A text file's bytes, whatever their encoding, to rows. */
#include "fuzz.h"
#include "table/csv.h"
#include "table/decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct buf content = {0};
    struct decoded decoded;
    struct err err = {0};
    buf_add(&content, bytes, len);
    if (decode(&content, NULL, "fuzz", &decoded, &err) ||
        csv_read(decoded.text, decoded.len, "fuzz", &fuzz_sink, &err))
        promise_error(&err);
    buf_release(&content);
    return 0;
}
