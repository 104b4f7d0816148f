// Steps of the samplers that keep more than a position. Sums run in eight interleaved parts in a
// fixed order: a single one would be a chain of dependent additions.
#include "numeric_kernels.h"
#include "target_clones.h"

SLT_INLINE double total(const double sums[8]) {
  return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}

SLT_CLONES void slt_preconditioned_langevin(size_t count, const double *x, const double *gradient,
                                            const double *centre, double n_beta,
                                            double localisation, double step, double root_step,
                                            double keep, double gain, double floor,
                                            double *restrict moments, const double *noise,
                                            double *output) {
  double half = 0.5 * step;
  for (size_t i = 0; i < count; i++) {
    double slope = gradient[i];
    double moment = keep * moments[i] + gain * (slope * slope);
    double g = 1.0 / (floor + __builtin_elementwise_sqrt(moment));
    double drift = n_beta * slope + localisation * (x[i] - centre[i]);
    moments[i] = moment;
    output[i] = x[i] - half * (g * drift) + root_step * (__builtin_elementwise_sqrt(g) * noise[i]);
  }
}

SLT_CLONES double slt_kick_drift(size_t count, double *restrict x, double *restrict momentum,
                                 const double *gradient, const double *centre, double n_beta,
                                 double localisation, double time) {
  double sums[8] = {0};
  double half = 0.5 * time;
  for (size_t start = 0; start < count; start += 8) {
    size_t width = count - start < 8 ? count - start : 8;
    for (size_t k = 0; k < width; k++) {
      size_t i = start + k;
      double p = momentum[i] - time * (n_beta * gradient[i] + localisation * (x[i] - centre[i]));
      momentum[i] = p;
      x[i] += half * p;
      sums[k] += p * p;
    }
  }
  return total(sums);
}

SLT_CLONES double slt_refresh_drift(size_t count, double *restrict x, double *restrict momentum,
                                    double keep, double spread, const double *noise, double time) {
  double sums[8] = {0};
  double half = 0.5 * time;
  for (size_t start = 0; start < count; start += 8) {
    size_t width = count - start < 8 ? count - start : 8;
    for (size_t k = 0; k < width; k++) {
      size_t i = start + k;
      double p = keep * momentum[i] + spread * noise[i];
      momentum[i] = p;
      x[i] += half * p;
      sums[k] += p * p;
    }
  }
  return total(sums);
}

SLT_CLONES void slt_clamp(size_t count, double *x, const double *centre, double box,
                          double *momentum) {
  for (size_t i = 0; i < count; i++) {
    double low = centre[i] - box, high = centre[i] + box;
    double inside = x[i] < low ? low : x[i] > high ? high : x[i];
    if (momentum && inside != x[i]) momentum[i] = -momentum[i];
    x[i] = inside;
  }
}

SLT_CLONES double slt_largest_distance(size_t count, const double *x, const double *centre) {
  double largest = 0.0;
  for (size_t i = 0; i < count; i++) {
    double distance = x[i] - centre[i];
    if (distance < 0.0) distance = -distance;
    if (!(distance <= largest)) largest = distance;
    if (largest != largest) return largest;
  }
  return largest;
}
