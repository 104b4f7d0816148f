// Loops over prime fields with q < 2^31, where the instruction set decides the speed: the C
// compiler clones them for AVX-512, AVX2 and the baseline and the loader picks one.
#pragma once
#include <stddef.h>
#include <stdint.h>

// y[i] <- (y[i] + c x[i]) mod q for 0 <= i < n, all entries and c reduced, q < 2^31.
// Exact: Shoup's method, one precomputed quotient floor(c 2^32 / q) instead of a division.
void modular_axpy_u32(uint32_t *y, const uint32_t *x, uint32_t c, uint32_t q, size_t n);

// x[i] <- c x[i] mod q.
void modular_scale_u32(uint32_t *x, uint32_t c, uint32_t q, size_t n);
