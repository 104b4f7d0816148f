// Philox4x32-10 and normal deviates from it. The counter is (block, stream), the key the seed.
// Only IEEE operations that every instruction set rounds alike (no fused multiply-add, no libm),
// so that the same bits come out everywhere, vectorised or not.
#pragma STDC FP_CONTRACT OFF
#include <string.h>

#include "numeric_kernels.h"
#include "target_clones.h"

enum { BATCH = 64 };  // blocks per batch: the work arrays stay in the first-level cache

typedef struct {
  uint32_t w0[BATCH], w1[BATCH], w2[BATCH], w3[BATCH];
} Words;

// Multipliers and Weyl increments of Salmon et al. 2011, table 2 and section 3.3.
SLT_INLINE void rounds(uint32_t *c0, uint32_t *c1, uint32_t *c2, uint32_t *c3, uint32_t k0,
                       uint32_t k1) {
  uint32_t a = *c0, b = *c1, c = *c2, d = *c3;
#pragma clang loop unroll(full)
  for (int r = 0; r < 10; r++) {
    uint64_t p = (uint64_t)0xD2511F53u * a;
    uint64_t q = (uint64_t)0xCD9E8D57u * c;
    a = (uint32_t)(q >> 32) ^ b ^ k0;
    b = (uint32_t)q;
    c = (uint32_t)(p >> 32) ^ d ^ k1;
    d = (uint32_t)p;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  *c0 = a, *c1 = b, *c2 = c, *c3 = d;
}

SLT_INLINE void words(uint64_t key, uint64_t stream, uint64_t first, size_t blocks, Words *out) {
  for (size_t i = 0; i < blocks; i++) {
    uint64_t block = first + i;
    uint32_t c0 = (uint32_t)block, c1 = (uint32_t)(block >> 32);
    uint32_t c2 = (uint32_t)stream, c3 = (uint32_t)(stream >> 32);
    rounds(&c0, &c1, &c2, &c3, (uint32_t)key, (uint32_t)(key >> 32));
    out->w0[i] = c0, out->w1[i] = c1, out->w2[i] = c2, out->w3[i] = c3;
  }
}

SLT_INLINE double real(uint64_t bits) {
  double value;
  memcpy(&value, &bits, 8);
  return value;
}

SLT_INLINE uint64_t bits_of(double value) {
  uint64_t bits;
  memcpy(&bits, &value, 8);
  return bits;
}

// log u for u in [2^-52, 1]. u = 2^k m with m in [sqrt(1/2), sqrt 2); with s = (m-1)/(m+1),
// |s| < 0.172, log m = 2 s (1 + s^2/3 + s^4/5 + ...), cut after s^22 (remainder below 2^-60).
SLT_INLINE double logarithm(double u) {
  const uint64_t root_half = 0x3FE6A09E00000000u;  // the high word of sqrt(1/2)
  uint64_t shifted = bits_of(u) + (0x3FF0000000000000u - root_half);
  double k = real((shifted >> 52) | 0x4330000000000000u) - (4503599627370496.0 + 1023.0);
  double m = real((shifted & 0x000FFFFFFFFFFFFFu) + root_half);
  double s = (m - 1.0) / (m + 1.0);
  double z = s * s;
  double sum = 1.0 / 23;
  sum = sum * z + 1.0 / 21;
  sum = sum * z + 1.0 / 19;
  sum = sum * z + 1.0 / 17;
  sum = sum * z + 1.0 / 15;
  sum = sum * z + 1.0 / 13;
  sum = sum * z + 1.0 / 11;
  sum = sum * z + 1.0 / 9;
  sum = sum * z + 1.0 / 7;
  sum = sum * z + 1.0 / 5;
  sum = sum * z + 1.0 / 3;
  return k * 0.6931471805599453 + (s + s) * (sum * z + 1.0);
}

// sin and cos on [-pi/4, pi/4] by their Taylor polynomials (remainders below 2^-58).
SLT_INLINE double sine(double x) {
  double z = x * x, sum = 1.0 / 355687428096000.0;
  sum = sum * z - 1.0 / 1307674368000.0;
  sum = sum * z + 1.0 / 6227020800.0;
  sum = sum * z - 1.0 / 39916800.0;
  sum = sum * z + 1.0 / 362880.0;
  sum = sum * z - 1.0 / 5040.0;
  sum = sum * z + 1.0 / 120.0;
  sum = sum * z - 1.0 / 6.0;
  return x + x * z * sum;
}

SLT_INLINE double cosine(double x) {
  double z = x * x, sum = 1.0 / 20922789888000.0;
  sum = sum * z - 1.0 / 87178291200.0;
  sum = sum * z + 1.0 / 479001600.0;
  sum = sum * z - 1.0 / 3628800.0;
  sum = sum * z + 1.0 / 40320.0;
  sum = sum * z - 1.0 / 720.0;
  sum = sum * z + 1.0 / 24.0;
  sum = sum * z - 1.0 / 2.0;
  return sum * z + 1.0;
}

// Box and Muller 1958: radius sqrt(-2 log u), u in (0, 1]; the angle is an eighth-turn remainder
// in [-pi/4, pi/4) plus one of four quarter turns, taken from the top two bits.
SLT_INLINE void normals(uint64_t key, uint64_t stream, uint64_t first, size_t count,
                        double *restrict output) {
  Words w;
  double scratch[2 * BATCH];
  while (count > 0) {
    size_t produced = count < 2 * BATCH ? count : 2 * BATCH;
    size_t blocks = ((produced + 1) / 2 + 7) / 8 * 8;  // whole vectors; the surplus is not used
    words(key, stream, first, blocks, &w);
    for (size_t i = 0; i < blocks; i++) {
      uint64_t a = ((uint64_t)w.w1[i] << 32) | w.w0[i];
      uint64_t b = ((uint64_t)w.w3[i] << 32) | w.w2[i];
      double u = 2.0 - real((a >> 12) | 0x3FF0000000000000u);
      double radius = __builtin_elementwise_sqrt(-2.0 * logarithm(u));
      double eighth = real(((b >> 10) & 0x000FFFFFFFFFFFFFu) | 0x3FF0000000000000u) - 1.5;
      double angle = eighth * 1.5707963267948966;
      uint64_t c = bits_of(cosine(angle)), s = bits_of(sine(angle));
      uint64_t swap = 0u - ((b >> 62) & 1u);              // odd quarter: (c, s) -> (-s, c)
      uint64_t sign_s = ((b >> 62) & 1u) << 63;
      uint64_t sign_all = (b >> 63) << 63;                // second half turn: negate both
      uint64_t x = (c & ~swap) | ((s ^ sign_s) & swap);
      uint64_t y = (s & ~swap) | (c & swap);
      scratch[2 * i] = radius * real(x ^ sign_all);
      scratch[2 * i + 1] = radius * real(y ^ sign_all);
    }
    memcpy(output, scratch, produced * sizeof(double));
    output += produced;
    count -= produced;
    first += BATCH;
  }
}

SLT_INLINE float realf(uint32_t bits) {
  float value;
  memcpy(&value, &bits, 4);
  return value;
}

SLT_INLINE uint32_t bits_off(float value) {
  uint32_t bits;
  memcpy(&bits, &value, 4);
  return bits;
}

SLT_INLINE float logarithmf_(float u) {
  const uint32_t root_half = 0x3F3504F3u;
  uint32_t shifted = bits_off(u) + (0x3F800000u - root_half);
  float k = realf((shifted >> 23) | 0x4B000000u) - (8388608.0f + 127.0f);
  float m = realf((shifted & 0x007FFFFFu) + root_half);
  float s = (m - 1.0f) / (m + 1.0f);
  float z = s * s;
  float sum = 1.0f / 9;
  sum = sum * z + 1.0f / 7;
  sum = sum * z + 1.0f / 5;
  sum = sum * z + 1.0f / 3;
  return k * 0.69314718f + (s + s) * (sum * z + 1.0f);
}

SLT_INLINE void box_muller_float(uint32_t a, uint32_t b, float *restrict x, float *restrict y) {
  float u = 2.0f - realf((a >> 9) | 0x3F800000u);
  float radius = __builtin_elementwise_sqrt(-2.0f * logarithmf_(u));
  float angle = (realf(((b >> 7) & 0x007FFFFFu) | 0x3F800000u) - 1.5f) * 1.57079633f;
  float z = angle * angle;
  float sine = 1.0f / 362880.0f;
  sine = sine * z - 1.0f / 5040.0f;
  sine = sine * z + 1.0f / 120.0f;
  sine = sine * z - 1.0f / 6.0f;
  float cosine = 1.0f / 40320.0f;
  cosine = cosine * z - 1.0f / 720.0f;
  cosine = cosine * z + 1.0f / 24.0f;
  cosine = cosine * z - 1.0f / 2.0f;
  uint32_t s = bits_off(angle + angle * z * sine), c = bits_off(cosine * z + 1.0f);
  uint32_t swap = 0u - ((b >> 30) & 1u), sign_s = ((b >> 30) & 1u) << 31;
  uint32_t sign_all = (b >> 31) << 31;
  *x = radius * realf(((c & ~swap) | ((s ^ sign_s) & swap)) ^ sign_all);
  *y = radius * realf(((s & ~swap) | (c & swap)) ^ sign_all);
}

SLT_INLINE void normals_float(uint64_t key, uint64_t stream, uint64_t first, size_t count,
                              float *restrict output) {
  Words w;
  float scratch[4 * BATCH];
  while (count > 0) {
    size_t produced = count < 4 * BATCH ? count : 4 * BATCH;
    size_t blocks = ((produced + 3) / 4 + 15) / 16 * 16;
    words(key, stream, first, blocks, &w);
    for (size_t i = 0; i < blocks; i++) {
      box_muller_float(w.w0[i], w.w1[i], &scratch[4 * i], &scratch[4 * i + 1]);
      box_muller_float(w.w2[i], w.w3[i], &scratch[4 * i + 2], &scratch[4 * i + 3]);
    }
    memcpy(output, scratch, produced * sizeof(float));
    output += produced;
    count -= produced;
    first += BATCH;
  }
}

void slt_philox_block(const uint32_t counter[4], const uint32_t key[2], uint32_t output[4]) {
  for (int i = 0; i < 4; i++) output[i] = counter[i];
  rounds(&output[0], &output[1], &output[2], &output[3], key[0], key[1]);
}

uint64_t slt_philox_word(uint64_t key, uint64_t stream, uint64_t word) {
  uint64_t block = word >> 1;
  uint32_t c0 = (uint32_t)block, c1 = (uint32_t)(block >> 32);
  uint32_t c2 = (uint32_t)stream, c3 = (uint32_t)(stream >> 32);
  rounds(&c0, &c1, &c2, &c3, (uint32_t)key, (uint32_t)(key >> 32));
  return (word & 1) ? ((uint64_t)c3 << 32) | c2 : ((uint64_t)c1 << 32) | c0;
}

SLT_CLONES void slt_normals(uint64_t key, uint64_t stream, uint64_t first_block, size_t count,
                            double *output) {
  normals(key, stream, first_block, count, output);
}

void slt_normals_baseline(uint64_t key, uint64_t stream, uint64_t first_block, size_t count,
                          double *output) {
  normals(key, stream, first_block, count, output);
}

SLT_CLONES void slt_normals_float(uint64_t key, uint64_t stream, uint64_t first_block,
                                  size_t count, float *output) {
  normals_float(key, stream, first_block, count, output);
}

void slt_normals_float_baseline(uint64_t key, uint64_t stream, uint64_t first_block, size_t count,
                                float *output) {
  normals_float(key, stream, first_block, count, output);
}
