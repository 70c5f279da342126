/* Memory that is there, or the process ends with STATUS_RESOURCE after unlinking temporary files.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H
#include <stddef.h>

/* Called once when memory is out, before the process ends; unlinks what publish_* has open. */
extern void (*mem_out_hook)(void);

void *mem_alloc(size_t size);                           // zeroed; free() it
void *mem_bytes(size_t size);                           // whatever was there; free() it
void *mem_resize(void *old, size_t count, size_t size); // realloc(count * size), overflow checked
char *mem_text(const char *text);                       // strdup; NULL gives NULL
char *mem_text_n(const char *text, size_t len);         // strndup

/* Ends the process as if memory were out: for libraries that report it themselves. */
_Noreturn void mem_out(void);

/* Makes room for one more item in a growing array; returns the array. `count` items are used. */
void *mem_grow(void *array, size_t count, size_t *capacity, size_t item_size);
#endif
