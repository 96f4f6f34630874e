// What Swift lacks of the processor: a mask as bits, which takes one instruction and which Swift can
// only put together from halves, and asking for memory before it is read.
#pragma once

#include <stdint.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/// One bit for each of sixteen bytes, the lower eight before the upper, whose top bit is set. All
/// bits of a byte must be the same.
static inline uint32_t clanes_bits(uint64_t low, uint64_t high) {
#ifdef __SSE2__
  return (uint32_t)_mm_movemask_epi8(_mm_set_epi64x((long long)high, (long long)low));
#else
  // Every product puts the bits of eight bytes into the top byte, without a carry.
  uint64_t ones = 0x0101010101010101, spread = 0x0102040810204080;
  return (uint32_t)((low & ones) * spread >> 56 | ((high & ones) * spread >> 56) << 8);
#endif
}

/// Asks for the memory at an address, which need not be one that may be read, and does not wait for it.
static inline void clanes_fetch(const void *address) { __builtin_prefetch(address); }
