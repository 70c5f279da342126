#include "endpoint/ask.h"

void tell_release(struct tell *tell)
{
    params_release(&tell->headers);
    buf_release(&tell->body);
    *tell = (struct tell){0};
}

void tell_clear(struct tell *tell)
{
    tell->manner = TELL_REPLY;
    tell->status = 0;
    tell->type = NULL;
    tell->retry_after_s = 0;
    params_clear(&tell->headers);
    buf_clear(&tell->body);
}
