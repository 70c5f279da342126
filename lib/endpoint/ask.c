#include "endpoint/ask.h"

void tell_release(struct tell *tell)
{
    params_release(&tell->headers);
    buf_release(&tell->body);
    *tell = (struct tell){0};
}
