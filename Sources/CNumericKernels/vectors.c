// Vectors padded to whole multiples of 8 doubles.
#include "numeric_kernels.h"
#include "target_clones.h"

SLT_CLONES double slt_dot(size_t count, const double *a, const double *b) {
  double sums[8] = {0};
  for (size_t i = 0; i < count; i += 8) {
    for (size_t k = 0; k < 8; k++) sums[k] += a[i + k] * b[i + k];
  }
  return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}

SLT_CLONES void slt_add_multiple(size_t count, double factor, const double *x, double *restrict y) {
  for (size_t i = 0; i < count; i++) y[i] += factor * x[i];
}
