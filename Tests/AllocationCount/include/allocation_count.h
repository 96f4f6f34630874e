// How often memory was asked for. The benchmarks count it because, unlike time, it is the same on
// every machine and in every run.
#pragma once

#include <stdint.h>

/// How often this process has called malloc, calloc or realloc so far.
uint64_t allocation_count(void);

/// Gives memory that was freed back to the system, so that memory held is memory needed.
void allocation_trim(void);
