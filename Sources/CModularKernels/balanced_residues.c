#include "balanced_residues.h"

#include "target_clones.h"

// 1.5 * 2^52: adding it to |t| < 2^51 leaves no place for a fraction, so that subtracting it again
// gives t rounded to an integer.
static const double rounder = 6755399441055744.0;

static inline double balanced(uint32_t x, uint32_t q) {
  // Both fit in 32 signed bits.
  int32_t value = (int32_t)x - (x > q / 2 ? (int32_t)q : 0);
  return (double)value;
}

// x - q round(x / q) for an integer |x| <= 2^53 - q. The quotient is off by less than 1/2 + 2/q,
// and both t * q and the difference are integers below 2^53: exact with and without a fused
// multiply-add. The result is in [-q/2 - 2, q/2 + 2], and in [-q/2, q/2] where x is small.
static inline double reduced(double x, double q, double inverse) {
  double t = (x * inverse + rounder) - rounder;
  return x - t * q;
}

static inline uint32_t residue(double x, double q, double inverse) {
  double r = reduced(x, q, inverse);
  r = r < 0 ? r + q : r;
  return (uint32_t)(int32_t)r;
}

CLONES void balanced_pack(double *restrict out, const uint32_t *restrict x, uint32_t q, size_t n) {
  for (size_t i = 0; i < n; i++) out[i] = balanced(x[i], q);
}

CLONES void balanced_gather(double *restrict out, const uint32_t *restrict x,
                            const uint32_t *restrict index, uint32_t q, size_t n) {
  for (size_t i = 0; i < n; i++) out[i] = balanced(x[index[i]], q);
}

CLONES void balanced_gather_split(double *restrict high, double *restrict low,
                                  const uint32_t *restrict x, const uint32_t *restrict index,
                                  uint32_t q, size_t n) {
  for (size_t i = 0; i < n; i++) {
    double value = balanced(x[index[i]], q);
    double h = (value * 0x1p-15 + rounder) - rounder;
    high[i] = h;
    low[i] = value - 0x1p15 * h;
  }
}

CLONES void balanced_subtract(uint32_t *restrict y, const double *restrict s, uint32_t q,
                              size_t n) {
  double modulus = q, inverse = 1.0 / q;
  for (size_t i = 0; i < n; i++) y[i] = residue((double)(int32_t)y[i] - s[i], modulus, inverse);
}

CLONES void balanced_subtract_split(uint32_t *restrict y, const double *restrict high,
                                    const double *restrict low, uint32_t q, size_t n) {
  double modulus = q, inverse = 1.0 / q;
  for (size_t i = 0; i < n; i++) {
    double h = reduced(high[i], modulus, inverse);
    double sum = (double)(int32_t)y[i] - (0x1p15 * h + low[i]);
    y[i] = residue(sum, modulus, inverse);
  }
}
