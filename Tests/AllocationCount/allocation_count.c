// Stands before glibc's own functions, which stay reachable under these names. `free` is glibc's.
#include "allocation_count.h"

#include <malloc.h>
#include <stdatomic.h>
#include <stddef.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);

static _Atomic uint64_t calls;

static void count_one(void) { atomic_fetch_add_explicit(&calls, 1, memory_order_relaxed); }

uint64_t allocation_count(void) { return atomic_load_explicit(&calls, memory_order_relaxed); }

void allocation_trim(void) { malloc_trim(0); }

void *malloc(size_t size) {
  count_one();
  return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  count_one();
  return __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size) {
  count_one();
  return __libc_realloc(memory, size);
}
