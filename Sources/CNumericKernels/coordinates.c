// Losses through identifiable coordinates: products w_i w_j of every unit, and Gram forms.
#include "numeric_kernels.h"
#include "target_clones.h"

SLT_CLONES void slt_packed_products(size_t inputs, size_t columns, const double *wt,
                                    double *restrict products) {
  double *row = products;
  for (size_t i = 0; i < inputs; i++) {
    for (size_t j = i; j < inputs; j++, row += columns) {
      const double *a = wt + i * columns, *b = wt + j * columns;
      for (size_t u = 0; u < columns; u++) row[u] = a[u] * b[u];
    }
  }
}

SLT_CLONES void slt_packed_scatter(size_t inputs, size_t columns, const double *wt,
                                   const double *upstream, double *restrict gradient) {
  for (size_t k = 0; k < inputs * columns; k++) gradient[k] = 0;
  const double *row = upstream;
  for (size_t i = 0; i < inputs; i++) {
    // i = j adds 2 w_i, as the derivative of w_i^2 should.
    for (size_t j = i; j < inputs; j++, row += columns) {
      const double *a = wt + i * columns, *b = wt + j * columns;
      double *ga = gradient + i * columns, *gb = gradient + j * columns;
      for (size_t u = 0; u < columns; u++) {
        ga[u] += row[u] * b[u];
        gb[u] += row[u] * a[u];
      }
    }
  }
}

SLT_CLONES void slt_diagonal_rank_one(size_t rows, size_t stride, const double *difference,
                                      const double *diagonal, const double *vector,
                                      double *restrict output) {
  for (size_t r = 0; r < rows; r++) {
    const double *from = difference + r * stride;
    double *to = output + r * stride;
    double sums[8] = {0};
    for (size_t i = 0; i < stride; i += 8)
      for (size_t k = 0; k < 8; k++) sums[k] += from[i + k] * vector[i + k];
    double along = ((sums[0] + sums[1]) + (sums[2] + sums[3])) +
                   ((sums[4] + sums[5]) + (sums[6] + sums[7]));
    for (size_t i = 0; i < stride; i++) to[i] = diagonal[i] * from[i] + along * vector[i];
  }
}
