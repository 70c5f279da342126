#include "base/mem.h"

#include "base/err.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void (*mem_out_hook)(void);

_Noreturn void mem_out(void)
{
    static const char text[] = "muster: resource.memory: out of memory; nothing half-written was "
                               "left behind; close other programs and try again\n";
    if (mem_out_hook)
        mem_out_hook();
    ssize_t ignored = write(STDERR_FILENO, text, sizeof text - 1);
    (void)ignored;
    _exit(STATUS_RESOURCE);
}

void *mem_alloc(size_t size)
{
    void *memory = calloc(1, size ? size : 1);
    if (!memory)
        mem_out();
    return memory;
}

void *mem_bytes(size_t size)
{
    void *memory = malloc(size ? size : 1);
    if (!memory)
        mem_out();
    return memory;
}

void *mem_resize(void *old, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        mem_out();
    void *memory = realloc(old, size && count ? count * size : 1);
    if (!memory)
        mem_out();
    return memory;
}

char *mem_text(const char *text)
{
    return text ? mem_text_n(text, strlen(text)) : NULL;
}

char *mem_text_n(const char *text, size_t len)
{
    char *copy = mem_alloc(len + 1);
    memcpy(copy, text, len);
    return copy;
}

void *mem_grow(void *array, size_t count, size_t *capacity, size_t item_size)
{
    if (count < *capacity)
        return array;
    *capacity = *capacity ? *capacity * 2 : 16;
    return mem_resize(array, *capacity, item_size);
}
