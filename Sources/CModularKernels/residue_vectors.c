#include "residue_vectors.h"

#include "target_clones.h"

// Adding and subtracting 1.5 * 2^52 rounds a double below 2^51 to the nearest integer on every
// CPU; the quotient is below 2^53 / q. Its product with q is below 2^53 + q and so exact.
static inline double balanced(double x, double q, double inverse) {
  const double shift = 6755399441055744.0;
  double quotient = (x * inverse + shift) - shift;
  return x - quotient * q;
}

CLONES void residue_reduce(double *x, double q, size_t n) {
  double inverse = 1 / q;
  for (size_t i = 0; i < n; i++) x[i] = balanced(x[i], q, inverse);
}

// Terms that may be added before a reduction: 16 partial sums of 32 products below
// (2^23 + 1)^2 stay below 2^51 + 2^28.
enum { lanes = 16, depth = 32 };

CLONES double residue_dot(const double *x, const double *y, double q, size_t n) {
  double inverse = 1 / q;
  double total[lanes] = {0};
  size_t i = 0;
  while (i + lanes <= n) {
    double sum[lanes] = {0};
    for (size_t k = 0; k < depth && i + lanes <= n; k++, i += lanes) {
      for (size_t l = 0; l < lanes; l++) sum[l] += x[i + l] * y[i + l];
    }
    for (size_t l = 0; l < lanes; l++) total[l] = balanced(total[l] + sum[l], q, inverse);
  }
  double result = 0;
  for (size_t l = 0; l < lanes; l++) result = balanced(result + total[l], q, inverse);
  for (; i < n; i++) result = balanced(result + x[i] * y[i], q, inverse);
  return result;
}

CLONES void residue_axpy(double *restrict y, const double *restrict x, double a, double q,
                         size_t n) {
  double inverse = 1 / q;
  for (size_t i = 0; i < n; i++) y[i] = balanced(y[i] + a * x[i], q, inverse);
}

CLONES void residue_recurrence(double *restrict z, const double *restrict y,
                               const double *restrict x, double b, double c, double q, size_t n) {
  double inverse = 1 / q;
  for (size_t i = 0; i < n; i++) z[i] = balanced(y[i] - b * x[i] - c * z[i], q, inverse);
}

CLONES void residue_multiply(double *y, const double *a, const double *x, double q, size_t n) {
  double inverse = 1 / q;
  for (size_t i = 0; i < n; i++) y[i] = balanced(a[i] * x[i], q, inverse);
}

CLONES void residue_gram_step(double *restrict r, double *restrict z, double *restrict f,
                              const double *restrict a, const double *restrict t, double q,
                              size_t n) {
  double inverse = 1 / q;
  for (size_t i = 0; i < n; i++) {
    double residue = balanced(r[i], q, inverse);
    z[i] = balanced(a[i] * residue, q, inverse);
    f[i] = balanced(balanced(f[i], q, inverse) * a[i] + t[i] * residue, q, inverse);
  }
}
