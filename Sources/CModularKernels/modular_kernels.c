#include "modular_kernels.h"

#include "target_clones.h"

// With quotient = floor(c 2^32 / q) and x, c < q < 2^31, the estimate
// floor(x quotient / 2^32) is floor(x c / q) or one less, so x c - estimate q lies in [0, 2q)
// and fits in 32 bits (Shoup; Harvey 2014, arXiv:1205.2926, section 2).
static inline uint32_t shoup(uint32_t x, uint32_t c, uint32_t quotient, uint32_t q) {
  uint32_t estimate = (uint32_t)(((uint64_t)x * quotient) >> 32);
  uint32_t r = x * c - estimate * q;
  return r >= q ? r - q : r;
}

CLONES void modular_axpy_u32(uint32_t *restrict y, const uint32_t *restrict x, uint32_t c,
                             uint32_t q, size_t n) {
  uint32_t quotient = (uint32_t)(((uint64_t)c << 32) / q);
  for (size_t i = 0; i < n; i++) {
    uint32_t s = y[i] + shoup(x[i], c, quotient, q);
    y[i] = s >= q ? s - q : s;
  }
}

CLONES void modular_scale_u32(uint32_t *x, uint32_t c, uint32_t q, size_t n) {
  uint32_t quotient = (uint32_t)(((uint64_t)c << 32) / q);
  for (size_t i = 0; i < n; i++) x[i] = shoup(x[i], c, quotient, q);
}
