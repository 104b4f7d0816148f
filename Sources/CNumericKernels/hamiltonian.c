#include "numeric_kernels.h"
#include "target_clones.h"

SLT_CLONES void slt_add_scaled(size_t count, double factor, const double *x, double *y) {
  for (size_t i = 0; i < count; i++) y[i] += factor * x[i];
}

SLT_CLONES double slt_potential_gradient(size_t count, double n_beta, double localisation,
                                         const double *u, double *gradient) {
  // Eight partial sums in a fixed order: a single one would be a chain of dependent additions.
  double sums[8] = {0};
  for (size_t start = 0; start < count; start += 8) {
    size_t width = count - start < 8 ? count - start : 8;
    for (size_t k = 0; k < width; k++) {
      size_t i = start + k;
      gradient[i] = n_beta * gradient[i] + localisation * u[i];
      sums[k] += u[i] * u[i];
    }
  }
  double sum = 0;
  for (size_t k = 0; k < 8; k++) sum += sums[k];
  return sum;
}
