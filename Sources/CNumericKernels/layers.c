// The elementwise parts of the networks and of the samplers.
#include <string.h>

#include "numeric_kernels.h"
#include "target_clones.h"

SLT_CLONES void slt_pair_hidden(size_t rows, size_t columns, const int32_t *first,
                                const int32_t *second, const double *wt, double *restrict hidden,
                                double *restrict squares) {
  for (size_t i = 0; i < rows; i++) {
    const double *a = wt + (size_t)first[i] * columns;
    const double *b = wt + (size_t)second[i] * columns;
    double *h = hidden + i * columns, *s = squares + i * columns;
    for (size_t j = 0; j < columns; j++) {
      double value = a[j] + b[j];
      h[j] = value;
      s[j] = value * value;
    }
  }
}

SLT_CLONES void slt_pair_scatter(size_t rows, size_t columns, const int32_t *first,
                                 const int32_t *second, const double *hidden,
                                 const double *upstream, double *gradient) {
  for (size_t i = 0; i < rows; i++) {
    // The two rows are distinct: the second index is offset by the modulus.
    double *restrict a = gradient + (size_t)first[i] * columns;
    double *restrict b = gradient + (size_t)second[i] * columns;
    const double *h = hidden + i * columns, *u = upstream + i * columns;
    for (size_t j = 0; j < columns; j++) {
      double slope = 2.0 * h[j] * u[j];
      a[j] += slope;
      b[j] += slope;
    }
  }
}

SLT_CLONES void slt_square(size_t count, const double *hidden, double *restrict squares) {
  for (size_t i = 0; i < count; i++) squares[i] = hidden[i] * hidden[i];
}

SLT_CLONES void slt_square_slope(size_t count, const double *hidden, double *restrict upstream) {
  for (size_t i = 0; i < count; i++) upstream[i] = 2.0 * hidden[i] * upstream[i];
}

SLT_CLONES double slt_score(size_t rows, size_t outputs, size_t stride, double *restrict f,
                            const double *restrict y, double offset, int centred, double scale) {
  for (size_t i = 0; i < rows; i++) {
    double *fi = f + i * stride;
    const double *yi = y + i * stride;
    for (size_t k = 0; k < outputs; k++) fi[k] = (fi[k] + offset) - yi[k];
  }
  if (centred) {
    for (size_t start = 0; start < outputs; start += 8) {
      size_t width = outputs - start < 8 ? outputs - start : 8;
      double mean[8] = {0};
      for (size_t i = 0; i < rows; i++)
        for (size_t k = 0; k < width; k++) mean[k] += f[i * stride + start + k];
      for (size_t k = 0; k < width; k++) mean[k] /= (double)rows;
      for (size_t i = 0; i < rows; i++)
        for (size_t k = 0; k < width; k++) f[i * stride + start + k] -= mean[k];
    }
  }
  // Columns outputs ..< stride are zero, so whole vectors may be summed.
  double sums[8] = {0};
  for (size_t i = 0; i < rows * stride; i += 8) {
    for (size_t k = 0; k < 8; k++) {
      double value = f[i + k];
      sums[k] += value * value;
      f[i + k] = value * scale;
    }
  }
  return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}

SLT_CLONES void slt_langevin(size_t count, const double *x, const double *gradient,
                             const double *centre, double n_beta, double localisation, double step,
                             double root_step, const double *noise, double *output) {
  double half = 0.5 * step;
  for (size_t i = 0; i < count; i++) {
    double drift = n_beta * gradient[i] + localisation * (x[i] - centre[i]);
    output[i] = x[i] - half * drift + root_step * noise[i];
  }
}

SLT_CLONES double slt_langevin_log_ratio(size_t count, const double *x, const double *y,
                                         const double *gradient_y, const double *centre,
                                         double n_beta, double localisation, double step,
                                         const double *noise) {
  // Eight partial sums in a fixed order: a single one would be a chain of dependent additions.
  double sums[8] = {0};
  double half = 0.5 * step, inverse = 1.0 / step;
  for (size_t start = 0; start < count; start += 8) {
    size_t width = count - start < 8 ? count - start : 8;
    for (size_t k = 0; k < width; k++) {
      size_t i = start + k;
      double slope = n_beta * gradient_y[i] + localisation * (y[i] - centre[i]);
      double back = x[i] - y[i] + half * slope;
      sums[k] += noise[i] * noise[i] - inverse * (back * back);
    }
  }
  return 0.5 *
         (((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7])));
}

SLT_CLONES double slt_squared_distance(size_t count, const double *x, const double *centre) {
  double sums[8] = {0};
  size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    for (size_t k = 0; k < 8; k++) {
      double d = x[i + k] - centre[i + k];
      sums[k] += d * d;
    }
  }
  for (; i < count; i++) {
    double d = x[i] - centre[i];
    sums[0] += d * d;
  }
  return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}
