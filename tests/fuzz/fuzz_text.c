/* Lines pasted from a chat. */
#include "fuzz_intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    return fuzz_intake(bytes, len, INTAKE_CHAT);
}
