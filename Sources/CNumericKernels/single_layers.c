// One-hot pairs through a quadratic layer in single precision. Rows are padded to multiples of 16.
#include "numeric_kernels.h"
#include "target_clones.h"

SLT_CLONES void slt_single_pair_squares(size_t rows, size_t columns, const int32_t *first,
                                        const int32_t *second, const float *wt,
                                        float *restrict squares) {
  for (size_t i = 0; i < rows; i++) {
    const float *a = wt + (size_t)first[i] * columns;
    const float *b = wt + (size_t)second[i] * columns;
    float *s = squares + i * columns;
    for (size_t j = 0; j < columns; j++) {
      float hidden = a[j] + b[j];
      s[j] = hidden * hidden;
    }
  }
}

SLT_CLONES void slt_single_pair_scatter(size_t rows, size_t columns, const int32_t *first,
                                        const int32_t *second, const float *restrict wt,
                                        const float *restrict upstream, float *gradient) {
  for (size_t i = 0; i < rows; i++) {
    size_t a = (size_t)first[i] * columns, b = (size_t)second[i] * columns;
    // The two rows are distinct: the second index is offset by the modulus.
    float *restrict ga = gradient + a;
    float *restrict gb = gradient + b;
    const float *wa = wt + a, *wb = wt + b, *u = upstream + i * columns;
    for (size_t j = 0; j < columns; j++) {
      float slope = 2.0f * (wa[j] + wb[j]) * u[j];
      ga[j] += slope;
      gb[j] += slope;
    }
  }
}

SLT_CLONES double slt_single_score(size_t rows, size_t stride, float *restrict f,
                                   const int32_t *restrict labels, int centred, double scale) {
  for (size_t i = 0; i < rows; i++) f[i * stride + (size_t)labels[i]] -= 1.0f;
  if (centred) {
    for (size_t start = 0; start < stride; start += 16) {
      double sum[16] = {0};
      float mean[16];
      for (size_t i = 0; i < rows; i++)
        for (size_t k = 0; k < 16; k++) sum[k] += (double)f[i * stride + start + k];
      for (size_t k = 0; k < 16; k++) mean[k] = (float)(sum[k] / (double)rows);
      for (size_t i = 0; i < rows; i++)
        for (size_t k = 0; k < 16; k++) f[i * stride + start + k] -= mean[k];
    }
  }
  double total = 0;
  float factor = (float)scale;
  for (size_t i = 0; i < rows; i++) {
    float sums[16] = {0};
    for (size_t start = 0; start < stride; start += 16) {
      for (size_t k = 0; k < 16; k++) {
        float value = f[i * stride + start + k];
        sums[k] += value * value;
        f[i * stride + start + k] = value * factor;
      }
    }
    for (size_t width = 8; width >= 1; width /= 2)
      for (size_t k = 0; k < width; k++) sums[k] += sums[k + width];
    total += (double)sums[0];
  }
  return total;
}

size_t slt_single_correct(size_t rows, size_t outputs, size_t stride, const float *f,
                          const int32_t *labels, float lead) {
  size_t correct = 0;
  for (size_t i = 0; i < rows; i++) {
    const float *fi = f + i * stride;
    size_t label = (size_t)labels[i], below = 0;
    float own = fi[label] + lead;
    for (size_t k = 0; k < outputs; k++) below += k != label && fi[k] < own;
    correct += below == outputs - 1;
  }
  return correct;
}
